"""What is done with bytes and texts before a page is seen in them."""
