"""Say of a page without rows what became of them: empty, elsewhere, made by scripts, or no list."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from crawler.extract.columns.splash import way_in
from crawler.extract.lists.child_columns import leads_to_children
from crawler.extract.lists.emptiness import holds_more, sayings
from crawler.extract.lists.lone_pictures import shows_pictures
from crawler.extract.lists.tabs import is_one_year, is_pane
from crawler.extract.page.asked_places import FETCHING, are_asked_for
from crawler.extract.page.blocks import Block
from crawler.extract.page.frames import frame_sources
from crawler.extract.page.layout import Layout
from crawler.extract.page.markup import attributes_of
from crawler.extract.page.outside_scripts import may_be_filled
from crawler.extract.page.refresh import Response, meta_refresh
from crawler.extract.page.script_jump import script_jump
from crawler.extract.page.style_rules import is_hidden_by_rule
from crawler.extract.page.text_share import prose_of
from crawler.extract.text.urls import resolve
from schema.types.lexicon import Lexicon
from schema.types.list_words import ListWords
from schema.types.reading import Follow, ListState

_PLACES = frozenset({"div", "ul", "ol", "tbody", "table", "dl", "section"})
_PRESSED = frozenset({"a", "button", "option", "input"})
_LONGEST_LOADING = 16
"""Characters of such a text; a sentence has more."""
_FRAMES = frozenset({"iframe", "frame"})
_LITTLE_TEXT = 300
_PROSE = 200
_SINGLE_PROSE = 60
"""Characters of text outside links and footers that make a column one article."""
_TEMPLATE = re.compile(r"\{\{[^}]{1,80}\}\}|<\?=|\bv-for=|\bng-repeat=|\{\{each|<%=|\$\{[\w.]+\}")
_TEMPLATE_LINK = re.compile(r"""\bhref\s*=\s*["']?(?:<|&lt;)\?=""", re.IGNORECASE)
_TEMPLATE_MARKS = ("{{", "<?=", "v-for=", "ng-repeat=", "<%=", "${")
_COMPONENT = re.compile(r"(?:\A|\s)(?:el|ivu|van|ant|layui)-[\w-]*(?:empty|tip|no-?data|none)")
"""Parts of a script's table or list that say it is empty before the rows were fetched."""
_LOADER = re.compile(
    r"\b(?:(?:get|load|ajax)?-?_?(?:list|datas?)|ajax|load|chunk-[\w.-]{1,80}|app\.[\da-f]{6,40})\.(?:min\.)?js",
    re.IGNORECASE,
)
"""A script whose name says that it fetches a list, or that it is a page's whole program."""
_FILMS = (".swf", ".flv", ".mp4", ".wmv", ".mp3", ".svg")
_APP = re.compile(r"\A(?:app|root|__nuxt|__next)\Z")
_BARE_PLACE = re.compile(r"list|pgcontainer|tbody|datas?\b|content|record", re.IGNORECASE)
_UNKNOWN = Response()
_HOME_PATH = re.compile(r"\A[a-z]+://[^/]+/?(?:(?:index|default)\.\w{2,5})?\Z", re.IGNORECASE)
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
    response: Response = _UNKNOWN,
) -> BarePlace:
    """Tell the state of a page's list without its rows; never `empty` when unsure.

    `base` is where links start from; the page's own address, where it differs, is the response's.
    """
    text = layout.folded
    page = response.url or base
    step = _hop(tree, text, base=base, page=page, refresh=response.refresh)
    hop = step or _framed(tree, layout, base=base, page=page)
    hop = hop or _splash(layout, base=base, page=page, lexicon=lexicon)
    if hop is not None:
        return hop
    is_prose = prose_of(layout) >= _PROSE
    frames = () if is_prose else _frames_of(tree, layout, base=base, page=page)
    if frames:
        return BarePlace(state=ListState.ELSEWHERE, follow=frames, score=0.6)
    said = [] if is_prose else sayings(layout, lexicon.list_words)
    said = [block for block in said if not is_hidden_by_rule(layout, block)]
    if said:
        return _said_empty(layout, said, base=base, page=page, words=lexicon.list_words)
    bare = None if is_prose else _bare(layout, lexicon.list_words)
    found = bare or _by_text(layout, page)
    if found.state is ListState.NONE and leads_to_children(layout, base=base, page=page):
        return BarePlace(state=ListState.PARENT, score=0.3)
    return found


