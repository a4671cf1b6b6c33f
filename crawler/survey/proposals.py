"""Gather what a person should look at over a whole survey: each cause once, the gravest kept."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from crawler.policy.canonical import same_site, url_key
from crawler.survey.answer import Answer, ContentLook
from schema.types.capture import Page, Request
from schema.types.content import Certainty, ContentProposal, ProposalFact, ProposalKind, Severity
from schema.types.evidence import Evidence, Provenance
from schema.types.terms import TermList

MOST_KEPT = 100
"""Proposals of one site that are kept."""
_HOME = {"visit", "hop"}
_PAGES = _HOME | {"list", "article", "letter", "guide"}
"""Requests that bring pages of the site itself."""
_ORDER = (list(Severity), list(Certainty))


@dataclass(slots=True)
class _Met:
    proposal: ContentProposal
    sources: tuple[Provenance, ...]
    pages: set[str]


@dataclass(slots=True, kw_only=True)
class Proposals:
    """What was proposed so far; `every` says on one page in how many all is looked for.

    Looking for everything costs a third of what reading a page costs, the operator's own terms
    next to nothing.
    """

    home_url: str
    terms: TermList
    every: int
    _pages: int = 0
    _met: dict[tuple[ProposalKind, str], _Met] = field(default_factory=dict)

    def look(self, request: Request, page: Page) -> ContentLook | None:
        """Say what to look for on a page that came; None: nothing, it is not the site's."""
        if request.purpose not in _PAGES or not page.readable:
            return None
        if not same_site(page.final_url, self.home_url):
            return None
        if request.purpose in _HOME:
            return ContentLook(terms=self.terms, whole=True)
        self._pages += 1
        return ContentLook(terms=self.terms, whole=(self._pages - 1) % self.every == 0)

    def take(self, answer: Answer) -> None:
        """Take in what a page gave rise to."""
        for one in answer.proposals:
            self.add(one, answer)

    def add(self, one: ContentProposal, source: Answer, *more: Answer) -> None:
        """Take in one proposal with the page that shows its cause, and what else proves it."""
        key = (one.kind, one.cause)
        if key not in self._met:
            sources = (source.provenance(one.locator), *(other.provenance() for other in more))
            self._met[key] = _Met(one, sources, set())
        self._met[key].pages.add(url_key(source.page.final_url))

    def evidence(self) -> Iterator[Evidence]:
        """Record the proposals, gravest and surest first."""
        for number, met in enumerate(sorted(self._met.values(), key=_rank)[:MOST_KEPT], 1):
            url, pages = met.sources[0].url, len(met.pages)
            fact = ProposalFact(proposal=met.proposal, url=url, pages=pages)
            yield Evidence(id=f"proposal-{number}", fact=fact, provenance=met.sources)


def _rank(met: _Met) -> tuple[int, int]:
    severities, certainties = _ORDER
    one = met.proposal
    return severities.index(one.severity), certainties.index(one.certainty)
