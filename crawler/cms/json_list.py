"""Answers of list APIs of any vendor: JSON or JSONP rows read by a map of field names."""

import re
from datetime import date

from selectolax.lexbor import LexborHTMLParser

from crawler.extract.letters.json_letters import json_letters
from crawler.extract.lists.json_fields import FieldMap
from crawler.extract.lists.json_items import json_items, state_of
from crawler.extract.lists.json_paging import onward
from crawler.extract.lists.json_rows import find_json_list, json_lists, load_json
from crawler.extract.lists.lists import is_ordered, newest_of
from crawler.extract.page.family import Family, FamilyPage, FamilyReading
from schema.types.reading import ListState

_BODY = re.compile(r"\A[\s\ufeff]*(?:[\w.$]+\s*\(\s*)?[\[{]")
_FIELDS = FieldMap(any_vendor=True)


def recognise(text: str, _tree: LexborHTMLParser, _url: str | None) -> bool:
    """Tell a JSON or JSONP answer by its first character."""
    return _BODY.match(text) is not None and load_json(text) is not None


def read(page: FamilyPage) -> FamilyReading | None:
    """Read the rows of the answer; one that holds no rows with titles is no list."""
    data = load_json(page.text)
    found = find_json_list(data, _FIELDS)
    if found is None:
        return FamilyReading(list_state=ListState.NONE, items=(), follow=())
    items = json_items(found.rows, _FIELDS, base=page.base, fetched_at=page.fetched_at)
    on = onward(page.url, page.form, rows=len(found.rows), total=found.total)
    return FamilyReading(
        list_state=state_of(found, items),
        items=items,
        posts=json_letters(found.rows, items, page.lexicon.letter_words),
        ordered_by_date=is_ordered(items),
        follow=on.follow,
        more=on.more,
        rival=_newest(page, data),
    )


def _newest(page: FamilyPage, data: object) -> date | None:
    """Give the latest day of any list in the answer: the longest may be another column's."""
    lists = (
        json_items(one.rows, _FIELDS, base=page.base, fetched_at=page.fetched_at)
        for one in json_lists(data, _FIELDS)
    )
    return max(map(newest_of, lists), default=None)


FAMILY = Family(name="json_list", priority=90, recognise=recognise, read=read)
