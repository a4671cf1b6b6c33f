"""Tell the days that stand where themes of blogs date a text: in an element that is named so."""

from crawler.extract.articles.ranks import Rank
from crawler.extract.articles.title_places import TitlePlaces
from crawler.extract.dates.date_text import TextDate
from crawler.extract.page.blocks import Block
from crawler.extract.page.flow import Flow
from schema.types.date_words import DateWords

_STEPS = 3
_PIECES = 30
"""Pieces of text in such an element: a day, a name, columns, a counter."""
_BEHIND, _AHEAD, _RIGHT_BEHIND = 600, 180, 60
"""Characters behind the title, and before it, that such an element stands in."""


def rank_in_box(flow: Flow, found: TextDate, places: TitlePlaces, words: DateWords) -> Rank | None:
    """Rank a day in an element that themes put the day in; right behind the title it is a bar."""
    behind = places.after(found.start)
    if behind > _BEHIND and places.before(found.end) > _AHEAD:
        return None
    if not _is_in_box(flow.owner_at(found.start), words):
        return None
    return Rank.IN_TITLE_BAR if behind <= _RIGHT_BEHIND else Rank.BY_TITLE


def _is_in_box(owner: Block, words: DateWords) -> bool:
    here: Block | None = owner
    for _ in range(_STEPS):
        if here is None or here.end_text - here.first_text > _PIECES:
            return False
        if any(name in words.date_boxes for name in here.hints.split()):
            return True
        here = here.parent
    return False
