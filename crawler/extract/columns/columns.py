"""Read the columns (栏目) that a page leads to, each with its place in the navigation (层级)."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from crawler.extract.columns.column_class import class_by_name, classify_column, is_named_so
from crawler.extract.columns.menu_crumbs import LONGEST_NAME, Crumbs
from crawler.extract.columns.more_heads import heading_before, is_more
from crawler.extract.columns.written_menu import written_menu
from crawler.extract.dates.url_dates import url_date
from crawler.extract.page.blocks import Anchor, Block
from crawler.extract.page.image_map import map_links
from crawler.extract.page.laying import lay_blocks
from crawler.extract.page.layout import Layout
from crawler.extract.text.made_once import made_once
from crawler.extract.text.urls import resolve
from schema.types.column import Channel
from schema.types.column_names import ColumnNames
from schema.types.letter_words import LetterWords
from schema.types.lexicon import Lexicon
from schema.types.reading import ColumnLink
from schema.types.route import route_of

_ARTICLE_PATH = re.compile(
    r"/art_|/t\d{8}_|/content[_/-](?!columns?/)|/contents?/\d|/(?:m?post|article)[_/-]?\d{3,}"
    r"|/[0-9a-f]{32}\.|/(?:19|20)\d\d[-/]?\d\d",
    re.IGNORECASE,
)
_NUMBERED_PATH = re.compile(
    r"/(?:detail|info|view|show|news)[_/-]?\d{3,}|/\d{4,}\.(?:s?html?|aspx?|jsp|php)\Z"
    r"|[?&](?:id|articleid|infoid|newsid)=\d",
    re.IGNORECASE,
)
"""A page by its number: an article, unless a menu leads there (`/channels/18296.html`)."""
_WHOLE_NAME = 4
"""Characters of a name that makes a column of about.asp?id=1 outside a menu, as old sites write."""
_FILE = re.compile(
    r"\.(?:pdf|docx?|xlsx?|zip|rar|jpe?g|png|gif|mp4|apk|wps|ofd|txt)\Z", re.IGNORECASE
)
_DAY = re.compile(r"\A\D{0,2}\d{2,4}[-/.年]\d{1,2}")
_EDGES = "·>》+-【】[]| "
_LONGEST_SITE = 300
_FOOTER_TAGS = frozenset({"footer"})
_MAIN_TAGS = frozenset({"nav", "header"})


def channel_of(name: str, letter_words: LetterWords) -> Channel:
    """Tell which letters a mailbox takes, by its name; what speaks for none or for two is mixed."""
    found = {
        entry.channel
        for entry in letter_words.channels
        if any(word in name for word in entry.words)
    }
    return found.pop() if len(found) == 1 else Channel.MIXED


class _Named(NamedTuple):
    """A link with the name of the column that it may lead to."""

    name: str
    href: str | None
    crumbs: tuple[str, ...] | None
    """None: they are to be looked for above its block."""
    block: Block | None
    in_menu: bool
    """It stands in a navigation or says 更多: an article is not reached so."""
    in_navigation: bool = False
    """It stands in the navigation itself, so that its place tells the column's level."""


def find_columns(
    tree: LexborHTMLParser,
    *,
    base: str | None,
    lexicon: Lexicon,
) -> tuple[ColumnLink, ...]:
    """Give the columns that a page leads to: navigation, tab heads, and blocks with a 更多 link.

    Friend links, footers and articles are none; of other hosts only a menu's entries are, marked.
    """
    layout = lay_blocks(tree)
    names = lexicon.column_names
    found: dict[str, ColumnLink] = {}
    refused: set[tuple[str | None, bool]] = set()
    home = _address_of(base)
    crumbs = Crumbs(layout, names)
    for one in _named(layout, names):
        sure = one.in_menu or _is_whole_name(one.name, names)
        if (one.href, sure) in refused:
            continue
        url = resolve(base, one.href)
        if url is None or url in found or not _leads_to_column(url, home, one, names):
            refused.add((one.href, sure))
            continue
        found[url] = _link(one, url, layout, crumbs, names)
        if _leaves(url, home):
            found[url] = replace(found[url], off_site=True)
    return tuple(found.values())


def _link(one: _Named, url: str, layout: Layout, crumbs: Crumbs, names: ColumnNames) -> ColumnLink:
    """Make the column that a name and an address are, with its class and its place."""
    above = one.crumbs
    if above is None:
        above = () if one.block is None else crumbs.of(one.block)
    path = urlsplit(url).path if "://" in url else url
    return ColumnLink(
        name=one.name,
        url=url,
        column_class=classify_column(one.name, breadcrumb=above, path=path, names=names),
        locator=None if one.block is None else layout.path_of(one.block),
        breadcrumb=above,
        in_navigation=one.in_navigation,
    )


