"""How sure a pass rate is, and how far machine and people agree (Wilson's interval, Cohen's κ)."""

from collections import Counter
from collections.abc import Iterable
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Pairs of verdicts by (machine, person), the share that agree, and κ; None: not defined."""

    pairs: dict[tuple[str, str], int]
    share: float | None
    kappa: float | None


def pass_rate(passed: int, checked: int) -> Rate:
    """Give the pass rate (合格率) with its Wilson 95 % interval."""
    if not checked:
        return Rate(passed=0, checked=0, share=None, low=None, high=None)
    share = passed / checked
    weight = _Z95**2 / checked
    middle = (share + weight / 2) / (1 + weight)
    half = _Z95 * sqrt(share * (1 - share) / checked + weight / (4 * checked)) / (1 + weight)
    return Rate(
        passed=passed,
        checked=checked,
        share=share,
        low=max(0.0, middle - half),
        high=min(1.0, middle + half),
    )


def agreement(pairs: Iterable[tuple[str, str]]) -> Agreement:
    """Compare machine and people; κ is undefined where chance alone explains everything."""
    counts = Counter(pairs)
    total = counts.total()
    if not total:
        return Agreement(pairs={}, share=None, kappa=None)
    share = sum(n for (machine, person), n in counts.items() if machine == person) / total
    machines, people = Counter[str](), Counter[str]()
    for (machine, person), n in counts.items():
        machines[machine] += n
        people[person] += n
    chance = sum(machines[word] * people[word] for word in machines) / total**2
    kappa = None if chance == 1 else (share - chance) / (1 - chance)
    return Agreement(pairs=dict(counts), share=share, kappa=kappa)
