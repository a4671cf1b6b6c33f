"""What the public may take part in: 调查征集, 在线访谈."""
