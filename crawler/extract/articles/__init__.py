"""An article, its text, and the day on which it was published."""
