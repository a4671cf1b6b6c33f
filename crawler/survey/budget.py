"""What a survey may still ask: its pages, its bytes, and what was left when they ran out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from crawler.extract.page.bounds import MOST_BYTES
from schema.types.capture import Page, Request
from schema.types.facts import LimitFact
from schema.types.settings import SurveySettings

WAVE = 16
"""Requests handed out at once; bounds are looked at between two waves."""
_WARY_WAVE = 2
"""Requests at once on a site that sent something which is no page's size."""
_DEAR = 8
_LETTER = "letter"


@dataclass(slots=True, kw_only=True)
class Budget:
    """The bounds of one survey and what was spent of them."""

    settings: SurveySettings
    pages: int = 0
    wire_bytes: int = 0
    stopped: bool = False
    limit: LimitFact | None = None
    _cost: int = 0

    def take(self, page: Page) -> None:
        """Count an answer."""
        self.pages += 1
        self.wire_bytes += page.wire_bytes
        self._cost += cost_of(page)

    @property
    def at_once(self) -> int:
        """Give how many requests may be handed out now."""
        wave = WAVE if self._cost < _DEAR * MOST_BYTES else _WARY_WAVE
        return min(wave, self.settings.pages - self.pages)

    @property
    def reached(self) -> tuple[Literal["pages", "bytes"], int] | None:
        """Give the bound that is reached."""
        if self.pages >= self.settings.pages:
            return "pages", self.settings.pages
        return ("bytes", self.settings.bytes) if self._cost >= self.settings.bytes else None

    def leave_out(self, columns: int) -> None:
        """Note columns that are not surveyed at all."""
        if columns:
            most = self.settings.columns
            left = columns + (0 if self.limit is None else self.limit.left_unread)
            self.limit = LimitFact(limit="columns", value=most, left_unread=left)

    def stop(
        self, limit: Literal["pages", "bytes", "seconds"], value: float, left: Sequence[Request]
    ) -> None:
        """Note what a bound leaves unread."""
        self.limit = LimitFact(
            limit=limit,
            value=value,
            left_unread=len(left),
            letters_only=self.limit is None and bool(left) and all(map(is_letter, left)),
        )


def is_letter(request: Request) -> bool:
    """Tell a letter's own page, which goes last where a bound may be reached."""
    return request.purpose == _LETTER


def cost_of(page: Page) -> int:
    """Give what a page takes of a survey's bytes: its size, many times where it is no page's.

    A few endless bodies or bombs end a survey that would go on for hours at its neighbours' cost.
    """
    size = max(page.wire_bytes, len(page.body))
    return size if size <= MOST_BYTES else _DEAR * size