def _said_empty(
    layout: Layout, said: Sequence[Block], *, base: str | None, page: str | None, words: ListWords
) -> BarePlace:
    """Believe the words only where nothing shown, and no script, speaks against them."""
    bare = any(is_unfilled(layout, block) for block in layout.blocks)
    filled = may_be_filled(layout, said, words, bare=bare) or are_asked_for(layout, said)
    if filled or _is_dynamic(layout) or _asks_first(layout, words) or is_plugged(layout):
        return BarePlace(state=ListState.UNREADABLE, score=0.5)
    if leads_to_children(layout, base=base, page=page):
        return BarePlace(state=ListState.PARENT, score=0.5, outweighs=2.5)
    part = is_one_year(layout) or any(
        is_pane(layout, one.first_text, one.end_text, base=page or base, words=words)
        for one in said
    )
    shown = part or shows_pictures(layout, said, words)
    if shown or shows_content(layout, page=page, words=words):
        return BarePlace(state=ListState.UNREADABLE, score=0.5, outweighs=2.5)
    return BarePlace(state=ListState.EMPTY, score=0.7, outweighs=2.5)


def _asks_first(layout: Layout, words: ListWords) -> bool:
    """Tell a page that shows rows only to who has asked for some: none now means nothing."""
    return any(word in layout.packed for word in words.asks_first)


def is_plugged(layout: Layout) -> bool:
    """Tell whether a page or a document stands in this one as an object; a film is none."""
    tags = [tag for tag in ("object[data]", "embed[src]") if tag.partition("[")[0] in layout.tags]
    nodes = layout.tree.css(", ".join(tags)) if tags else []
    addresses = (node.attributes.get("data") or node.attributes.get("src") or "" for node in nodes)
    files = (address.partition("?")[0].lower() for address in addresses)
    return any(name and not name.endswith(_FILMS) for name in files)


def shows_content(layout: Layout, *, page: str | None, words: ListWords) -> bool:
    """Tell whether a page shows a text or what may be rows, whatever its list's place says."""
    prose = prose_of(layout, foot=words.foot_lines)
    return prose >= _SINGLE_PROSE or holds_more(layout, words, page=page)


def _bare(layout: Layout, words: ListWords) -> BarePlace | None:
    if _is_dynamic(layout):
        return BarePlace(state=ListState.UNREADABLE, score=0.55)
    if any(_says_loading(layout, words)):
        return BarePlace(state=ListState.UNREADABLE, score=0.5)
    if _has_bare_place(layout, words):
        return BarePlace(state=ListState.UNREADABLE, score=0.3)
    return None


def _hop(
    tree: LexborHTMLParser,
    text: str,
    *,
    base: str | None,
    page: str | None,
    refresh: str | None,
) -> BarePlace | None:
    """Read a step that holds nothing itself: a column's to its child, a home page's to its home."""
    if len(text) > _LITTLE_TEXT:
        return None
    targets = (resolve(base, step) for step in (refresh, meta_refresh(tree), script_jump(tree)))
    target = next((one for one in targets if one is not None and one != page), None)
    if target is None:
        return None
    if page is not None and _same_host(target, page) and _has_path(page) and _has_path(target):
        follow = Follow(url=target, purpose="child")
        return BarePlace(state=ListState.PARENT, follow=(follow,), score=0.6)
    return BarePlace(state=ListState.NONE, follow=(Follow(url=target, purpose="hop"),))


def _splash(
    layout: Layout, *, base: str | None, page: str | None, lexicon: Lexicon
) -> BarePlace | None:
    """Read a home page that only welcomes: the true one lies a click behind it."""
    if page is None or not is_home_address(page):
        return None
    target = way_in(layout, base=base, names=lexicon.column_names)
    if target is None or target == page:
        return None
    return BarePlace(state=ListState.NONE, follow=(Follow(url=target, purpose="hop"),))


def is_home_address(url: str) -> bool:
    """Tell the address of a homepage: a host's root, or the index file there."""
    return _HOME_PATH.search(url) is not None


def _has_path(url: str) -> bool:
    """Tell a column's address from a home page's."""
    return "/" in url.partition("://")[2].partition("/")[2]


def _begins(hints: str, hint: str) -> bool:
    return any(name.startswith(hint) for name in hints.split())


