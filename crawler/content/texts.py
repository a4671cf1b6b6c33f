"""Propose the operator's terms, and text that somebody forgot to replace."""

from collections.abc import Iterator

from crawler.content.page_look import MOST_SHOWN, PageLook
from crawler.extract.kinds.placeholder import find_placeholders, is_placeholder_title
from crawler.extract.page.dom import fold_space
from crawler.extract.text.term_match import TermHit, find_terms
from schema.types.content import Certainty, ContentProposal, ProposalKind, Severity
from schema.types.terms import TermList

_AROUND = 14


def found_terms(look: PageLook, terms: TermList) -> Iterator[ContentProposal]:
    """Propose each term once, at its first place, with its number."""
    flow = look.layout.flow
    hits: dict[str, list[TermHit]] = {}
    for hit in find_terms(flow.text, terms):
        hits.setdefault(hit.term.term, []).append(hit)
    for places in hits.values():
        first = places[0]
        term = first.term
        start, end = flow.line_at(first.start, first.end)
        around = flow.text[max(start, first.start - _AROUND) : min(end, first.end + _AROUND)]
        should = f"，应为“{term.correct}”" if term.correct else ""
        yield ContentProposal(
            kind=ProposalKind.TERM, severity=term.severity, text=fold_space(around),
            locator=look.layout.path_of(flow.owner_at(first.start)),
            reason=f"词表中的“{term.term}”出现{len(places)}处{should}",
            certainty=Certainty.SURE, cause=term.term,
        )  # fmt: skip


def placeholders(look: PageLook) -> Iterator[ContentProposal]:
    """Propose a title that was never written, and lines that nobody replaced."""
    words, layout = look.lexicon.content_words, look.layout
    title = fold_space(layout.title or "")
    if title and is_placeholder_title(title, words):
        yield _placeholder(title, None, "网页标题没有写")
    for place, line in find_placeholders(layout.flow, words):
        locator = layout.path_of(layout.flow.owner_at(place))
        yield _placeholder(line, locator, "像是没有替换掉的占位文字或测试内容")


def _placeholder(text: str, locator: str | None, reason: str) -> ContentProposal:
    return ContentProposal(
        kind=ProposalKind.PLACEHOLDER, severity=Severity.ERROR, text=text[:MOST_SHOWN],
        locator=locator, reason=reason, certainty=Certainty.LIKELY, cause=text[:MOST_SHOWN],
    )  # fmt: skip