def _named(layout: Layout, names: ColumnNames) -> Iterator[_Named]:
    zones = _Zones(_words(names))
    for anchor in (*layout.anchors, *map_links(layout)):
        text = (anchor.text or anchor.title or anchor.picture).strip(_EDGES)
        if is_more(text, names):
            name = _own_title(anchor, names) or heading_before(layout, anchor, names)
            if name:
                yield _Named(name, anchor.href, (), anchor.block, in_menu=True)
            continue
        zone = zones.of(anchor.block)
        if not zone.foot and _is_name(text, names, in_menu=zone.menu):
            yield _Named(
                text,
                anchor.href,
                None,
                anchor.block,
                in_menu=zone.menu,
                in_navigation=zone.navigation,
            )
    for entry in written_menu(layout):
        if _is_name(entry.name, names, in_menu=entry.in_menu):
            yield _Named(
                entry.name,
                entry.href,
                entry.crumbs,
                None,
                in_menu=entry.in_menu,
                in_navigation=entry.in_menu,
            )


def _own_title(anchor: Anchor, names: ColumnNames) -> str:
    """Give the name that a 更多 link's own title has, where it is a column's."""
    title = "".join(anchor.title.split()).strip(_EDGES)
    return title if class_by_name(title, names) and len(title) <= LONGEST_NAME else ""


def _is_name(text: str, names: ColumnNames, *, in_menu: bool) -> bool:
    flat = "".join(text.split())
    if not 2 <= len(flat) <= LONGEST_NAME or flat in _words(names).no_column:  # noqa: PLR2004
        return False
    return (in_menu and not _DAY.match(flat)) or is_named_so(flat, names)


class _Words(NamedTuple):
    """The names of boxes and the texts that are no column, as they are looked for."""

    foot: re.Pattern[str]
    navigation: re.Pattern[str]
    heads: frozenset[str]
    no_column: frozenset[str]


@made_once
def _words(names: ColumnNames) -> _Words:
    return _Words(
        foot=re.compile("|".join(map(re.escape, names.footer_hints))),
        navigation=re.compile("|".join(map(re.escape, names.nav_hints))),
        heads=frozenset(names.head_hints),
        no_column=frozenset(names.no_column),
    )


class _Zone(NamedTuple):
    """Where a block stands; a menu is the navigation or a row of panel heads."""

    foot: bool
    menu: bool
    navigation: bool


_NOWHERE = _Zone(foot=False, menu=False, navigation=False)


class _Zones:
    """Tells where a block stands, each block once."""

    def __init__(self, words: _Words) -> None:
        self._words = words
        self._known: dict[int, _Zone] = {}

    def of(self, block: Block) -> _Zone:
        known = self._known.get(id(block))
        if known is None:
            above = _NOWHERE if block.parent is None else self.of(block.parent)
            foot = above.foot or (
                block.tag in _FOOTER_TAGS or bool(self._words.foot.search(block.hints))
            )
            heads, named = self._holds_heads(block), self._is_named(block)
            main = block.tag in _MAIN_TAGS
            known = self._known[id(block)] = _Zone(
                foot=foot,
                menu=above.menu or main or named or heads,
                navigation=above.navigation or main or (named and not heads),
            )
        return known

    def _is_named(self, block: Block) -> bool:
        """Tell by a box's id and class that it holds a menu."""
        return bool(block.hints and self._words.navigation.search(block.hints))

    def _holds_heads(self, block: Block) -> bool:
        """Tell by a box's class that it holds the heads of panels."""
        if not block.hints or block.tag == "a":
            return False
        return not self._words.heads.isdisjoint(block.hints.split())


class _Address(NamedTuple):
    host: str
    page: str
    """The address without its fragment."""


def _address_of(base: str | None) -> _Address | None:
    return _Address(_host(base), _page(base)) if base is not None else None


def _is_whole_name(name: str, names: ColumnNames) -> bool:
    """Tell a text that is a column's name and nothing more (机构职能); 公告 may head one entry."""
    flat = "".join(name.split())
    return len(flat) >= _WHOLE_NAME and any(flat in entry.names for entry in names.classes)


def _leads_to_column(url: str, base: _Address | None, one: _Named, names: ColumnNames) -> bool:
    path, in_menu = url.partition("#")[0], one.in_menu
    if base is not None and _page(url) == base.page:
        return False
    if _leaves(url, base):
        return in_menu and bool(_host(url))
    if _FILE.search(path) or _ARTICLE_PATH.search(path) or url_date(path):
        return False
    numbered = _NUMBERED_PATH.search(path)
    if in_menu or numbered is None:
        return True
    return numbered[0][0] != "/" and _is_whole_name(one.name, names)


def _leaves(url: str, base: _Address | None) -> bool:
    """Tell whether a link leads to another host; a sister host is another site too."""
    return base is not None and "://" in url and _host(url) != base.host


def _page(url: str) -> str:
    """Give what makes an address one page for a reader: no scheme, `www.` or place in it."""
    bare = f"{url.partition('#')[0]}{route_of(url)}"
    rest = bare.partition("://")[2] or bare
    return rest.removeprefix("www.").rstrip("/")


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
