"""Hanweb jcms (jpage): rows in a datastore inside a script, more of them by dataproxy.jsp."""

import html
import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from crawler.extract.lists.child_columns import leads_to_children
from crawler.extract.lists.fragment import read_fragment
from crawler.extract.lists.list_place import shows_content
from crawler.extract.lists.list_reading import ListReading
from crawler.extract.lists.lists import newest_of
from crawler.extract.page.family import Family, FamilyPage, FamilyReading
from crawler.extract.page.family_marks import Marks
from crawler.extract.page.laying import lay_blocks
from crawler.extract.text.urls import resolve
from schema.types.reading import Follow, ListState

_MARKS = Marks(
    r"<datastore\b|&lt;datastore\b|/jpage/dataproxy\.jsp|jpage/.{0,40}proxyUrl",
    words=("datastore", "jpage/"),
)
_PATH = re.compile(
    r"/col/col\d+/(?:index\.html)?(?:[?#]|\Z)|/art/\d{4}/\d{1,2}/\d{1,2}/art_", re.IGNORECASE
)
_STORE = re.compile(r"<datastore\b.*?</datastore>", re.IGNORECASE | re.DOTALL)
_RECORD = re.compile(
    r"<record\b[^>]*>\s*(?:<!\[CDATA\[(.*?)\]\]>|(.*?))\s*</record>", re.IGNORECASE | re.DOTALL
)
_TOTAL = re.compile(
    r"(?:<|&lt;)totalrecord(?:>|&gt;)\s*(\d+)\s*(?:<|&lt;)|\btotalrecord['\"]?\s*[:=]\s*['\"]?(\d+)",
    re.IGNORECASE,
)
_PROXY = re.compile(r"""\b(?:proxyUrl|dataproxy)\b['"]?\s*[:=]\s*['"]([^'"]+)['"]""", re.IGNORECASE)
_SOURCES = Marks("", words=("datastore", "proxyurl", "dataproxy"))
_PARAMS = re.compile(r"\b(?:ajax)?params?\s*[:=]\s*\{([^}]*)\}", re.IGNORECASE)
_NEXT_GROUP = re.compile(
    r"<nextgroup\b[^>]*>.*?href=[\"']([^\"']+)[\"'].*?</nextgroup>", re.IGNORECASE | re.DOTALL
)
_PAIR = re.compile(r"""['"]?(\w+)['"]?\s*:\s*(?:'([^']*)'|"([^"]*)"|(\d+))""")
_PER_PAGE = re.compile(r"\bperPage\s*[:=]\s*['\"]?(\d+)", re.IGNORECASE)
_GROUP = 3
"""Pages that the proxy gives in one answer."""
_PER_PAGE_DEFAULT = 15
_NEAR = 600
"""Characters around the proxy's address in which its parameters stand."""
_PARAMETERS = frozenset(
    {"col", "appid", "webid", "path", "columnid", "sourcecontenttype", "unitid", "webname"}
    | {"permissiontype", "area", "cur", "dataformat"},
)
_NEEDED = ("columnid", "unitid")
_START, _END = "startrecord", "endrecord"


@dataclass(frozen=True, slots=True)
class _Store:
    """A datastore's rows as markup, and its count of all records."""

    rows: tuple[str, ...]
    total: int | None


def recognise(text: str, _tree: LexborHTMLParser, url: str | None) -> bool:
    """Tell a page by its datastore or its data proxy, else by its address."""
    return _MARKS.stand_in(text) or (url is not None and _PATH.search(url) is not None)


def read(page: FamilyPage) -> FamilyReading | None:
    """Read the datastores; where they hold no row, say where the rows come from."""
    if not _SOURCES.may_stand_in(page.text):
        return None
    stores = tuple(_stores(page.text))
    if not stores and not _PROXY.search(page.text):
        return None
    readings = _readings(page, stores)
    best = max(readings, key=lambda reading: len(reading.items), default=None)
    if best is not None and best.items:
        return FamilyReading(
            list_state=best.state,
            items=best.items,
            posts=best.posts,
            ordered_by_date=best.ordered_by_date,
            follow=_answered(page) or _follow(page, "next", shown=len(best.items)),
            more=_is_more(page, len(best.items)),
            rival=max((newest_of(one.items) for one in readings), default=None),
        )
    if stores and all(store.total == 0 and not store.rows for store in stores):
        return _of_no_record(page)
    follow = _follow(page, "rows", shown=0)
    state = ListState.ELSEWHERE if follow else ListState.UNREADABLE
    return FamilyReading(list_state=state, items=(), follow=follow)


