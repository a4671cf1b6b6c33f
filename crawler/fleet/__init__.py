"""The shell that fetches pages and keeps them; it decides nothing."""
