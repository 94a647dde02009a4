"""The next revision of an edition while the office writes it: shaped, checked, compared, published."""
