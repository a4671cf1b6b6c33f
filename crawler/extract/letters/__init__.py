"""A letter (来信) and its reply."""
