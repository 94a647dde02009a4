"""The editor of a directive: one page with every chapter, saved as a whole or part by part."""
