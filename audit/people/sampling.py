"""A stratified sample that anybody can draw again (抽查抽样): seed, strata, quotas, reasons."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from hashlib import sha256
from math import ceil, floor

from audit.people.rules import acts_for, may
from schema.types.casework import Act, Person, Role
from schema.types.errors import UsageError
from schema.types.site import Site

Stratum = tuple[str, str, str]
"""Division, level, kind (门户 or 非门户)."""


class Why(StrEnum):
    """Why a site is in the sample."""

    DRAWN = "抽中"
    FAILED_BEFORE = "上期不合格复查"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One registered site; `excluded` says in Chinese why it is not drawn from, empty: it is."""

    site_id: int
    url: str
    stratum: Stratum
    failed_before: bool = False
    excluded: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleRule:
    """How much is drawn: a share of all running sites, or a number of them."""

    seed: str
    share: float | None = None
    number: int | None = None
    min_ratio: float = 0.0
    """What the regulation asks of the whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """A site of the sample, and whose worklist it is on."""

    site_id: int
    url: str
    stratum: Stratum
    why: Why
    reviewer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StratumCount:
    """One stratum: its running sites, and how many are in the sample."""

    stratum: Stratum
    running: int
    sampled: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A sample with all that is needed to draw it again."""

    rule: SampleRule
    picks: tuple[Pick, ...]
    strata: tuple[StratumCount, ...]
    excluded: dict[str, int]

    @property
    def ratio(self) -> float:
        """Give the share of running sites that are in the sample."""
        running = sum(one.running for one in self.strata)
        return len(self.picks) / running if running else 0.0

    @property
    def enough(self) -> bool:
        """Tell whether the sample is as large as the regulation asks."""
        return self.ratio >= self.rule.min_ratio


def draw(candidates: Iterable[Candidate], rule: SampleRule) -> Sample:
    """Draw a sample: by the same seed from the same sites always the same one.

    A site's place in its stratum's order is the hash of seed and address, so neither the order of
    rows nor the version of a generator matters. Sites that failed before are always in it and count
    towards its size; whoever did not fail has the same chance as any other. Raise UsageError for an
    impossible rule.
    """
    _check(rule)
    listed = tuple(candidates)
    groups: dict[Stratum, list[Candidate]] = {}
    for one in listed:
        if not one.excluded:
            groups.setdefault(one.stratum, []).append(one)
    again = {name: sum(one.failed_before for one in group) for name, group in groups.items()}
    others = {name: len(group) - again[name] for name, group in groups.items()}
    wanted = _wanted(sum(map(len, groups.values())), rule)
    quotas = _quotas(others, max(0, wanted - sum(again.values())), rule.seed)
    picks, strata = [], []
    for name in sorted(groups):
        chosen = _chosen(groups[name], quotas[name], rule.seed)
        picks += chosen
        strata.append(StratumCount(stratum=name, running=len(groups[name]), sampled=len(chosen)))
    left_out = Counter(one.excluded for one in listed if one.excluded)
    return Sample(
        rule=rule, picks=tuple(picks), strata=tuple(strata), excluded=dict(sorted(left_out.items()))
    )


def _check(rule: SampleRule) -> None:
    if (rule.share is None) == (rule.number is None):
        raise UsageError("a sample is drawn by --share or by --number, by one of them")
    if rule.share is not None and not 0 < rule.share <= 1:
        raise UsageError(f"--share {rule.share:g}: the share lies above 0 and is at most 1")
    if rule.number is not None and rule.number < 1:
        raise UsageError(f"--number {rule.number}: at least one site is drawn")


def _wanted(running: int, rule: SampleRule) -> int:
    """Give the size of the whole sample: a share is rounded up once, for all strata together."""
    if rule.share is not None:
        return ceil(round(running * rule.share, 9))
    return min(rule.number or 0, running)


def _quotas(sizes: Mapping[Stratum, int], wanted: int, seed: str) -> dict[Stratum, int]:
    """Share a number out by the size of strata, each rounded up or down so that the sum is right.

    Which are rounded up follows from the seed (systematic selection along the strata), so that the
    sites of a small stratum are drawn as often as those of a large one.
    """
    total = sum(sizes.values())
    reached = Fraction(int.from_bytes(sha256(seed.encode()).digest()), 2**256)
    wanted, quotas = min(wanted, total), {}
    for name in sorted(sizes):
        before = floor(reached)
        reached += Fraction(wanted * sizes[name], total or 1)
        quotas[name] = floor(reached) - before
    return quotas


def _chosen(group: Sequence[Candidate], quota: int, seed: str) -> list[Pick]:
    ordered = sorted(group, key=lambda one: sha256(f"{seed}\n{one.url}".encode()).digest())
    again = [one for one in ordered if one.failed_before]
    drawn = [one for one in ordered if not one.failed_before][:quota]
    reasons = [(one, Why.FAILED_BEFORE) for one in again] + [(one, Why.DRAWN) for one in drawn]
    return [
        Pick(site_id=one.site_id, url=one.url, stratum=one.stratum, why=why) for one, why in reasons
    ]


def share_out(
    picks: Iterable[Pick], people: Iterable[Person], sites: Mapping[int, Site]
) -> tuple[Pick, ...]:
    """Put each site on the shortest worklist of those who may check it; none: on nobody's.

    An administrator, who may do everything, is no reviewer.
    """
    reviewers = [one for one in people if one.role is not Role.ADMIN and may(one.role, Act.CHECK)]
    loads = dict.fromkeys(sorted(one.name for one in reviewers), 0)
    shared = []
    for one in picks:
        fitting = [who.name for who in reviewers if acts_for(who, sites[one.site_id])]
        name = min(fitting, key=lambda who: (loads[who], who), default="")
        if name:
            loads[name] += 1
        shared.append(replace(one, reviewer=name))
    return tuple(shared)
