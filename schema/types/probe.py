"""Probe rounds: visits to the homepages of all sites, made at the same hour (探测轮次)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from schema.types.evidence import Evidence
from schema.types.ids import BatchId, RoundId, SiteId
from schema.types.outcome import CountsAs


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbeRound:
    """One visit to every site from every vantage; `settings` are those it was made under."""

    id: RoundId
    due_at: datetime
    vantages: tuple[str, ...]
    settings: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbeBatch:
    """A share of a round: leased, probed and accepted as one."""

    id: BatchId
    round_id: RoundId
    vantage: str
    site_ids: tuple[SiteId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteVisit:
    """The visit to one site, with every look it took."""

    site_id: SiteId
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlCheck:
    """What a control target (对照目标) answered when visits failed; seconds."""

    target: str
    at: datetime
    ok: bool
    outcome: str
    reason: str
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchResult:
    """Everything that one batch brought home."""

    visits: tuple[SiteVisit, ...]
    controls: tuple[ControlCheck, ...]


VoidCause = Literal["controls", "storm", "overload"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PastVisit:
    """A visit as the store holds it, as far as storms are told from it.

    `group`: what it shares with others (its address, else its registrable domain).
    `was_open`: what the visit before it came to; None when there was none.
    `void_cause`: what made the visit void by itself; None: nothing, or a fault of its own.
    """

    site_id: SiteId
    at: datetime
    group: str
    came_to: CountsAs
    was_open: bool | None
    void_cause: VoidCause | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VoidPeriod:
    """A time in which a vantage could not tell: its visits are void, never failed."""

    vantage: str
    starts_at: datetime
    ends_at: datetime
    cause: VoidCause
    reason: str
    facts: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundProgress:
    """How far a round is, in batches and in visits by what they count for."""

    batches: int
    done: int
    visits: dict[CountsAs, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundSummary:
    """What a round came to."""

    round: ProbeRound
    progress: RoundProgress
    outcomes: tuple[tuple[CountsAs, str, int], ...]
    """(counts as, outcome or class, visits), most first."""
    voids: tuple[VoidPeriod, ...]
    together: tuple[tuple[str, int], ...]
    """Addresses where at least three sites failed and none opened, with how many."""
    seconds: float
