"""The parts of the record, in order: the decision, how to check it, the checklist, the directive."""
