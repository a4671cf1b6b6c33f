"""A sweep: one run over the register under one edition, at one fixed time (巡检)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from schema.types.ids import SweepId


class SweepKind(StrEnum):
    """Why a sweep was made."""

    NIGHTLY = "nightly"
    RECHECK = "recheck"
    SECOND = "second"
    """再次核实: asks again, hours later, only what one look of another sweep cannot settle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sweep:
    """Every staleness in it is measured against `as_of`, not against "now"."""

    id: SweepId
    kind: SweepKind
    edition: str
    as_of: datetime
    settings: dict[str, Any]
    """The bounds it was made under, so that a replay goes the same way."""
    edition_digest: str | None = None
    """The kept text that its sheets are judged by; None: made before texts were kept."""
    follows: SweepId | None = None
    """The sweep whose sheets its second visits settle; None: it has sheets of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionText:
    """An edition (指标版本) as its files had it when a sweep was made by it."""

    digest: str
    """sha256 of the texts: the same for every sheet that was judged by them."""
    edition: str
    texts: tuple[str, ...]
    """Its own file, then those of its bases."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepProgress:
    """How far a sweep is; `pages` counts those of accepted surveys."""

    sites: int
    done: int
    failed_visits: int
    pages: int
