"""The operator's own list of terms (错误表述), for a person to be shown where they stand."""

from dataclasses import dataclass

from schema.types.content import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term that should not stand on a page, and what should."""

    term: str
    correct: str = ""
    severity: Severity = Severity.ERROR
    unless: tuple[str, ...] = ()
    """Longer expressions in which the term is right."""


@dataclass(frozen=True, slots=True)
class TermList:
    """All terms of one file."""

    terms: tuple[Term, ...] = ()


NO_TERMS = TermList()
