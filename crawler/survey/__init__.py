"""What one site's survey asks for next and what it proved: pure, so that it can be replayed."""
