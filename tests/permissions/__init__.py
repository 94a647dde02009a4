"""Who reaches what: the permission matrix, leaks, attacks on every address."""
