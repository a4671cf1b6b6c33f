"""Propose links that can lead nowhere, as they are written (错链)."""

from collections.abc import Iterator

from crawler.content.page_look import MOST_SHOWN, PageLook
from crawler.extract.lists.rows import label_of
from crawler.extract.page.beside import in_frame
from crawler.extract.page.blocks import Anchor
from crawler.extract.page.dead_links import leads_nowhere, wrong_address
from crawler.extract.page.markup import attributes_of
from crawler.extract.text.file_type import claimed_type
from schema.types.content import Certainty, ContentProposal, ProposalKind, Severity


def dead_ends(look: PageLook) -> Iterator[ContentProposal]:
    """Propose wrong addresses wherever they stand, and headlines of the content without one."""
    words = look.lexicon.content_words
    wrong: dict[str, list[Anchor]] = {}
    for anchor in look.links:
        href = attributes_of(anchor.block.written).get("href", "")
        reason = wrong_address(href, words)
        if reason:
            wrong.setdefault(reason, []).append(anchor)
    for reason, anchors in wrong.items():
        yield _dead_links(look, anchors, reason, Certainty.SURE)
    rows = {item.title for item in look.examined.reading.items if item.url is None}
    nowhere = [one for one in look.links if leads_nowhere(one) and _is_content(look, one, rows)]
    if nowhere:
        yield _dead_links(look, nowhere, "有标题而没有地址，点了没有反应", Certainty.POSSIBLE)


def _is_content(look: PageLook, anchor: Anchor, rows: set[str]) -> bool:
    """Tell a row of the page's list, and a file's name in its text, from a button or a tab."""
    if anchor.text in rows or anchor.title in rows:
        return True
    is_file = bool(claimed_type(anchor.text, look.lexicon.file_types))
    return is_file and not in_frame(anchor.block, look.lexicon.list_words.side_hints)


def _dead_links(
    look: PageLook, anchors: list[Anchor], reason: str, certainty: Certainty
) -> ContentProposal:
    first = anchors[0]
    href = attributes_of(first.block.written).get("href", "")
    return ContentProposal(
        kind=ProposalKind.DEAD_LINK, severity=Severity.ERROR,
        text=f"{label_of(first)[:MOST_SHOWN]} → {href[:MOST_SHOWN]}",
        locator=look.layout.path_of(first.block),
        reason=f"{len(anchors)}个链接：{reason}", certainty=certainty,
        cause=f"{reason} {href[:MOST_SHOWN]}",
    )  # fmt: skip
