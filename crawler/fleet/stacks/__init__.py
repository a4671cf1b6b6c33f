"""One hop by either client stack: names looked up, addresses pinned, bytes received raw."""
