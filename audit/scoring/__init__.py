"""Findings to points, a sheet and its states."""
