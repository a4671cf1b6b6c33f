"""A service guide (办事指南)."""
