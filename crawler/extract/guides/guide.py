"""Read a service guide (办事指南): its elements, its attachments, the systems that it leads to."""

from urllib.parse import unquote, urlsplit

from crawler.extract.guides.guide_heads import Head, behind, find_heads, guide_end, says_something
from crawler.extract.guides.guide_panels import panel_of, table_of
from crawler.extract.lists.rows import label_of
from crawler.extract.page.beside import in_frame
from crawler.extract.page.blocks import Anchor, Block
from crawler.extract.page.dom import fold_space
from crawler.extract.page.flow import Zone
from crawler.extract.page.layout import Layout
from crawler.extract.page.markup import attributes_of
from crawler.extract.text.file_type import claimed_type
from crawler.extract.text.made_once import made_once
from crawler.extract.text.urls import resolve
from crawler.extract.text.words_in import WordSet
from schema.types.file_types import FileTypes
from schema.types.guide import (
    Attachment,
    ElementState,
    GuideElement,
    GuideReading,
    OnlineSystem,
)
from schema.types.guide_words import ElementWords, GuideWords
from schema.types.lexicon import Lexicon

_SHOWN = 80
_MOST_LINKS = 200
"""Files, and systems, that are listed."""
_LONGEST_NAME = 20
"""Characters of a link that names an online system: more are a headline."""
_SHORTEST_TITLE = 4
_FEWEST_SIGNS = 2
"""Headings of different classes, or one and the title, that tell a poor guide."""
_PICTURES = frozenset({"img"})
_NOWHERE = ("#", "javascript:")


def read_guide(layout: Layout, *, title: str, base: str | None, lexicon: Lexicon) -> GuideReading:
    """Read a page that is known to be a guide; every class of elements is given, found or not."""
    words = lexicon.guide_words
    contents = _contents(layout, words)
    return GuideReading(
        elements=tuple(
            _element(layout, element, [one for one in contents if place in one[0].elements],
                     title=title, words=words)
            for place, element in enumerate(words.elements)
        ),
        attachments=_attachments(layout, base, lexicon.file_types),
        systems=_systems(layout, base, words),
    )  # fmt: skip


def read_as_guide(
    layout: Layout, *, title: str, base: str | None, lexicon: Lexicon
) -> GuideReading | None:
    """Read a page that a list of guides leads to; None where too little speaks for a guide.

    A poor guide has few headings, but one that notices do not have (`of_guides`), and another or
    a title that calls it a guide.
    """
    words = lexicon.guide_words
    if not _own_labels(words).stand_in("".join(layout.flow.text.split())):
        return None
    found = {place for head, _, _ in _contents(layout, words) for place in head.elements}
    named = title.strip().endswith(words.guide_titles)
    if len(found) + named < _FEWEST_SIGNS or not any(words.elements[n].of_guides for n in found):
        return None
    return read_guide(layout, title=title, base=base, lexicon=lexicon)


@made_once
def _own_labels(words: GuideWords) -> WordSet:
    return WordSet(label for one in words.elements if one.of_guides for label in one.labels)


_Content = tuple[Head, str, bool]
"""A heading, the text behind it, whether a picture is there too."""


def _contents(layout: Layout, words: GuideWords) -> list[_Content]:
    flow = layout.flow
    heads = find_heads(flow, words)
    end = guide_end(flow, heads, words)
    heads = [head for head in heads if head.start < end]
    labels = frozenset(label for one in words.elements for label in one.labels)
    labels |= frozenset((*words.other_labels, *words.column_heads))
    found = []
    starts = [*(head.start for head in heads), end]
    for head, following in zip(heads, starts[1:], strict=True):
        owner = flow.owner_at(head.label_start)
        if not head.elements or _leads_away(owner):
            continue
        panel = _panel(layout, head, owner, labels)
        if panel is not None:
            pictured = any(block.tag in _PICTURES for block in layout.inside(panel))
            found.append((head, layout.text_of(panel), pictured))
        elif not flow.zone_at(head.label_start) & Zone.SIDE:
            last = flow.owner_at(following) if following < len(flow.text) else None
            pictured = _pictured(layout, owner, last)
            table = table_of(layout, owner)
            found.append((head, behind(flow, head, following, within=table), pictured))
    return found


def _panel(layout: Layout, head: Head, owner: Block, labels: frozenset[str]) -> Block | None:
    """Ask the structure, where the heading stands alone: in a row of headings, or as a tab."""
    text = "".join(layout.text_of(owner).split())
    alone = len(text) <= len(head.label) + _SHORTEST_TITLE
    return panel_of(layout, owner, labels) if alone else None


