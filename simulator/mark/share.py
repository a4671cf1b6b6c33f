"""A share with its 95 % Wilson interval."""

from dataclasses import dataclass
from math import sqrt
from typing import Any

_Z = 1.959964
_DIGITS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """So many of so many; the interval also says something of none and of all."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        """Give the share itself; None of nothing."""
        return self.part / self.whole if self.whole else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Give the Wilson score interval; None of nothing."""
        n = self.whole
        if not n:
            return None
        p, square = self.part / n, _Z * _Z
        middle = (p + square / (2 * n)) / (1 + square / n)
        half = _Z / (1 + square / n) * sqrt(p * (1 - p) / n + square / (4 * n * n))
        return max(0.0, middle - half), min(1.0, middle + half)

    def as_json(self) -> dict[str, Any]:
        """Give part, whole, share and interval as plain values."""
        value, interval = self.value, self.interval
        return {
            "part": self.part,
            "whole": self.whole,
            "share": None if value is None else round(value, _DIGITS),
            "low": None if interval is None else round(interval[0], _DIGITS),
            "high": None if interval is None else round(interval[1], _DIGITS),
        }
