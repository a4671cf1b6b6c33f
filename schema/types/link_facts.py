"""What a survey proves of a sample of the links of a site (vocabulary §9)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from schema.types.outcome import CountsAs, Outcome, PageClass


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkFact:
    """One link that did not open at one look; it takes two looks, hours apart, to call it dead."""

    kind: Literal["link"] = "link"
    url: str
    found_on: str
    """The page that links there."""
    on_home: bool
    outside: bool
    """It leads to another registrable domain."""
    outcome: Outcome
    status: int | None
    page_class: PageClass | None
    counts_as: CountsAs
    at: datetime
    pages: int = 1
    """How many of the pages whose links were read lead there, `found_on` included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinksFact:
    """The sample as a whole; what is in `opened` refutes any earlier look that failed."""

    kind: Literal["links"] = "links"
    opened: tuple[str, ...]
    not_opened: int
    left: int
    """Links that were found and not looked at."""
    left_on_home: int | None = None
    """How many of those stand on the homepage; None: not recorded."""
