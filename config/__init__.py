"""Settings and the data that the pure core goes by: editions, forms, words."""
