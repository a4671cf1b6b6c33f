"""What a page is, judged from all that was read of it."""
