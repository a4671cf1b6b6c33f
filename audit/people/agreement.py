"""How far machine and people agree on whole sites (Cohen's κ)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Pairs of verdicts by (machine, person), the share that agree, and κ; None: not defined."""

    pairs: dict[tuple[str, str], int]
    share: float | None
    kappa: float | None


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
