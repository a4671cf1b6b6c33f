"""The homepage's navigation (导航) beside the register: what it leads to and leaves out."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from schema.types.column import ColumnClass


class Leaves(StrEnum):
    """Where a link goes: a mark, no judgement, for platforms of a province are common."""

    NO = "no"
    SIBLING = "sibling"
    """Another host of the same registrable domain."""
    FOREIGN = "foreign"
    """Another registrable domain."""


class Match(StrEnum):
    """How a found column and a registered one came together."""

    NONE = "none"
    ADDRESS = "address"
    NAME = "name"
    """Same name under the same breadcrumb, at another address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundColumn:
    """A column that the homepage leads to; `breadcrumb` is the outermost name first."""

    name: str
    url: str
    column_class: ColumnClass
    breadcrumb: tuple[str, ...]
    leaves: Leaves
    match: Match
    in_navigation: bool = False
    """It stands in the navigation itself, so that its breadcrumb tells its level."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnfoundColumn:
    """A registered column that the homepage does not lead to (登记而首页未见)."""

    name: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NavigationFact:
    """What the homepage leads to, and which registered columns it does not; nobody is judged by it.

    A registered column may well stand deeper in the site than the homepage leads.
    """

    kind: Literal["navigation"] = "navigation"
    registered: int
    """Columns in the register; 0: there is nothing to compare with."""
    found: tuple[FoundColumn, ...]
    unfound: tuple[UnfoundColumn, ...]

    @property
    def unregistered(self) -> tuple[FoundColumn, ...]:
        """Give the columns of this site that the register does not know (未登记)."""
        if not self.registered:
            return ()
        return tuple(
            one for one in self.found if one.match is Match.NONE and one.leaves is Leaves.NO
        )
