"""What a survey looks at beside its columns: guides, a sample of links, second looks, content."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from crawler.survey.answer import Answer
from crawler.survey.column_walk import ColumnWalk
from crawler.survey.expired_domains import expired_domains
from crawler.survey.guide_walk import GuideWalk, guide_columns
from crawler.survey.link_walk import LinkWalk, choose_links
from crawler.survey.proposals import Proposals
from crawler.survey.second_looks import SecondLooks
from schema.types.capture import Request
from schema.types.evidence import Evidence
from schema.types.file_types import FileTypes
from schema.types.survey import SurveyPlan


@dataclass(slots=True, kw_only=True)
class SideWalks:
    """The state of what comes after the columns; it is a sample, and may end at any request."""

    plan: SurveyPlan
    types: FileTypes
    proposals: Proposals = field(init=False)
    _guides: GuideWalk | None = None
    _links: LinkWalk | None = None
    _second: SecondLooks | None = None

    def __post_init__(self) -> None:
        self.proposals = Proposals(
            home_url=self.plan.site.home_url,
            terms=self.plan.terms,
            every=self.plan.settings.content_every,
        )

    def begin(self, home: Answer, columns: Sequence[ColumnWalk], known: Collection[str]) -> None:
        """Choose what to look at; `known` are the keys of the requests that have an answer."""
        bounds = self.plan.settings
        if self.plan.again is not None:
            self._second = SecondLooks(
                wanted=self.plan.again,
                own=home.page.final_url,
                deadline=self.plan.visit_deadline,
                types=self.types,
            )
            return
        self._guides = GuideWalk(columns=guide_columns(columns), bounds=bounds, types=self.types)
        self._links = choose_links(home, columns, known, bounds.links, self.plan.visit_deadline)

    def pending(self) -> list[Request]:
        """Give what is to be asked for next; empty when all is done."""
        return [request for walk in self._walks() for request in walk.pending()]

    def absorb(self, answer: Answer) -> None:
        """Take in an answer, for each walk that asked for its address."""
        for walk in self._walks():
            own = walk.asked(answer.request.key)
            if own is not None:
                walk.absorb(replace(answer, request=own))

    def looks(self) -> list[Answer]:
        """Give the pages that the sample of links brought."""
        return [] if self._links is None else list(self._links.looks.values())

    def evidence(self) -> Iterator[Evidence]:
        """Record guides, links, and everything that a person should look at."""
        for walk in self._walks():
            yield from walk.evidence()
        if self.plan.again is not None:
            return
        if self._links is not None:
            for proposal, source, host in expired_domains(self._links.seen()):
                self.proposals.add(proposal, source, host)
        yield from self.proposals.evidence()

    def _walks(self) -> list[GuideWalk | LinkWalk | SecondLooks]:
        walks = (self._guides, self._links, self._second)
        return [walk for walk in walks if walk is not None]
