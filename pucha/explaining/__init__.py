"""What `pucha explain` shows: an explanation in the terminal and as pages for a browser."""
