"""Read rows that come as a piece of markup: a datastore's records, a string of an answer."""

from datetime import datetime

from crawler.extract.lists.list_reading import ListReading
from crawler.extract.lists.lists import find_list
from crawler.extract.page.dom import parse
from schema.types.lexicon import Lexicon


def read_fragment(
    markup: str,
    *,
    base: str | None,
    fetched_at: datetime | None,
    lexicon: Lexicon,
) -> ListReading:
    """Read a list's own markup: rows of a table are given their table, single rows count."""
    html = f"<table>{markup}</table>" if markup.lstrip()[:3].lower() == "<tr" else markup
    if markup.lstrip()[:3].lower() == "<li":
        html = f"<ul>{markup}</ul>"
    return find_list(parse(html), base=base, fetched_at=fetched_at, lexicon=lexicon)
