"""Tell whether a page says that its list is empty (空白栏目): words, and nothing beside them."""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

from crawler.extract.dates.url_dates import url_date
from crawler.extract.page.blocks import Anchor, Block
from crawler.extract.page.layout import Layout
from crawler.extract.text.made_once import made_once
from schema.types.list_words import ListWords

_SAYING = 60
"""Characters of a block that says nothing but that the list is empty."""
_SIDE_TAGS = frozenset({"header", "footer", "nav", "aside", "option"})
_ROW_TAGS = frozenset({"li", "tr", "dd"})
_LONGEST_NAME = 14
_LABELLED = re.compile(r"[^：:]{2,}[：:]\s*\S")
_DAY = re.compile(r"(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}")
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|zip|rar|wps|ofd|pptx?)\Z", re.IGNORECASE)
_HOME = re.compile(r"(?:https?://[^/]+)?/(?:index\.\w{2,5})?\Z|https?://[^/]+\Z", re.IGNORECASE)
"""A home page's address: the site's name leads there, however long it is."""
_NUMBERED = re.compile(r"\d\.(?:s?html?|jsp|aspx?|php)\Z|[?&]\w*id=\w", re.IGNORECASE)
_BY_NUMBER = re.compile(r"\d\.(?:s?html?|jsp|aspx?|php)\Z|\?.*=\w*\d", re.IGNORECASE)
_FIGURES = re.compile(r"\d+")
_YEAR = re.compile(r"[\[【]?(?:19|20)\d\d年?(?:度)?[\]】]?")
_FOOT = re.compile(r"(?:\A|[\s_-])(?:foot|copyright)")
_LONGEST_TAB = 8
_STEPS = 5


def sayings(layout: Layout, words: ListWords) -> list[Block]:
    """Give the blocks that say of the main list that it is empty; side bars and fields do not."""
    said = (*words.empty, *words.empty_alone, *words.zero_counts)
    if not any(word in layout.packed for word in said):
        return []
    return [
        owner
        for piece, owner in zip(layout.texts, layout.owners, strict=True)
        if len(piece) >= 2  # noqa: PLR2004
        and not owner.hidden
        and _says("".join(piece.split()), words)
        and not _is_value(layout, owner)
        and not _counts_beside(layout, owner, "".join(piece.split()), words)
    ]


def _counts_beside(layout: Layout, owner: Block, flat: str, words: ListWords) -> bool:
    """Tell words that stand beside the list; a count of zero stands in its pager by right."""
    zero = flat.startswith(words.zero_counts) or flat.endswith(words.zero_counts)
    return is_beside(layout, owner, words, pagers=not zero)


def holds_more(layout: Layout, words: ListWords, *, page: str | None = None) -> bool:
    """Tell whether a page shows what may be its rows all the same: titles, files, days in rows.

    Names of persons and services are short; they are rows where they stand together and each leads
    to a page by its number, and not to one like this page, as a menu of columns does. The tab of
    another part (往期征集, 2025年) leads to more, wherever it stands.
    """
    if _names_other_part(layout, words):
        return True
    by_number = [_leads_to_number(anchor, page) for anchor in layout.anchors]
    counts = list(accumulate(by_number, initial=0))
    if any(
        (_is_row(anchor) or (numbered and _is_among_like(anchor, counts)))
        and not is_beside(layout, anchor.block, words)
        for anchor, numbered in zip(layout.anchors, by_number, strict=True)
    ):
        return True
    return any(
        _DAY.search(piece) and _in_row(owner) and not is_beside(layout, owner, words)
        for piece, owner in zip(layout.texts, layout.owners, strict=True)
        if not owner.hidden
    )


def is_beside(layout: Layout, block: Block, words: ListWords, *, pagers: bool = True) -> bool:
    """Tell a place in a side bar, a menu or a foot, or under the heading of a side block."""
    hints = _hints(words) if pagers else _hints_but_pagers(words)
    for here in _upward(block, None):
        if here.tag in _SIDE_TAGS or hints.search(here.hints):
            return True
    return any(_heading(layout, here) in words.side_headings for here in _upward(block, _STEPS))


