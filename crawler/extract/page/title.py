"""Find the title that a person sees, and where it stands."""

import re
from collections.abc import Iterator, Mapping
from itertools import chain, takewhile

from selectolax.lexbor import LexborHTMLParser

from crawler.extract.dates.date_text import find_dates
from crawler.extract.page.blocks import Block
from crawler.extract.page.dom import fold_space, text_of
from crawler.extract.page.flow import Flow, Zone
from crawler.extract.page.laying import lay_blocks

_SEPARATOR = re.compile(
    r"\s+[-–—|_·»]{1,3}\s+|\s*[|_»]+\s*|\s::\s|-{2,}|(?<=[^\x00-\xff])\s*[-–—]\s*(?=[^\x00-\xff])"
)
_TITLE_BOXES = (
    "ucaptitle, [class*='title' i] h1, h1, #title, .title, .bt, .con_bt, .tit, .article-title,"
    " .arc-title, .content-title, .xl-title, .newstitle, .detail-title, h2"
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
_STEPS = 3
"""Elements between a link and its heading."""
_KEY_LENGTH = 12
_SHORTEST = 4
_LONGEST = 160
_TELLING = 15  # bytes: five Chinese characters, or some words


def document_title(tree: LexborHTMLParser) -> str:
    """Give the text of the title element, folded."""
    return fold_space(lay_blocks(tree).title or "")


def article_title(tree: LexborHTMLParser, metas: Mapping[str, str], flow: Flow) -> str:
    """Give the visible title of an article: what page, heading and meta tags agree on."""
    whole = document_title(tree)
    stated = [metas.get("articletitle", ""), metas.get("og:title", "")]
    parts = title_parts(whole)
    first = parts[0] if parts else ""
    telling = [first] if _telling(first) else []
    by_length = sorted(parts, key=len, reverse=True)
    headings = _agreeing_headings(tree, whole)
    named = (whole, *telling, *by_length)
    last = chain(_behind_blanks(whole), _lone_heading(tree))
    for candidate in chain(map(fold_space, stated), headings, named, last):
        if len(candidate) >= _SHORTEST and _find(flow, candidate) is not None:
            return candidate
    if not flow.chinese:
        linked = next((one for one in named if linked_title_end(flow, one)), "")
        first = linked or first
    return next(filter(None, (fold_space(stated[0]), first, whole)), "")


def title_parts(whole: str) -> list[str]:
    """Part a document's title into the page's own title, columns and site."""
    return [part for part in _SEPARATOR.split(whole) if part]


def _lone_heading(tree: LexborHTMLParser) -> Iterator[str]:
    """Give the only first heading of a page whose document title is the site's on every page."""
    headings = tree.css("h1")
    text = text_of(headings[0]) if len(headings) == 1 else ""
    if _telling(text) and len(text) <= _LONGEST:
        yield text


def _behind_blanks(whole: str) -> Iterator[str]:
    """Give what stands behind the site's and the column's names where blanks alone part them."""
    rest = whole.partition(" ")[2]
    while _telling(rest):
        if not rest.isascii():
            yield rest
        rest = rest.partition(" ")[2]


def _telling(part: str) -> bool:
    """Tell whether a part of a document's title is long enough to be no site's name."""
    return len(part.encode()) >= _TELLING


def _agreeing_headings(tree: LexborHTMLParser, whole: str) -> Iterator[str]:
    """Give the headings that the document's title contains, those first that name no site."""
    folded = _key(whole)
    short: list[str] = []
    for node in tree.css(_TITLE_BOXES)[:20]:
        text = text_of(node)
        if _SHORTEST <= len(text) <= _LONGEST and _key(text)[:_KEY_LENGTH] in folded:
            text = _without_bar(text, whole)
            if _telling(text):
                yield text
            else:
                short.append(text)
    yield from short


def _without_bar(heading: str, whole: str) -> str:
    """Cut off a date, and what is behind it, that stands in the heading itself."""
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(heading, whole, strict=False))
    own = "".join(char for char, _ in alike).rstrip()
    if len(own) == len(heading) or not _telling(own) or not find_dates(heading[len(own) :]):
        return heading
    return own


def _key(text: str) -> str:
    return "".join(text.split())


def _find(flow: Flow, title: str) -> int | None:
    return next(iter(title_ends(flow, title)), None)


def title_ends(flow: Flow, title: str) -> list[int]:
    """List the places where the title ends in the visible text, links left out."""
    key = title[:_KEY_LENGTH]
    ends: list[int] = []
    if len(key) < _SHORTEST:
        return ends
    joined = flow.text.replace("\n", " ") if " " in title else flow.text  # a heading of two lines
    text = joined if " " in key.rstrip() else flow.text
    place = text.find(key)
    while place >= 0:
        if not flow.zone_at(place) & (Zone.LINK | Zone.FOOT):
            ends.append(_end_of(flow, joined, place, title))
        place = text.find(key, place + len(key))
    return ends


def linked_title_end(flow: Flow, title: str) -> list[int]:
    """Give where a title ends that is a link in a heading, as old blogs and forums have it.

    The first place alone: replies repeat the title (Re: …).
    """
    key = title[:_KEY_LENGTH]
    place = flow.text.find(key) if len(key) >= _KEY_LENGTH else -1
    while place >= 0:
        linked = flow.zone_at(place) & Zone.LINK and _is_in_heading(flow, place)
        if linked and flow.text.startswith(title, place):
            return [place + len(title)]
        place = flow.text.find(key, place + len(key))
    return []


def _is_in_heading(flow: Flow, place: int) -> bool:
    here: Block | None = flow.owner_at(place)
    for _ in range(_STEPS):
        if here is None or here.tag in _HEADINGS:
            break
        here = here.parent
    return here is not None and here.tag in _HEADINGS


def _end_of(flow: Flow, joined: str, place: int, title: str) -> int:
    if joined.startswith(title, place):
        return place + len(title)
    return min(flow.line_at(place, place + 1)[1], place + 2 * len(title))
