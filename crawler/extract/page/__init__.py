"""A page parsed once: its blocks, links and texts, and what stands where."""
