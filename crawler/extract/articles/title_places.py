"""Where the title ends on a page, and how far a date stands from it."""

from bisect import bisect_right
from dataclasses import dataclass

from crawler.extract.dates.date_text import TextDate
from crawler.extract.page.flow import Flow, Zone

FAR = 1_000_000
"""A distance beyond every page's length: no title stands before the date."""

_NEXT_LINE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class TitlePlaces:
    """The places where the title ends, in order; everything is measured from there."""

    ends: tuple[int, ...]
    title: str = ""

    def last_before(self, place: int) -> int | None:
        """Give the last title's end up to this place; None where the title stands behind it."""
        number = bisect_right(self.ends, place)
        return self.ends[number - 1] if number else None

    def distance(self, found: TextDate) -> int:
        """Count characters from the title; a date over it stands behind all dates under it."""
        return min(self.after(found.start), FAR // 2 + self.before(found.end))

    def after(self, place: int) -> int:
        """Count characters from the nearest title before this place."""
        end = self.last_before(place)
        return FAR if end is None else place - end

    def before(self, place: int) -> int:
        """Count characters to the end of the next title after this place."""
        number = bisect_right(self.ends, place)
        return self.ends[number] - place if number < len(self.ends) else FAR

    def behind_title(self, place: int, line_end: int) -> int:
        """Give where the line goes on behind the title, if the title follows the date in it."""
        return max(self.last_before(line_end) or place, place)

    def hold(self, flow: Flow, found: TextDate) -> bool:
        """Tell whether the date is one that the title itself names."""
        before = self.title.find(found.raw)
        if before < 0 or found.start < before:
            return False
        head = self.title[: before + len(found.raw) + _NEXT_LINE]
        return flow.text.startswith(head, found.start - before)

    def frame(self, flow: Flow, place: int) -> int:
        """Give the zones that the title stands in too: they are the page's frame, no side block."""
        end = self.last_before(place)
        return flow.zone_at(max(0, end - 1)) if end is not None else Zone.PLAIN
