"""Columns hosted by 新华网: an element names its data source, a JSON file beside the page."""

import re

from selectolax.lexbor import LexborHTMLParser

from crawler.extract.lists.lists import find_list
from crawler.extract.page.family import Family, FamilyPage, FamilyReading
from crawler.extract.page.family_marks import Marks
from crawler.extract.text.urls import resolve
from schema.types.reading import Follow, ListState

_MARKS = Marks(r"\bdata=[\"']datasource:\w+", words=("datasource:",))
_SOURCE = re.compile(r"datasource:(\w+)\Z")
_PLACE = "[data^='datasource:']"
_LIST = re.compile(r"\A(?:showdata|list)", re.IGNORECASE)


def recognise(text: str, _tree: LexborHTMLParser, _url: str | None) -> bool:
    """Tell a page by an element that names a data source."""
    return _MARKS.stand_in(text)


def read(page: FamilyPage) -> FamilyReading | None:
    """Name the files of the sources whose places hold no row, those named as lists first."""
    seen = find_list(
        page.tree, base=page.base, fetched_at=page.fetched_at, lexicon=page.lexicon,
        response=page.response,
    )  # fmt: skip
    if seen.items:
        return None
    places = [
        (not _LIST.match(node.attributes.get("id") or ""), found.group(1))
        for node in page.tree.css(_PLACE)
        if (found := _SOURCE.search(node.attributes.get("data") or "")) and not node.css_first("a")
    ]
    names = dict.fromkeys(name for _, name in sorted(places, key=lambda place: place[0]))
    addresses = (resolve(page.base, f"ds_{name}.json") for name in names)
    follow = tuple(Follow(url=one, purpose="rows") for one in addresses if one is not None)
    return (
        FamilyReading(list_state=ListState.ELSEWHERE, items=(), follow=follow) if follow else None
    )


FAMILY = Family(name="xinhua", priority=30, recognise=recognise, read=read)
