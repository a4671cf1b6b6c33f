"""Decisions as pure functions: what to ask, how hard, and what an answer counts for."""
