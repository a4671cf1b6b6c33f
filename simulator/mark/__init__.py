"""Marks an auditor's sheets against the truth of the province."""

from simulator.mark.report import mark

__all__ = ["mark"]
