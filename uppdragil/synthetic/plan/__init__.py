"""What is invented, as values: the organisation, and for each mandate its way, its people and its text."""
