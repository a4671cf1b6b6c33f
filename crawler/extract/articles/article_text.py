"""Give the text of an article without the page around it, so that copies of it can be told.

What cannot be told from the page's furniture has no text: two articles are never called one because
both hold little more than their site's standing lines.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from crawler.extract.articles.companions import companion_in
from crawler.extract.page.blocks import Block
from crawler.extract.page.dom import INLINE_TAGS
from crawler.extract.page.flow import Flow, Zone
from crawler.extract.page.layout import Layout
from crawler.extract.text.made_once import made_once
from schema.types.date_words import DateWords

LEAST_TEXT = 100
"""Letters and digits: shorter notices (放假, 停水) are set phrases that anybody writes again."""
_PARAGRAPH = 45
_LONGEST_BAR = 120
_SHARE = 0.8
"""Of the page's paragraphs, that the element which holds the article has at least."""
_AROUND = Zone.LINK | Zone.FOOT | Zone.SIDE
_LINES = INLINE_TAGS | {"p", "li", "pre", "h1", "h2", "h3", "h4", "h5", "h6"}
"""Elements of one line: what holds an article holds such."""


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    blocks: tuple[Block, ...]
    paragraph: bool


def text_digest(layout: Layout, words: DateWords) -> str | None:
    """Give the digest of the article's letters and digits; None where there are too few."""
    text = article_text(layout, words)
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest() if text else None


def article_text(layout: Layout, words: DateWords) -> str:
    """Give the letters and digits of the article from its first paragraph on; empty: too few."""
    lines = list(_lines(layout.flow, words))
    holder = _holder([line for line in lines if line.paragraph])
    if holder is None:
        return ""
    own = [line for line in lines if all(_is_inside(block, holder) for block in line.blocks)]
    first = next((place for place, line in enumerate(own) if line.paragraph), len(own))
    kept: list[str] = []
    for line in own[first:]:
        if _ends(words).match(line.text):
            break
        if not _is_bar(line.text, words):
            kept.append(line.text)
    text = "".join(filter(str.isalnum, unicodedata.normalize("NFKC", "".join(kept))))
    return text if len(text) >= LEAST_TEXT else ""


def _lines(flow: Flow, words: DateWords) -> Iterator[_Line]:
    """Give the lines of the visible text; a paragraph is long without its links."""
    ends = (*flow.starts[1:], len(flow.text)) if flow.starts else ()
    blocks: list[Block] = []
    first, plain = 0, 0
    for start, end, block, zone in zip(flow.starts, ends, flow.owners, flow.zones, strict=True):
        blocks.append(block)
        plain += 0 if zone & _AROUND else end - start
        if flow.text[end - 1 : end] == "\n" or end == len(flow.text):
            text = flow.text[first:end]
            yield _Line(text, tuple(blocks), plain >= _PARAGRAPH and not _is_bar(text, words))
            blocks, first, plain = [], end, 0


def _holder(paragraphs: list[_Line]) -> Block | None:
    """Give the innermost element that holds nearly all paragraphs, and more than one line."""
    weights: dict[int, int] = defaultdict(int)
    total = 0
    top: Block | None = None
    for line in paragraphs:
        total += len(line.text)
        place: Block | None = line.blocks[0]
        while place is not None:
            weights[id(place)] += len(line.text)
            top, place = place, place.parent
    if top is None:
        return None
    while (inner := _heavy_child(top, weights, total)) is not None:
        top = inner
    return top


def _heavy_child(block: Block, weights: dict[int, int], total: int) -> Block | None:
    for child in block.children:
        if weights.get(id(child), 0) >= _SHARE * total:
            return child if _holds_lines(child) else None
    return None


def _holds_lines(block: Block) -> bool:
    """Tell whether an element is more than one line of its own: the next ones stand beside it."""
    return block.tag not in _LINES and any(child.tag not in INLINE_TAGS for child in block.children)


def _is_inside(block: Block, holder: Block) -> bool:
    return holder.first_block <= block.first_block < max(holder.end_block, holder.first_block + 1)


def _is_bar(text: str, words: DateWords) -> bool:
    """Tell a line of source, author and counters: it says nothing of what the article says."""
    return len(text) <= _LONGEST_BAR and "。" not in text and companion_in(text, words)


@made_once
def _ends(words: DateWords) -> re.Pattern[str]:
    some = "|".join(re.escape(word) for word in words.ends_of_article)
    return re.compile(rf"\W{{0,4}}(?:{some})")
