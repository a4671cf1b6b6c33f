"""Read a day by the title that leaves out its year, where the page's markup names the year.

Japanese news date so (06月24日 11時30分); the names of their files and elements have the whole day.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from crawler.extract.articles.ranks import Rank
from crawler.extract.articles.title_bar import rank_date
from crawler.extract.articles.title_places import TitlePlaces
from crawler.extract.dates.date_labels import role_before
from crawler.extract.dates.date_text import TextDate
from crawler.extract.dates.day_boxes import is_possible
from crawler.extract.page.flow import Zone
from crawler.extract.page.layout import Layout
from schema.types.date_words import DateWords
from schema.types.dates import DateClaim, DateSource

_FIRST = 8
"""Days of a page that are looked at: that of the text is among the first."""
_DATED = re.compile(r"date(?!-?picker)")
"""Names of elements that hold a day, where the title stands elsewhere or is not known."""
_ELSEWHERE = Zone.SIDE | Zone.FOOT | Zone.LINK


def yearless_claims(
    layout: Layout, title_ends: Sequence[int], words: DateWords
) -> Iterator[DateClaim]:
    """Give the first such day by the title, or in an element for days, with its only year."""
    flow = layout.flow
    if flow.chinese:
        return
    places = TitlePlaces(ends=tuple(sorted(title_ends)))
    for found in flow.dates[:_FIRST]:
        if found.year is not None or found.day is None or flow.zone_at(found.start) & _ELSEWHERE:
            continue
        rank = rank_date(flow, found, places, words) if title_ends else None
        named = _DATED.search(flow.owner_at(found.start).hints) is not None
        told = role_before(flow.text, found.start, words) is not None
        if rank in {None, Rank.LABELLED_APART} and (told or not named):
            continue
        years = _years_of(layout.source, found)
        whole = replace(found, year=years.pop()) if len(years) == 1 else found
        if whole.year is not None and is_possible(whole) and whole.value is not None:
            yield DateClaim(
                value=whole.value,
                source=DateSource.VISIBLE,
                raw=found.raw,
                locator=layout.path_of(flow.owner_at(found.start)),
                inferred_year=True,
            )
        return


def _years_of(source: str, found: TextDate) -> set[int]:
    """Give the years that stand before this month and day in addresses, names and fields."""
    day = rf"(?<!\d)((?:19|20)\d\d)(?P<apart>[-/_.]?){found.month:02}(?P=apart){found.day:02}(?!\d)"
    return {int(match[1]) for match in re.finditer(day, source)}
