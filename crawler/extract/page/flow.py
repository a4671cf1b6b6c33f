"""A page's visible text in one string that knows for each place the element it stands in."""

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from crawler.extract.dates.date_text import TextDate, find_bare, find_dates
from crawler.extract.dates.day_order import DayOrder, day_order
from crawler.extract.page.blocks import Block
from crawler.extract.text.written_in import is_chinese, is_japanese

_DATED = 200_000
"""Characters in which dates are looked for; no article has its date further down."""


class Zone:
    """What a piece of text stands in, as bits; pieces inherit them from their elements."""

    PLAIN: Final = 0
    LINK: Final = 1
    FOOT: Final = 2
    SIDE: Final = 4
    TABLE: Final = 8
    ITEM: Final = 16


@dataclass(frozen=True, kw_only=True)
class Flow:
    """The visible text, blocks apart by line ends; `starts`, `owners` and `zones` run parallel."""

    text: str
    starts: list[int]
    owners: list[Block]
    zones: list[int]
    language: str = ""
    """What the page says of its own language (`lang`)."""

    @classmethod
    def of_nothing(cls) -> "Flow":
        """Give the flow of a page without a body."""
        return cls(text="", starts=[], owners=[], zones=[])

    @cached_property
    def dates(self) -> tuple[TextDate, ...]:
        """Every date expression of the text, if it is not too long."""
        return find_dates(self.text[:_DATED], self.order)

    @cached_property
    def bare(self) -> tuple[TextDate, ...]:
        """Every day that only a label makes one, as far down as dates are looked for."""
        return find_bare(self.text[:_DATED], self.order)

    @cached_property
    def chinese(self) -> bool:
        """Tell whether the page is written in Chinese, whatever it says of its language."""
        return is_chinese(self.text)

    @cached_property
    def japanese(self) -> bool:
        """Tell whether the page is written in Japanese, which writes days as Chinese does."""
        return is_japanese(self.text)

    @cached_property
    def order(self) -> DayOrder:
        """Give the order in which the page writes day and month in figures."""
        return day_order(self.language, self.text[:_DATED], chinese=self.chinese)

    @cached_property
    def shown(self) -> str:
        """The text without what its elements say is not shown; all of it where that is all."""
        if not any(owner.hidden for owner in self.owners):
            return self.text
        ends = [*self.starts[1:], len(self.text)]
        pieces = zip(self.owners, self.starts, ends, strict=True)
        shown = "".join(self.text[start:end] for owner, start, end in pieces if not owner.hidden)
        return shown if shown.strip() else self.text

    def zone_at(self, place: int) -> int:
        """Give the zone of the text at this place."""
        return self.zones[bisect_right(self.starts, place) - 1] if self.zones else Zone.PLAIN

    def owner_at(self, place: int) -> Block:
        """Give the element that the text at this place stands in."""
        return self.owners[bisect_right(self.starts, place) - 1]

    def piece_at(self, place: int) -> str:
        """Give the stretch of text in one element that holds this place."""
        index = bisect_right(self.starts, place) - 1
        following = self.starts[index + 1] if index + 1 < len(self.starts) else len(self.text)
        return self.text[self.starts[index] : following].strip()

    def line_at(self, start: int, end: int) -> tuple[int, int]:
        """Give the bounds of the block that holds this stretch."""
        return self.text.rfind("\n", 0, start) + 1, _or_end(self.text, end)


def _or_end(text: str, place: int) -> int:
    found = text.find("\n", place)
    return len(text) if found < 0 else found


class FlowWriter:
    """Gathers the pieces of visible text in document order, as a browser lays them."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.starts: list[int] = []
        self.owners: list[Block] = []
        self.zones: list[int] = []
        self.blank = True
        self.fresh = True
        """Nothing stands on the line."""

    def write(self, text: str, owner: Block, zone: int) -> None:
        """Add a piece of folded text; a blank behind a blank, or at a line's start, is left out."""
        if self.blank:
            text = text.lstrip(" ")
            if not text:
                return
        self.starts.append(self.length)
        self.owners.append(owner)
        self.zones.append(zone)
        self.parts.append(text)
        self.length += len(text)
        self.blank = text[-1] == " "
        self.fresh = False

    def break_line(self) -> None:
        """End the line, if anything stands on it."""
        if not self.fresh:
            self.parts.append("\n")
            self.length += 1
            self.blank = self.fresh = True

    def flow(self, body: Block | None, language: str = "") -> Flow:
        """Give what was gathered; a body without text owns the empty one."""
        starts, owners, zones = self.starts, self.owners, self.zones
        if not starts and body is not None:
            starts, owners, zones = [0], [body], [Zone.PLAIN]
        return Flow(
            text="".join(self.parts), starts=starts, owners=owners, zones=zones, language=language
        )
