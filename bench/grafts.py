"""Real blocks of other labelled pages, set among the blocks of a page: what stands around it.

A side bar, a box of news, links of friends: somebody else's page shows them in its own markup, with
dates of its own. What the page itself says stays the same.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bench.alterations import Alteration
from bench.scoring import Label

_BLOCKS = "div, ul, dl, table"
_LINKS = range(4, 16)
"""Links of a bar: fewer are no bar, more may be a page's own list."""
_LENDING = {"article", "home"}
"""Kinds of pages whose blocks of links stand beside the content, and are not the content."""
_LINKED = 0.6
"""The least share of a bar's text that is links; the rest is its days."""
_NO_BAR = "script, style, iframe, form, h1, h2"
"""What no bar brings along: titles of a page, and what acts on the rest of it."""
_WAY_HERE = re.compile(r"位置|所在|首页")
"""Of a way here (breadcrumb) or a menu: they say what page this is, so a page has its own alone."""
_PAGER = re.compile(r"下一页|尾页|末页")
"""Of a block with a list's pager: what stands before it is taken for the list."""
_HREF = re.compile(r'\bhref="(?![a-z]+:|[/#"])(?:\.\.?/)*')
"""Of a link below its page; in another page it must not lead below that one."""
_A_PAGE = 6
"""Bars that one page lends."""
_PARTS = 3
"""A page's own blocks are the children of the first element that has so many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A block of a page, and the host that it is from."""

    host: str
    markup: str


def find_bars(pages: Iterable[tuple[Label, str]]) -> list[Bar]:
    """Give the bars of labelled pages: the innermost blocks that are made of links."""
    return [
        Bar(host=label["host"], markup=_HREF.sub(r'href="/other/', markup))
        for label, page in pages
        if label["kind"] in _LENDING
        for markup in [
            node.html or "" for node in LexborHTMLParser(page).css(_BLOCKS) if _is_bar(node)
        ][:_A_PAGE]
    ]


def _is_bar(node: LexborNode) -> bool:
    links = [link.text() for link in node.css("a[href]")]
    text = node.text()
    if len(links) not in _LINKS or node.css_first(_NO_BAR) is not None or _WAY_HERE.search(text):
        return False
    if _letters("".join(links)) < _LINKED * _letters(text):
        return False
    inner = (len(block.css("a[href]")) for block in node.css(_BLOCKS) if block != node)
    return all(count < len(links) for count in inner)


def _letters(text: str) -> int:
    return sum(1 for char in text if char.isalnum())


def graft(bars: Sequence[Bar], turn: int) -> Alteration:
    """Give the alteration that sets a bar of another host somewhere among a page's blocks."""
    return lambda markup, _: set_in(markup, bars, turn)


def set_in(markup: str, bars: Sequence[Bar], turn: int) -> str:
    """Set a bar of another host among a page's blocks: by turns another one, elsewhere."""
    chance = int.from_bytes(hashlib.sha256(f"{turn} {markup}".encode()).digest()[:8])
    strange = [bar for bar in bars if bar.host not in markup and bar.markup not in markup]
    places = _places(markup)
    if not strange or not places:
        return markup
    at = places[chance % len(places)]
    return markup[:at] + strange[chance % len(strange)].markup + markup[at:]


def _places(markup: str) -> list[int]:
    """Give where blocks of the page begin, and where its body ends."""
    node = LexborHTMLParser(markup).body
    while node is not None and len(blocks := _blocks(node)) < _PARTS:
        node = max(blocks, key=lambda one: len(one.html or ""), default=None)
    if node is None:
        return []
    own = [block.html or "" for block in _blocks(node) if not _PAGER.search(block.text())]
    begins = [markup.find(written) for written in own]
    return [at for at in (*begins, markup.rfind("</body>")) if at >= 0]


def _blocks(node: LexborNode) -> list[LexborNode]:
    return [child for child in node.iter() if child.tag in {"div", "ul", "dl", "table", "center"}]
