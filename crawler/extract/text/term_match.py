"""Find the terms of an operator's list in a text, all in one pass (Aho-Corasick)."""

from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick

from crawler.extract.text.made_once import made_once
from schema.types.terms import Term, TermList

_FULL, _HALF = range(0xFF01, 0xFF5F), range(0x21, 0x7F)
_FOLD = {full: chr(half).lower() for full, half in zip(_FULL, _HALF, strict=True)}
_FOLD |= {upper: chr(upper).lower() for upper in range(ord("A"), ord("Z") + 1)}
"""Letters are compared without case and width; every character stays one, so places stay true."""


@dataclass(frozen=True, slots=True)
class TermHit:
    """A term at its place in the text."""

    term: Term
    start: int
    end: int


def find_terms(text: str, terms: TermList) -> list[TermHit]:
    """Give the hits in order.

    A hit inside a longer one is left out, and so is one that is part of the term's correct form
    or of an expression in which it is right.
    """
    if not terms.terms:
        return []
    folded = text.translate(_FOLD)
    found = _automaton(terms).find_matches_as_indexes(folded, overlapping=True)
    hits = [TermHit(terms.terms[place], start, end) for place, start, end in found]
    hits = [hit for hit in hits if not _is_right(hit, folded)]
    hits.sort(key=lambda hit: (hit.start, -hit.end))
    kept: list[TermHit] = []
    for hit in hits:
        if not kept or hit.end > kept[-1].end:
            kept.append(hit)
    return kept


@made_once
def _automaton(terms: TermList) -> AhoCorasick:
    return AhoCorasick([one.term.translate(_FOLD) for one in terms.terms])


def _is_right(hit: TermHit, folded: str) -> bool:
    """Tell whether a hit stands inside an expression that holds it rightly."""
    term = folded[hit.start : hit.end]
    return any(
        _stands_at(folded, hit.start, term, around.translate(_FOLD))
        for around in (hit.term.correct, *hit.term.unless)
    )


def _stands_at(folded: str, start: int, term: str, around: str) -> bool:
    offset = around.find(term)
    while offset >= 0:
        first = start - offset
        if len(around) > len(term) and first >= 0 and folded.startswith(around, first):
            return True
        offset = around.find(term, offset + 1)
    return False