def _of_no_record(page: FamilyPage) -> FamilyReading | None:
    """Read a page whose units hold no record: a column may show rows or a text beside them."""
    layout, words = lay_blocks(page.tree), page.lexicon.list_words
    if leads_to_children(layout, base=page.base, page=page.url):
        return None
    more = shows_content(layout, page=page.url, words=words)
    state = ListState.UNREADABLE if more else ListState.EMPTY
    return FamilyReading(list_state=state, items=(), follow=())


def _stores(text: str) -> list[_Store]:
    plain = html.unescape(text) if "&lt;datastore" in text.lower() else text
    found = []
    for match in _STORE.finditer(plain):
        body = match.group()
        rows = tuple(
            markup for cdata, bare in _RECORD.findall(body) if (markup := _row(cdata or bare))
        )
        counted = _TOTAL.search(body) or _TOTAL.search(plain[match.end() : match.end() + 400])
        total = int(counted.group(1) or counted.group(2)) if counted else None
        found.append(_Store(rows, total))
    return found


def _row(markup: str) -> str:
    """Give a row's markup; some templates escape it once more."""
    return (html.unescape(markup) if "&lt;" in markup and "<" not in markup else markup).strip()


def _readings(page: FamilyPage, stores: tuple[_Store, ...]) -> list[ListReading]:
    """Read every unit; the one with most rows is the main one, and the others may be it too."""
    return [
        read_fragment(
            "".join(store.rows), base=page.base, fetched_at=page.fetched_at, lexicon=page.lexicon
        )
        for store in stores
        if store.rows
    ]


def _follow(
    page: FamilyPage, purpose: Literal["rows", "next"], *, shown: int
) -> tuple[Follow, ...]:
    """Name the records behind those shown: the data proxy with the page's own parameters."""
    total = _TOTAL.search(page.text)
    if total is not None and int(total.group(1) or total.group(2)) <= shown:
        return ()
    proxy = _PROXY.search(page.text)
    address = resolve(page.base, proxy.group(1)) if proxy else None
    form = _form(page.text)
    named = _next_group(page, purpose)
    if named or address is None or not form:
        return named
    if page.url is not None and _same_path(address, page.url):
        return ()
    size = _per_page(page.text)
    form |= {
        _START: str(shown + 1),
        _END: str(shown + _GROUP * size),
        "perpage": str(size),
    }
    return (Follow(url=address, purpose=purpose, method="POST", form=tuple(form.items())),)


def _form(text: str) -> dict[str, str]:
    """Read the parameters; without the column and the unit the proxy gives another list or none."""
    proxy = _PROXY.search(text)
    found = _PARAMS.search(text)
    if found is not None:
        near = found.group(1)
    else:
        near = text[max(0, proxy.start() - _NEAR) : proxy.end() + _NEAR] if proxy else ""
    pairs = _PAIR.findall(near)
    form = {
        name: single or double or bare
        for name, single, double, bare in pairs
        if name.lower() in _PARAMETERS
    }
    return form if all(name in form for name in _NEEDED) else {}


def _per_page(text: str) -> int:
    size = _PER_PAGE.search(text)
    return int(size.group(1)) if size and int(size.group(1)) else _PER_PAGE_DEFAULT


def _next_group(page: FamilyPage, purpose: Literal["rows", "next"]) -> tuple[Follow, ...]:
    """Name the next group of records, an address and no article."""
    found = _NEXT_GROUP.search(page.text)
    address = resolve(page.base, html.unescape(found.group(1))) if found else None
    return (Follow(url=address, purpose=purpose),) if address else ()


def _total_of(page: FamilyPage) -> int | None:
    total = _TOTAL.search(page.text)
    return int(total.group(1) or total.group(2)) if total else None


def _last_asked(page: FamilyPage) -> int:
    """Give the last record that an answer of the proxy was asked for; 0: it was no such answer."""
    return next((int(v) for k, v in page.form if k == _END and v.isdecimal()), 0)


def _is_more(page: FamilyPage, shown: int) -> bool:
    """Tell whether the datastore counts more records than were given so far."""
    total = _total_of(page)
    return total is not None and max(_last_asked(page), shown) < total


def _answered(page: FamilyPage) -> tuple[Follow, ...]:
    """Ask the proxy again, with the form that it was asked with, for the records behind these."""
    last, total = _last_asked(page), _total_of(page)
    if page.url is None or not last or total is None or last >= total:
        return ()
    form = dict(page.form)
    first = int(form[_START]) if form.get(_START, "").isdecimal() else 1
    form |= {_START: str(last + 1), _END: str(min(2 * last + 1 - first, total))}
    return (Follow(url=page.url, purpose="next", method="POST", form=tuple(form.items())),)


def _same_path(one: str, other: str) -> bool:
    return urlsplit(one).path == urlsplit(other).path


FAMILY = Family(name="hanweb", priority=12, recognise=recognise, read=read)
