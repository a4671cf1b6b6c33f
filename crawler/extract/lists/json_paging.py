"""Find the next page of a list that an API gives: by the numbers it was asked with."""

import re
from dataclasses import dataclass

from crawler.extract.text.urls import query_pairs, with_query
from schema.types.reading import Follow

Pairs = tuple[tuple[str, str], ...]

_PAGE = frozenset(
    {"page", "pageno", "pagenum", "pageindex", "current", "currpage", "currentpage", "curpage"}
    | {"cur_page", "page_no", "page_num", "pagenumber"}
)
_IN_ADDRESS = re.compile(
    rf"(?P<name>[?&](?:{'|'.join(sorted(_PAGE))})=)(?P<number>\d{{1,6}})(?=&|#|\Z)",
    re.IGNORECASE | re.ASCII,
)
_DIGITS = 9
_SIZE = frozenset({"_pagesize", "pagesize", "page_size", "size", "limit", "rows", "perpage"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Onward:
    """Where a list goes on, and whether it does."""

    follow: tuple[Follow, ...] = ()
    more: bool = False


def onward(url: str | None, form: Pairs, *, rows: int, total: int | None) -> Onward:
    """Give the next page of an answer that held `rows` of `total` records.

    A short page ends a list whose answer tells no total; where neither total nor size is known,
    nobody knows whether there is more.
    """
    if url is None or rows == 0:
        return Onward()
    asked = form or query_pairs(url)
    number = _number(asked, _PAGE)
    size = _number(asked, _SIZE)
    if number is None:
        return Onward(more=total is not None and total > rows)
    if _is_last(max(number, 1), rows, size, total):
        return Onward()
    if total is None and size is None:
        return Onward(more=True)
    return Onward(follow=(_again(url, form, _numbered(asked, number + 1)),), more=True)


def page_number(url: str) -> int | None:
    """Give the number of the page that an address asks for; None where it names none."""
    found = _IN_ADDRESS.search(url)
    return int(found["number"]) if found is not None else None


def turned(url: str, number: int) -> str:
    """Give the address of another page of the same list, every other sign of it as it was."""
    return _IN_ADDRESS.sub(lambda found: f"{found['name']}{number}", url, count=1)


def _numbered(asked: Pairs, number: int) -> Pairs:
    return tuple((name, str(number) if name.lower() in _PAGE else value) for name, value in asked)


def _is_last(number: int, rows: int, size: int | None, total: int | None) -> bool:
    """Tell the last page; the size asked for counts the pages before, for the last is short."""
    if total is not None:
        return (number - 1) * (size or rows) + rows >= total
    return size is not None and rows < size


def _number(asked: Pairs, names: frozenset[str]) -> int | None:
    values = (
        value
        for name, value in asked
        if name.lower() in names and value.isdecimal() and len(value) <= _DIGITS
    )
    found = next(values, None)
    return int(found) if found is not None else None


def _again(url: str, form: Pairs, asked: Pairs) -> Follow:
    if form:
        return Follow(url=url, purpose="next", method="POST", form=asked)
    return Follow(url=with_query(url, asked), purpose="next")
