"""Say of a page without rows what became of them: empty, elsewhere, made by scripts, or no list."""

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from crawler.extract.blocks import Block, Layout
from crawler.extract.text_share import prose_of
from crawler.extract.urls import resolve
from schema.types.lexicon import Lexicon
from schema.types.list_words import ListWords
from schema.types.reading import Follow, ListState

_SIDE_TAGS = frozenset({"header", "footer", "nav", "aside", "option"})
_SAYING = 60
"""Characters of a block that says nothing but that the list is empty."""
_LITTLE_TEXT = 300
_PROSE = 200
_TEMPLATE = re.compile(r"\{\{[^}]{1,80}\}\}|<\?=|\bv-for=|\bng-repeat=|\{\{each|<%=|\$\{[\w.]+\}")
_FETCHING = re.compile(
    r"\$\.(?:ajax|post|get|getJSON)\s*\(|\baxios\b|\bfetch\s*\(|XMLHttpRequest|\.jsonp?\b"
    r"|\bnew\s+Vue\b|createApp\s*\(|document\.write(?:ln)?\s*\([^;]*<(?:li|a|tr)\b|laytpl|/api/",
)
_APP = re.compile(r"\A(?:app|root|__nuxt|__next)\Z")
_BARE_PLACE = re.compile(r"list|pgcontainer|tbody|datas?\b|content|record", re.IGNORECASE)
_REFRESH = re.compile(r"url\s*=\s*['\"]?([^'\"\s>]+)", re.IGNORECASE)
_JUMP = re.compile(
    r"""(?:\A|[^\w.])(?:window\.|document\.|self\.|top\.)?location(?:\.href)?\s*=\s*["']([^"']+)["']"""
    r"""|location\.(?:replace|assign)\(\s*["']([^"']+)["']""",
)
_COLUMN_PATH = re.compile(r"(?:/|/(?:index|list|col\d+|default)[\w-]*\.\w+)\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class BarePlace:
    """The state of a page whose list holds no row; `outweighs`: weaker lists are side bars."""

    state: ListState
    follow: tuple[Follow, ...] = ()
    score: float = 0.0
    outweighs: float = 0.0


def place_state(
    tree: LexborHTMLParser,
    layout: Layout,
    *,
    base: str | None,
    lexicon: Lexicon,
) -> BarePlace:
    """Tell the state of a page's list without its rows; never `empty` when unsure."""
    text = layout.text(0, len(layout.texts))
    hop = _hop(tree, text, base)
    if hop is not None:
        return hop
    is_prose = prose_of(layout) >= _PROSE
    dynamic = _is_dynamic(tree, layout) and not is_prose
    if _says_empty(layout, lexicon.list_words):
        if not dynamic:
            return BarePlace(state=ListState.EMPTY, score=0.7, outweighs=2.5)
        return BarePlace(state=ListState.UNREADABLE, score=0.5)
    bare = None if is_prose else _bare(tree, layout, base=base, lexicon=lexicon)
    return bare or _by_text(tree, text, base)


def _bare(
    tree: LexborHTMLParser,
    layout: Layout,
    *,
    base: str | None,
    lexicon: Lexicon,
) -> BarePlace | None:
    frame = _frame(tree, base)
    if frame is not None:
        return BarePlace(state=ListState.ELSEWHERE, follow=(frame,), score=0.6)
    if _is_dynamic(tree, layout):
        return BarePlace(state=ListState.UNREADABLE, score=0.55)
    if _has_bare_place(layout, lexicon.list_words):
        return BarePlace(state=ListState.UNREADABLE, score=0.3)
    return None


def _hop(tree: LexborHTMLParser, text: str, base: str | None) -> BarePlace | None:
    """Read a step that holds nothing itself: a column's to its child, a home page's to its home."""
    if len(text) > _LITTLE_TEXT:
        return None
    target = resolve(base, _refresh(tree) or _jump(tree))
    if target is None or target == base:
        return None
    if base is not None and _same_host(target, base) and _has_path(base) and _has_path(target):
        follow = Follow(url=target, purpose="child")
        return BarePlace(state=ListState.PARENT, follow=(follow,), score=0.6)
    return BarePlace(state=ListState.NONE, follow=(Follow(url=target, purpose="hop"),))


def _has_path(url: str) -> bool:
    """Tell a column's address from a home page's."""
    return "/" in url.partition("://")[2].partition("/")[2]


def _refresh(tree: LexborHTMLParser) -> str | None:
    for meta in tree.css("meta[http-equiv]"):
        if (meta.attributes.get("http-equiv") or "").lower() == "refresh":
            match = _REFRESH.search(meta.attributes.get("content") or "")
            if match:
                return match.group(1)
    return None


def _jump(tree: LexborHTMLParser) -> str | None:
    for script in tree.css("script:not([src])"):
        match = _JUMP.search(script.text() or "")
        if match:
            return match.group(1) or match.group(2)
    return None


def _says_empty(layout: Layout, words: ListWords) -> bool:
    whole = re.sub(r"\s", "", "".join(layout.texts))
    if not any(word in whole for word in (*words.empty, *words.zero_counts)):
        return False
    for piece, owner in zip(layout.texts, layout.owners, strict=True):
        if len(piece) < 3 or owner.hidden:  # noqa: PLR2004
            continue
        flat = re.sub(r"\s", "", piece)
        said = any(word in flat for word in words.empty) or any(
            flat.startswith(word) or flat.endswith(word) for word in words.zero_counts
        )
        if said and len(flat) <= _SAYING and not _in_side(owner, words):
            return True
    return False


def _in_side(block: Block, words: ListWords) -> bool:
    here: Block | None = block
    while here is not None:
        if here.tag in _SIDE_TAGS or here.tag == "a":
            return True
        if any(_begins(here.hints, hint) for hint in words.side_hints):
            return True
        here = here.parent
    return False


def _begins(hints: str, hint: str) -> bool:
    return any(name.startswith(hint) for name in hints.split())


def _is_dynamic(tree: LexborHTMLParser, layout: Layout) -> bool:
    """Tell whether scripts fill the list: templates, or a bare place and code that asks."""
    text = layout.text(0, len(layout.texts))
    if _TEMPLATE.search(text):
        return True
    places = [block for block in layout.blocks if _is_bare(layout, block)]
    if not places:
        return False
    return any(
        _FETCHING.search(script.text() or "") or _is_template(script.attributes.get("type"))
        for script in tree.css("script")
    ) or any(_APP.match(block.hints.partition(" ")[0]) for block in places)


def _has_bare_place(layout: Layout, words: ListWords) -> bool:
    """Tell whether a container named as a main list holds nothing, and no word says why."""
    return any(
        _begins(block.hints, hint)
        for block in layout.blocks
        if block.hints and _is_bare(layout, block)
        for hint in words.main_hints
    )


def _is_template(kind: str | None) -> bool:
    return kind is not None and "template" in kind.lower()


def _is_bare(layout: Layout, block: Block) -> bool:
    if block.links or block.tag not in {"div", "ul", "ol", "tbody", "table", "dl", "section"}:
        return False
    if block.tag == "ul" or _APP.match(block.hints.partition(" ")[0]):
        return not layout.text_of(block)
    return bool(_BARE_PLACE.search(block.hints)) and not layout.text_of(block)


def _frame(tree: LexborHTMLParser, base: str | None) -> Follow | None:
    for frame in tree.css("iframe[src], frame[src]"):
        attributes = frame.attributes
        small = {attributes.get("width"), attributes.get("height")} & {"0", "1", "0px", "1px"}
        address = resolve(base, attributes.get("src"))
        if address is not None and not small and _same_host(address, base):
            return Follow(url=address, purpose="rows")
    return None


def _same_host(address: str, base: str | None) -> bool:
    if base is None:
        return "://" not in address
    return address.split("/")[2:3] == base.split("/")[2:3]


def _by_text(tree: LexborHTMLParser, text: str, base: str | None) -> BarePlace:
    """Tell a column that is one article from a page that is no list."""
    is_article = any(
        (meta.attributes.get("name") or "").lower() in {"articletitle", "pubdate"}
        for meta in tree.css("meta[name]")
    )
    path = base.split("?")[0] if base else ""
    if len(text) >= _PROSE and not is_article and _COLUMN_PATH.search(path):
        return BarePlace(state=ListState.SINGLE, score=0.3)
    return BarePlace(state=ListState.NONE)
