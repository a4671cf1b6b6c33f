"""Segments of the archive: written, read again, shipped, exported."""