def _leads_away(owner: Block) -> bool:
    """Tell whether a heading is a link to another page: it names what stands there."""
    here: Block | None = owner
    while here is not None and here.tag != "a":
        here = here.parent
    if here is None:
        return False
    href = attributes_of(here.written).get("href", "").strip().lower()
    return bool(href) and not href.startswith(_NOWHERE)


def _pictured(layout: Layout, owner: Block, last: Block | None) -> bool:
    end = len(layout.blocks) if last is None else last.first_block
    return any(
        block.tag in _PICTURES and not in_frame(block)
        for block in layout.blocks[owner.first_block : end]
    )


def _element(
    layout: Layout,
    element: ElementWords,
    found: list[_Content],
    *,
    title: str,
    words: GuideWords,
) -> GuideElement:
    """Take the first heading with something behind it; then the title; then an empty heading."""
    for head, text, pictured in found:
        told = says_something(text, words)
        if told or (pictured and element.by_picture):
            shown = fold_space(text)[:_SHOWN] if told else "（图片）"
            return GuideElement(
                name=element.name,
                state=ElementState.PRESENT,
                label=head.label,
                text=shown,
                locator=layout.path_of(layout.flow.owner_at(head.label_start)),
                vague=next((word for word in element.vague if word in text), ""),
                sheets=element.sheets,
            )
    if element.by_title and (place := _title_place(layout, title, words)) is not None:
        return GuideElement(
            name=element.name, state=ElementState.PRESENT, label="（标题）",
            text=title[:_SHOWN], locator=layout.path_of(place), sheets=element.sheets,
        )  # fmt: skip
    if not found:
        return GuideElement(name=element.name, state=ElementState.ABSENT, sheets=element.sheets)
    head = found[0][0]
    return GuideElement(
        name=element.name,
        state=ElementState.EMPTY,
        label=head.label,
        locator=layout.path_of(layout.flow.owner_at(head.label_start)),
        sheets=element.sheets,
    )


def _title_place(layout: Layout, title: str, words: GuideWords) -> Block | None:
    """Give the place of a visible title that names a matter."""
    rest = title
    for plain in words.plain_titles:
        rest = rest.replace(plain, "")
    if len("".join(rest.split())) < _SHORTEST_TITLE:
        return None
    place = layout.flow.text.find(title)
    return layout.flow.owner_at(place) if place >= 0 else None


def _attachments(layout: Layout, base: str | None, types: FileTypes) -> tuple[Attachment, ...]:
    """List the links to files, each address once."""
    found: dict[str, Attachment] = {}
    for anchor in layout.anchors:
        if len(found) >= _MOST_LINKS:
            break
        href, name = anchor.href or "", label_of(anchor)
        claimed = _claimed(href, name, types)
        if not claimed or in_frame(anchor.block):
            continue
        url = resolve(base, anchor.href)
        one = Attachment(
            name=name or _last_part(href), url=url, claimed=claimed,
            locator=layout.path_of(anchor.block),
        )  # fmt: skip
        found.setdefault(url or f"{name}:{one.locator}", one)
    return tuple(found.values())


def _claimed(href: str, name: str, types: FileTypes) -> str:
    """Give the type that the address's path or query says, then the link's text; no host does."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return claimed_type(name, types)
    asked = claimed_type(unquote(parts.query), types)
    return claimed_type(unquote(parts.path), types) or asked or claimed_type(name, types)


def _last_part(href: str) -> str:
    return unquote(href.rpartition("/")[2])


def _systems(layout: Layout, base: str | None, words: GuideWords) -> tuple[OnlineSystem, ...]:
    """List the links that are named as online systems, each address once."""
    found: dict[str, OnlineSystem] = {}
    for anchor in layout.anchors:
        if len(found) >= _MOST_LINKS:
            break
        name = label_of(anchor)
        if _names_a_system(name, words) and not in_frame(anchor.block) and _leads(anchor):
            url = resolve(base, anchor.href)
            locator = layout.path_of(anchor.block)
            found.setdefault(url or locator, OnlineSystem(name=name, url=url, locator=locator))
    return tuple(found.values())


def _names_a_system(name: str, words: GuideWords) -> bool:
    return len(name) <= _LONGEST_NAME and any(word in name for word in words.online)


def _leads(anchor: Anchor) -> bool:
    """Tell a link from a tab of the page itself."""
    href = anchor.href or ""
    return not href.startswith("#") or href.startswith(("#/", "#!"))
