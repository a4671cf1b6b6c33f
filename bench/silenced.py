"""Columns whose own rows nobody can read, beside what real pages show around theirs.

The list of each labelled column page gives way to a place that a script fills. What is left are the
page's own bars, menus and footer, and bars of others: none of them may be believed to be the list.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from selectolax.lexbor import LexborHTMLParser

from bench.grafts import Bar, set_in
from bench.scoring import Label, fetched_at
from config.lexicon import load_lexicon
from crawler.reading import read_page
from schema.types.reading import ListState, PageReading

PLACES = {
    "asked for": "<div id='rows'></div><script>$.get('/api/list', d => fill('#rows', d))</script>",
    "a template": "<ul><li v-for='x in rows'><a :href='x.url'>{{x.title}}</a></li></ul>",
    "on its way": "<div id='list'>正在加载...</div><script src='/js/rows.js'></script>",
    "said to be empty": "<ul id='list'><li>暂无数据</li></ul><script src='/js/rows.js'></script>",
}
"""What a list gives way to, by how it is to come."""
_FEWEST = 3
_DAY = re.compile(r"(?:(?:19|20)\d\d\s*[-/.年]\s*)?\d{1,2}\s*[-/.月]\s*\d{1,2}日?")
_TEXT = re.compile(r">([^<]*)<")
_WHOLE = frozenset({"html", "body"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Believed:
    """How many pages were read, and which of them believed that a bar is the column's list."""

    pages: int
    wrong: tuple[str, ...]


def measure_silenced(
    pages: Sequence[tuple[Label, str]], bars: Sequence[Bar], grafts: int, place: str, *, dated: bool
) -> Believed:
    """Read each column with a place for its list, with no bar and with `grafts` bars.

    With the days that the page shows, or with none.
    """
    wrong, count = [], 0
    for label, markup in pages:
        silent = silence(markup, _read(label, markup), place) if label["kind"] == "list" else None
        if silent is None:
            continue
        for turn in range(-1, grafts):
            page = silent if turn < 0 else set_in(silent, bars, turn)
            count += 1
            if _is_believed(_read(label, page if dated else _without_days(page))):
                wrong.append(f"{label['id']}, {turn + 1}")
    return Believed(pages=count, wrong=tuple(wrong))


def silence(markup: str, reading: PageReading, place: str) -> str | None:
    """Give the page with a place that scripts fill for its list; None where no box holds it."""
    if len(reading.items) < _FEWEST:
        return None
    ways = [(item.locator or "").split(">") for item in reading.items]
    shared = takewhile(lambda steps: len(set(steps)) == 1, zip(*ways, strict=False))
    box = LexborHTMLParser(markup).css_first(">".join(steps[0] for steps in shared) or "html")
    written = "" if box is None or box.tag in _WHOLE else box.html or ""
    if box is None or not written or written not in markup:
        return None
    into = "td" if box.tag == "td" else "div"
    return markup.replace(written, f"<{into}>{place}</{into}>", 1)


def _without_days(markup: str) -> str:
    return _TEXT.sub(lambda text: f">{_DAY.sub('', text.group(1))}<", markup)


def _read(label: Label, markup: str) -> PageReading:
    return read_page(
        markup.encode("utf-8", "replace"),
        url=label["url"],
        fetched_at=fetched_at(label),
        content_type="text/html; charset=utf-8",
        lexicon=load_lexicon(),
    )


def _is_believed(reading: PageReading) -> bool:
    """Tell whether the entries could prove the column old: nothing that was read doubts them."""
    seen = reading.list_state is ListState.READ and bool(reading.items)
    return seen and reading.rival is None and not reading.in_part
