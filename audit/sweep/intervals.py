"""How sure a share is that was counted on some (Wilson's 95 % interval)."""

from dataclasses import dataclass
from math import sqrt

_Z95 = 1.959963984540054
"""Standard normal quantile of a two-sided 95 % interval."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """A share with its 95 % interval; all None where nothing was looked at."""

    passed: int
    checked: int
    share: float | None
    low: float | None
    high: float | None


def pass_rate(passed: int, checked: int) -> Rate:
    """Give a share, say the pass rate (合格率), with its Wilson 95 % interval."""
    if not checked:
        return Rate(passed=0, checked=0, share=None, low=None, high=None)
    share = passed / checked
    low, high = interval(share, checked)
    return Rate(passed=passed, checked=checked, share=share, low=low, high=high)


def interval(share: float, checked: float) -> tuple[float, float]:
    """Give Wilson's 95 % interval of a share; `checked` is more than 0, no whole number if weighed.

    Source: Wilson 1927; for weights with the effective number of checks, after Korn and Graubard.
    """
    weight = _Z95**2 / checked
    middle = (share + weight / 2) / (1 + weight)
    spread = max(0.0, share * (1 - share)) / checked + weight / (4 * checked)
    half = _Z95 * sqrt(spread) / (1 + weight)
    return max(0.0, middle - half), min(1.0, middle + half)
