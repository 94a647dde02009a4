"""A directive as a Word file in the model's own layout."""
