"""Read the columns (栏目) that a page leads to, and tell a column's class by its name."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from crawler.extract.blocks import Anchor, Block, Layout, lay_blocks
from crawler.extract.dom import css_path
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
_SPLIT = re.compile(r"[\s>＞/|·:：]+")
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
    flat = re.sub(r"\s", "", name)
    if any(word in part for part in (flat, *breadcrumb) for word in names.archive):
        return ColumnClass.TOPIC
    for part in (flat, *reversed(breadcrumb)):
        found = _by_name(part, names)
        if found is not None:
            return found
    return _by_path(path, names) or ColumnClass.OTHER


def _by_name(name: str, names: ColumnNames) -> ColumnClass | None:
    if name in names.home:
        return None
    best: tuple[int, ColumnClass] | None = None
    for entry in names.classes:
        for word in entry.names:
            if word in name and (best is None or len(word) > best[0]):
                best = (len(word), entry.column_class)
    return best[1] if best else None


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
    for anchor, name, crumbs in _named(layout, names):
        url = resolve(base, anchor.href)
        if url is None or url in found or not _leads_to_column(url, base):
            continue
        path = urlsplit(url).path if "://" in url else url
        found[url] = ColumnLink(
            name=name,
            url=url,
            column_class=classify_column(name, breadcrumb=crumbs, path=path, names=names),
            locator=css_path(anchor.block.node),
        )
    return tuple(found.values())


def _named(layout: Layout, names: ColumnNames) -> Iterator[tuple[Anchor, str, tuple[str, ...]]]:
    for anchor in layout.anchors:
        text = (anchor.text or anchor.title or anchor.picture).strip("·>》+-【】[]| ")
        if _is_more(text, names):
            heading = _heading_before(layout, anchor, names)
            if heading:
                yield anchor, heading, ()
        elif _is_name(text, anchor, names):
            yield anchor, text, _menu_above(layout, anchor)


def _is_more(text: str, names: ColumnNames) -> bool:
    return re.sub(r"[\s>》»+…]", "", text).lower() in names.more


def _is_name(text: str, anchor: Anchor, names: ColumnNames) -> bool:
    flat = re.sub(r"\s", "", text)
    if not 2 <= len(flat) <= _LONGEST_NAME or flat in names.no_column:  # noqa: PLR2004
        return False
    chain = list(_chain(anchor.block))
    if any(_is_foot(block, names) for block in chain):
        return False
    in_navigation = any(
        block.tag in _MAIN_TAGS or any(hint in block.hints for hint in names.nav_hints)
        for block in chain
    )
    return in_navigation or _by_name(flat, names) is not None


def _is_foot(block: Block, names: ColumnNames) -> bool:
    return block.tag in _FOOTER_TAGS or any(hint in block.hints for hint in names.footer_hints)


def _chain(block: Block | None) -> Iterator[Block]:
    while block is not None:
        yield block
        block = block.parent


def _heading_before(layout: Layout, anchor: Anchor, names: ColumnNames) -> str:
    """Find the name of the block that a 更多 link belongs to."""
    end = anchor.block.first_text
    for place in range(end - 1, max(-1, end - _HEADING_REACH), -1):
        text = re.sub(r"\s", "", layout.texts[place]).strip("·>》+-【】[]|")
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


def _leads_to_column(url: str, base: str | None) -> bool:
    if base is not None and "://" in url and _host(url) != _host(base):
        return False
    if base is not None and url.partition("#")[0] == base.partition("#")[0]:
        return False
    path = url.partition("#")[0]
    return not (_FILE.search(path) or _ARTICLE_PATH.search(path) or url_date(path))


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