def _is_dynamic(layout: Layout) -> bool:
    """Tell whether scripts fill the list: templates, or a bare place and code that asks."""
    text = layout.folded
    if any(mark in text for mark in _TEMPLATE_MARKS) and _TEMPLATE.search(text):
        return True
    if "?=" in layout.source and _TEMPLATE_LINK.search(layout.source):
        return True  # Epoint: a browser takes it for a comment, and the row's address for a link
    if layout.scripts and any(_COMPONENT.search(block.hints) for block in layout.blocks):
        return True
    places = [block for block in layout.blocks if is_unfilled(layout, block)]
    if not places:
        return False
    if any(_LOADER.search(script.written) for script in layout.scripts):
        return True
    return any(
        FETCHING.search(script.text) or _is_template(script.written) for script in layout.scripts
    ) or any(_APP.match(block.hints.partition(" ")[0]) for block in places)


def _says_loading(layout: Layout, words: ListWords) -> Iterator[bool]:
    """Look for a short text that is shown until the rows are here; links and buttons say it too."""
    if not any(word in layout.folded for word in words.loading):
        return
    for place, text in enumerate(layout.texts):
        owner = layout.owners[place]
        if len(text) <= _LONGEST_LOADING and owner.tag not in _PRESSED and not owner.hidden:
            yield any(word in text for word in words.loading)


def _has_bare_place(layout: Layout, words: ListWords) -> bool:
    """Tell whether a container named as a main list holds nothing, and no word says why."""
    return any(
        _begins(block.hints, hint)
        for block in layout.blocks
        if block.hints and is_unfilled(layout, block)
        for hint in words.main_hints
    )


def _is_template(written: str) -> bool:
    return "emplate" in written and "template" in attributes_of(written).get("type", "").lower()


def is_unfilled(layout: Layout, block: Block) -> bool:
    """Tell a container that holds nothing, by its tag or its name one for a list."""
    if block.end_link > block.first_link or block.tag not in _PLACES:
        return False
    if not layout.is_blank(block.first_text, block.end_text):
        return False
    if block.tag == "ul" or _APP.match(block.hints.partition(" ")[0]):
        return True
    return bool(_BARE_PLACE.search(block.hints))


def _framed(
    tree: LexborHTMLParser, layout: Layout, *, base: str | None, page: str | None
) -> BarePlace | None:
    """Read a page that is nothing but frames: a column's rows, or a home page, are in the main."""
    if "frameset" not in layout.tags:
        return None
    found = (resolve(base, source) for source in frame_sources(tree))
    target = next((one for one in found if one is not None and one != page), None)
    if target is None:
        return None
    if page is not None and _same_host(target, page) and _has_path(page):
        follow = Follow(url=target, purpose="rows")
        return BarePlace(state=ListState.ELSEWHERE, follow=(follow,), score=0.6)
    return BarePlace(state=ListState.NONE, follow=(Follow(url=target, purpose="hop"),))


def _frames_of(
    tree: LexborHTMLParser, layout: Layout, *, base: str | None, page: str | None
) -> tuple[Follow, ...]:
    """Give the frames of the site itself that are large enough for a list, each address once."""
    found: dict[str, Follow] = {}
    nodes = tree.css("iframe[src], frame[src]") if layout.tags & _FRAMES else []
    for frame in nodes:
        attributes = frame.attributes
        small = {attributes.get("width"), attributes.get("height")} & {"0", "1", "0px", "1px"}
        address = resolve(base, attributes.get("src"))
        if address is not None and not small and _same_host(address, page):
            found.setdefault(address, Follow(url=address, purpose="rows"))
    return tuple(found.values())


def _same_host(address: str, base: str | None) -> bool:
    if base is None:
        return "://" not in address
    return address.split("/")[2:3] == base.split("/")[2:3]


def _by_text(layout: Layout, page: str | None) -> BarePlace:
    """Tell a column that is one article from a page that is no list."""
    is_article = any(
        attributes_of(written).get("name", "").lower() in {"articletitle", "pubdate"}
        for written in layout.metas
    )
    path = page.split("?")[0] if page else ""
    if prose_of(layout) >= _SINGLE_PROSE and not is_article and _COLUMN_PATH.search(path):
        return BarePlace(state=ListState.SINGLE, score=0.3)
    return BarePlace(state=ListState.NONE)
