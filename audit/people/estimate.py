"""What a spot-check says of all running sites (合格率推算): weighted, with a 95 % interval."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from audit.people.sampling import Pick, Stratum, Why
from audit.sweep.intervals import interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """Pass rate of the sites that were sampled from; None where the checks do not tell it.

    Sites that failed before are all in the sample: they stand for themselves alone. Of the others
    each one that was checked stands for the sites of its stratum.
    """

    running: int
    failed_before: int
    checked_again: int
    """Of those that failed before."""
    checked: int
    """Of the others."""
    effective: float
    """To how many checks of an even sample those of the others come (Kish)."""
    uncovered: int
    """The others in strata where nobody was checked yet: taken for the mean of the rest."""
    share: float | None = None
    low: float | None = None
    high: float | None = None


def estimate(
    strata: Mapping[Stratum, int], picks: Iterable[Pick], passed: Mapping[int, bool]
) -> Estimate:
    """Estimate the pass rate of the running sites of these strata.

    `passed` tells of each site that was checked whether it passed.
    """
    again: list[Pick] = []
    drawn: dict[Stratum, list[bool]] = defaultdict(list)
    others = dict(strata)
    for one in picks:
        if one.why is Why.FAILED_BEFORE:
            again.append(one)
            others[one.stratum] -= 1
        elif one.site_id in passed:
            drawn[one.stratum].append(passed[one.site_id])
    said = [passed[one.site_id] for one in again if one.site_id in passed]
    weights = [(others[name] / len(group), ok) for name, group in drawn.items() for ok in group]
    squares = sum(weight**2 for weight, _ in weights)
    found = Estimate(
        running=sum(strata.values()),
        failed_before=len(again),
        checked_again=len(said),
        checked=len(weights),
        effective=sum(weight for weight, _ in weights) ** 2 / squares if squares else 0.0,
        uncovered=sum(count for name, count in others.items() if name not in drawn),
    )
    return _with_share(found, _again(said, len(again)), _others(weights, found, others))


_Range = tuple[float, float, float]
"""Share, lower end, upper end."""


def _again(said: list[bool], count: int) -> _Range | None:
    """Give the rate of those that failed before: a fact, once all of them were checked."""
    if not said:
        return None
    share = sum(said) / len(said)
    return (share, share, share) if len(said) == count else (share, *interval(share, len(said)))


def _others(
    weights: list[tuple[float, bool]], found: Estimate, others: Mapping[Stratum, int]
) -> _Range | None:
    if not weights:
        return None
    share = sum(weight for weight, ok in weights if ok) / sum(weight for weight, _ in weights)
    if len(weights) == sum(others.values()):
        return share, share, share
    return share, *interval(share, found.effective)


def _with_share(found: Estimate, again: _Range | None, others: _Range | None) -> Estimate:
    """Add the two parts up by their size; an end of the whole is no nearer than those of both."""
    rest = found.running - found.failed_before
    parts = [(found.failed_before, again), (rest, others)]
    known = [(count, part) for count, part in parts if count and part is not None]
    if not known or sum(count for count, _ in known) < found.running:
        return found
    share, low, high = (
        sum(count * part[end] for count, part in known) / found.running for end in range(3)
    )
    return replace(found, share=share, low=low, high=high)