@made_once
def _hints(words: ListWords) -> re.Pattern[str]:
    return _any_of((*words.side_hints, *words.pager_hints, "nav", "daohang"))


@made_once
def _hints_but_pagers(words: ListWords) -> re.Pattern[str]:
    return _any_of((*words.side_hints, "nav", "daohang"))


def _any_of(names: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:\A|[\s_-])(?:{'|'.join(map(re.escape, names))})")


def _says(flat: str, words: ListWords) -> bool:
    said = (
        flat in words.empty_alone
        or any(word in flat for word in words.empty)
        or any(flat.startswith(word) or flat.endswith(word) for word in words.zero_counts)
    )
    failed = any(word in flat for word in words.failed)
    return said and not failed and len(flat) <= _SAYING and not _is_labelled(flat, words)


def _is_labelled(flat: str, words: ListWords) -> bool:
    """Tell `收费标准：暂无内容`: a field, and no list, is empty; a count has its own colon."""
    found = _LABELLED.match(flat)
    return found is not None and not any(word in flat for word in words.zero_counts)


def _is_value(layout: Layout, owner: Block) -> bool:
    """Tell the cell of a table whose label stands in the cell before it."""
    cell = next((one for one in _upward(owner, 3) if one.tag in {"td", "dd"}), None)
    if cell is None or cell.parent is None:
        return False
    others = [one for one in cell.parent.children if one is not cell]
    return any(not layout.is_blank(one.first_text, one.end_text) for one in others)


def _heading(layout: Layout, block: Block) -> str:
    """Give the first short words of a block, as a heading has them."""
    for place in range(block.first_text, min(block.end_text, block.first_text + 8)):
        text = "".join(layout.texts[place].split())
        if text:
            return text.strip("·>》[]【】|：:")
    return ""


def _is_row(anchor: Anchor) -> bool:
    """Tell a link that may be a row: a long title, a file, a page by its day or its number."""
    text = "".join((anchor.text or anchor.title or anchor.picture).split())
    if _HOME.match(anchor.href or ""):
        return False
    if len(text) > _LONGEST_NAME:
        return True
    address = (anchor.href or "").partition("#")[0]
    if _FILE.search(address) or url_date(address):
        return True
    return not text and bool(_NUMBERED.search(address))


def _names_other_part(layout: Layout, words: ListWords) -> bool:
    for piece, owner in zip(layout.texts, layout.owners, strict=True):
        text = "".join(piece.split())
        if not 0 < len(text) <= _LONGEST_TAB or owner.hidden or owner.tag in _SIDE_TAGS:
            continue
        if text.startswith(words.other_parts):
            return True
        if _YEAR.fullmatch(text) and not _is_at_foot(owner):
            return True  # that of a copyright is no tab
    return False


def _is_at_foot(block: Block) -> bool:
    return any(one.tag == "footer" or _FOOT.search(one.hints) for one in _upward(block, None))


def _is_among_like(anchor: Anchor, counts: Sequence[int]) -> bool:
    """Tell a link to a numbered page whose neighbours all lead to such; `counts` sums them up."""
    block = next((one for one in _upward(anchor.block, _STEPS) if one.links > 1), None)
    return block is not None and counts[block.end_link] - counts[block.first_link] == block.links


def _leads_to_number(anchor: Anchor, page: str | None) -> bool:
    address = (anchor.href or "").partition("#")[0]
    return bool(_BY_NUMBER.search(address)) and _shape(address) != _shape(page or "")


def _shape(address: str) -> str:
    """Give what the addresses of one program's pages have in common: its file, figures aside."""
    path, asks, _ = address.partition("?")
    leaf = path.rpartition("/")[2]
    return leaf if asks else _FIGURES.sub("", leaf)


def _in_row(block: Block) -> bool:
    return any(one.tag in _ROW_TAGS for one in _upward(block, 4))


def _upward(block: Block | None, steps: int | None) -> Iterator[Block]:
    while block is not None and steps != 0:
        yield block
        block, steps = block.parent, None if steps is None else steps - 1
