"""Read the columns (栏目) that a page leads to, and tell a column's class by its name."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from crawler.extract.blocks import Anchor, Block, Layout
from crawler.extract.laying import lay_blocks
from crawler.extract.made_once import made_once
from crawler.extract.url_dates import url_date
from crawler.extract.urls import resolve
from schema.types.column import Channel, ColumnClass
from schema.types.column_names import ColumnNames
from schema.types.letter_words import LetterWords
from schema.types.lexicon import Lexicon
from schema.types.reading import ColumnLink

_LONGEST_NAME = 14
_HEADING_REACH = 24
_ARTICLE_PATH = re.compile(
    r"/art_|/t\d{8}_|/content[_/-]|/(?:m?post|article|detail|info|view|show|news)[_/-]?\d{3,}"
    r"|/[0-9a-f]{32}\.|/\d{4,}\.(?:s?html?|aspx?|jsp|php)\Z|[?&](?:id|articleid|infoid|newsid)=\d"
    r"|/(?:19|20)\d\d[-/]?\d\d",
    re.IGNORECASE,
)
_FILE = re.compile(
    r"\.(?:pdf|docx?|xlsx?|zip|rar|jpe?g|png|gif|mp4|apk|wps|ofd|txt)\Z", re.IGNORECASE
)
_MORE_SIGNS = re.compile(r"[\s>》»+…]")
_LONGEST_MORE = 40
_LONGEST_SITE = 300
_MOST_KEPT = 4096
_FOOTER_TAGS = frozenset({"footer"})
_MAIN_TAGS = frozenset({"nav", "header"})


def classify_column(
    name: str,
    *,
    breadcrumb: tuple[str, ...] = (),
    path: str = "",
    names: ColumnNames,
) -> ColumnClass:
    """Give a column's class: the longest known name, else the nearest crumb, else the path.

    A name or a crumb of an archive (专题, 往期, 历史) makes the column one.
    """
    flat = "".join(name.split())
    if any(word in part for part in (flat, *breadcrumb) for word in names.archive):
        return ColumnClass.TOPIC
    for part in (flat, *reversed(breadcrumb)):
        found = _by_name(part, names)
        if found is not None:
            return found
    return _by_path(path, names) or ColumnClass.OTHER


class _Words(NamedTuple):
    """The names of columns, as they are looked for."""

    by_length: tuple[tuple[str, ColumnClass], ...]
    """Every name with its class, the longest first, of equals the first of the file."""
    found: dict[str, ColumnClass | None]
    """What names seen before speak for."""
    foot: re.Pattern[str]
    navigation: re.Pattern[str]
    no_column: frozenset[str]
    more: frozenset[str]


@made_once
def _words(names: ColumnNames) -> _Words:
    every = [(word, entry.column_class) for entry in names.classes for word in entry.names]
    return _Words(
        by_length=tuple(sorted(every, key=lambda one: -len(one[0]))),
        found={},
        foot=re.compile("|".join(map(re.escape, names.footer_hints))),
        navigation=re.compile("|".join(map(re.escape, names.nav_hints))),
        no_column=frozenset(names.no_column),
        more=frozenset(names.more),
    )


def _by_name(name: str, names: ColumnNames) -> ColumnClass | None:
    if name in names.home:
        return None
    words = _words(names)
    if name not in words.found:
        if len(words.found) >= _MOST_KEPT:
            words.found.clear()
        known = (kind for word, kind in words.by_length if word in name)
        words.found[name] = next(known, None)
    return words.found[name]


def _by_path(path: str, names: ColumnNames) -> ColumnClass | None:
    for token in reversed(re.split(r"[/_.?=&-]+", path.lower())):
        for entry in names.classes:
            if token in entry.paths:
                return entry.column_class
    return None


def channel_of(name: str, letter_words: LetterWords) -> Channel:
    """Tell which letters a mailbox takes, by its name; what speaks for none or for two is mixed."""
    found = {
        entry.channel
        for entry in letter_words.channels
        if any(word in name for word in entry.words)
    }
    return found.pop() if len(found) == 1 else Channel.MIXED


def find_columns(
    tree: LexborHTMLParser,
    *,
    base: str | None,
    lexicon: Lexicon,
) -> tuple[ColumnLink, ...]:
    """Give the columns that a page leads to: navigation, and blocks with a 更多 link.

    Friend links, footers, other hosts and articles are none.
    """
    layout = lay_blocks(tree)
    names = lexicon.column_names
    found: dict[str, ColumnLink] = {}
    refused: set[str | None] = set()
    home = _address_of(base)
    for anchor, name, crumbs in _named(layout, names):
        if anchor.href in refused:
            continue
        url = resolve(base, anchor.href)
        if url is None or url in found or not _leads_to_column(url, home):
            refused.add(anchor.href)
            continue
        path = urlsplit(url).path if "://" in url else url
        found[url] = ColumnLink(
            name=name,
            url=url,
            column_class=classify_column(name, breadcrumb=crumbs, path=path, names=names),
            locator=layout.path_of(anchor.block),
        )
    return tuple(found.values())


def _named(layout: Layout, names: ColumnNames) -> Iterator[tuple[Anchor, str, tuple[str, ...]]]:
    zones = _Zones(_words(names))
    for anchor in layout.anchors:
        text = (anchor.text or anchor.title or anchor.picture).strip("·>》+-【】[]| ")
        if _is_more(text, names):
            heading = _heading_before(layout, anchor, names)
            if heading:
                yield anchor, heading, ()
        elif _is_name(text, anchor, names, zones):
            yield anchor, text, _menu_above(layout, anchor)


def _is_more(text: str, names: ColumnNames) -> bool:
    return len(text) <= _LONGEST_MORE and _MORE_SIGNS.sub("", text).lower() in _words(names).more


def _is_name(text: str, anchor: Anchor, names: ColumnNames, zones: "_Zones") -> bool:
    if len(text) < 2:  # noqa: PLR2004
        return False
    flat = "".join(text.split())
    if not 2 <= len(flat) <= _LONGEST_NAME or flat in _words(names).no_column:  # noqa: PLR2004
        return False
    in_foot, in_navigation = zones.of(anchor.block)
    return not in_foot and (in_navigation or _by_name(flat, names) is not None)


class _Zones:
    """Tells whether a block stands in a footer and whether in a navigation, each block once."""

    def __init__(self, words: _Words) -> None:
        self._words = words
        self._known: dict[int, tuple[bool, bool]] = {}

    def of(self, block: Block) -> tuple[bool, bool]:
        known = self._known.get(id(block))
        if known is None:
            foot, navigation = (False, False) if block.parent is None else self.of(block.parent)
            if not foot:
                foot = block.tag in _FOOTER_TAGS or bool(self._words.foot.search(block.hints))
            if not navigation:
                hints = self._words.navigation.search(block.hints)
                navigation = block.tag in _MAIN_TAGS or hints is not None
            known = self._known[id(block)] = foot, navigation
        return known


def _chain(block: Block | None) -> Iterator[Block]:
    while block is not None:
        yield block
        block = block.parent


def _heading_before(layout: Layout, anchor: Anchor, names: ColumnNames) -> str:
    """Find the name of the block that a 更多 link belongs to."""
    end = anchor.block.first_text
    for place in range(end - 1, max(-1, end - _HEADING_REACH), -1):
        text = "".join(layout.texts[place].split()).strip("·>》+-【】[]|")
        if 2 <= len(text) <= _LONGEST_NAME and not _is_more(text, names):  # noqa: PLR2004
            return "" if text in names.friend_words else text
    return ""


def _menu_above(layout: Layout, anchor: Anchor) -> tuple[str, ...]:
    """Give the name of the menu that a nested entry belongs to."""
    item = next((block for block in _chain(anchor.block) if block.tag == "li"), None)
    above = item.parent if item else None
    outer = next((block for block in _chain(above) if block.tag == "li"), None)
    if outer is None or not outer.links:
        return ()
    name = layout.anchors[outer.first_link].text
    return (name,) if name and len(name) <= _LONGEST_NAME and name != anchor.text else ()


class _Address(NamedTuple):
    host: str
    page: str
    """The address without its fragment."""


def _address_of(base: str | None) -> _Address | None:
    return _Address(_host(base), base.partition("#")[0]) if base is not None else None


def _leads_to_column(url: str, base: _Address | None) -> bool:
    path = url.partition("#")[0]
    if base is not None:
        if path == base.page:
            return False
        if "://" in url and _host(url) != base.host:
            return False
    return not (_FILE.search(path) or _ARTICLE_PATH.search(path) or url_date(path))


@lru_cache(maxsize=1024)
def _host_of(site: str) -> str:
    try:
        return (urlsplit(site).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _host(url: str) -> str:
    """Give an address's host; the path behind it says nothing of it."""
    scheme, found, rest = url.partition("://")
    site = rest.partition("/")[0]
    return _host_of(f"{scheme}{found}{site}") if len(site) <= _LONGEST_SITE else ""
