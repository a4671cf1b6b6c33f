"""Expressions of days in a text or an address, whatever the day means."""
