"""The main list of a page, its rows, and where it goes on."""
