"""What a whole sweep comes to: rates, trends, what people decided."""
