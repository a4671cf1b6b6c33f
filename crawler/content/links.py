"""Propose links that no visitor sees (暗链), and links with the words of gambling and its like."""

from collections.abc import Iterator, Sequence

from crawler.content.page_look import MOST_SHOWN, PageLook
from crawler.extract.lists.rows import label_of
from crawler.extract.page.blocks import Anchor, Block
from crawler.extract.page.dom import css_path, fold_space
from crawler.extract.page.hiding import Hiding
from crawler.extract.page.written_boxes import written_boxes
from schema.types.content import Certainty, ContentProposal, ProposalKind, Severity

_SAMPLES = 3
_TWO = 2
_BY_SCRIPT = "脚本 document.write 或改样式把它们藏起来"

_Link = tuple[str, str | None]
"""A link's text and its address as written."""


def hidden_links(look: PageLook) -> Iterator[ContentProposal]:
    """Propose links to others that no visitor sees, one proposal for each box that hides them."""
    boxes: dict[Block, tuple[Hiding, list[Anchor]]] = {}
    for anchor in look.links:
        hiding = look.hiding(anchor)
        if hiding is None or not look.outside(anchor.href):
            continue
        text = label_of(anchor)
        if hiding.switched and not look.injected(text) and _has_name(anchor.block, hiding.block):
            continue
        boxes.setdefault(hiding.block, (hiding, []))[1].append(anchor)
    for block, (hiding, anchors) in boxes.items():
        links = [(label_of(anchor), anchor.href) for anchor in anchors]
        place = look.layout.path_of(block)
        yield _hidden_proposal(look, place, links, how=hiding.how, sure=not hiding.switched)


def _has_name(inner: Block, outer: Block) -> bool:
    """Tell whether a script could find what is hidden by a name: a menu, a window, a tab."""
    here: Block | None = inner
    while here is not None:
        if here.hints:
            return True
        here = here.parent if here is not outer else None
    return False


def _hidden_proposal(
    look: PageLook, locator: str, links: Sequence[_Link], *, how: str, sure: bool
) -> ContentProposal:
    texts = [text for text, _ in links]
    domains = list(dict.fromkeys(filter(None, (look.outside(href) for _, href in links))))
    named = f"{'、'.join(domains[:_SAMPLES])}{' 等' if len(domains) > _SAMPLES else ''}"
    injected = look.injected(" ".join(texts))
    certainty = Certainty.LIKELY if sure else Certainty.POSSIBLE
    if injected:
        certainty = Certainty.SURE if sure else Certainty.LIKELY
    also = f"，文字含“{injected[0]}”" if injected else ""
    return ContentProposal(
        kind=ProposalKind.HIDDEN_LINK,
        severity=Severity.GRAVE if injected else Severity.ERROR,
        text=_joined(texts) or named,
        locator=locator,
        reason=f"{len(texts)}个指向站外（{named}）的链接看不见：{how}{also}",
        certainty=certainty,
        cause=" ".join(sorted(domains)),
    )


def _joined(texts: list[str]) -> str:
    return " / ".join(filter(None, texts[:_SAMPLES]))[:MOST_SHOWN]


def written_links(look: PageLook) -> Iterator[ContentProposal]:
    """Propose links in boxes that a script hides as it writes them."""
    for nodes in written_boxes(look.tree):
        out = [node for node in nodes if look.outside(node.attributes.get("href"))]
        if out:
            links = [(fold_space(node.text()), node.attributes.get("href")) for node in out]
            yield _hidden_proposal(look, css_path(out[0]), links, how=_BY_SCRIPT, sure=True)


def injected_links(look: PageLook) -> Iterator[ContentProposal]:
    """Propose seen links with words of such pages: to others with one, on the site with two."""
    for anchor in look.links:
        text = label_of(anchor)
        words = look.injected(text) if text else []
        outside = look.outside(anchor.href)
        if not words or (not outside and len(words) < _TWO):
            continue
        if outside and look.hiding(anchor) is not None:
            continue
        where = f"指向站外 {outside} 的链接" if outside else "链接"
        yield ContentProposal(
            kind=ProposalKind.INJECTED_LINK, severity=Severity.GRAVE, text=text[:MOST_SHOWN],
            locator=look.layout.path_of(anchor.block),
            reason=f"{where}文字含“{'”“'.join(words[:_SAMPLES])}”",
            certainty=Certainty.LIKELY if outside else Certainty.POSSIBLE,
            cause=outside or text[:MOST_SHOWN],
        )  # fmt: skip
