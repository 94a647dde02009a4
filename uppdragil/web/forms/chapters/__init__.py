"""Forms that write a directive: one per chapter and one for its head."""
