"""Look a second time, hours later, at what failed or was unanswered at one look (再次核实)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from crawler.policy.canonical import normalised
from crawler.survey.answer import Answer
from crawler.survey.column_walk import ColumnTarget
from crawler.survey.link_word import link_word
from crawler.survey.mailbox_walk import letter_of
from crawler.survey.offered_file import offered_file
from crawler.survey.single_looks import SingleLooks
from schema.types.capture import Request
from schema.types.evidence import Evidence
from schema.types.facts import ColumnFact, LetterFact
from schema.types.file_types import FileTypes
from schema.types.guide_facts import GuideFileFact, GuideSystemFact
from schema.types.link_facts import LinkFact, LinksFact
from schema.types.outcome import CountsAs
from schema.types.reading import LetterNote
from schema.types.survey import LookedAt

OneAddress = LetterFact | LinkFact | GuideFileFact | GuideSystemFact
"""What one request tells; a column is walked as in any survey."""


@dataclass(slots=True, kw_only=True)
class SecondLooks:
    """The state of the second looks under way: each address once, as the first look asked it."""

    wanted: Sequence[LookedAt]
    own: str
    """The homepage's address."""
    deadline: float
    """For a link, seconds."""
    types: FileTypes
    looks: dict[str, Answer] = field(default_factory=dict)
    _waiting: SingleLooks = field(init=False)

    def __post_init__(self) -> None:
        requests = [self._request(fact) for fact in self.wanted if not isinstance(fact, ColumnFact)]
        self._waiting = SingleLooks((one for one in requests if normalised(one.url)), self.own)

    def pending(self) -> list[Request]:
        """Give what is to be asked for next; empty when all is done, or the site had enough."""
        return self._waiting.pending()

    def asked(self, key: str) -> Request | None:
        """Give the pending request of this key."""
        return self._waiting.asked(key)

    def absorb(self, answer: Answer) -> None:
        """Take in the answer to one of the pending requests."""
        self._waiting.settle(answer)
        self.looks[answer.request.key] = answer

    def evidence(self) -> Iterator[Evidence]:
        """Record each subject as it is now; links that opened stand in one row of their own."""
        opened: list[str] = []
        failed = 0
        for number, (fact, answer) in enumerate(self._seen(), 1):
            if isinstance(fact, LinkFact) and link_word(answer) is CountsAs.OPENED:
                opened.append(fact.url)
                continue
            failed += isinstance(fact, LinkFact)
            now = self._now(fact, answer)
            if now is not None:
                yield Evidence(
                    id=f"again-{number}", fact=now, provenance=(answer.provenance(answer.place),)
                )
        if opened or failed:
            links = LinksFact(opened=tuple(opened), not_opened=failed, left=0, left_on_home=0)
            yield Evidence(id="links", fact=links, provenance=())

    def _request(self, fact: OneAddress) -> Request:
        if isinstance(fact, LinkFact):
            return Request(
                url=fact.url, purpose="link", deadline=self.deadline, referer=fact.found_on
            )
        found_on = fact.column_url if isinstance(fact, LetterFact) else fact.guide_url
        return Request(url=fact.url or "", purpose=fact.kind, referer=found_on)

    def _seen(self) -> Iterator[tuple[OneAddress, Answer]]:
        for fact in self.wanted:
            if isinstance(fact, ColumnFact):
                continue
            answer = self.looks.get(self._request(fact).key)
            if answer is not None:
                yield fact, answer

    def _now(self, fact: OneAddress, answer: Answer) -> OneAddress | None:
        """Give the fact as this look shows it; None where the look tells nothing of a letter."""
        page, page_class = answer.page, answer.page_class
        outcome, status = page.outcome, page.status
        if isinstance(fact, LetterFact):
            return _letter_now(fact, answer)
        if isinstance(fact, LinkFact):
            return replace(
                fact,
                outcome=outcome,
                status=status,
                page_class=page_class,
                counts_as=link_word(answer),
                at=page.fetched_at,
            )
        if isinstance(fact, GuideFileFact):
            return replace(
                fact,
                found=answer.file_type,
                state=offered_file(answer, fact.claimed, self.types),
                outcome=outcome,
                status=status,
                page_class=page_class,
                content_type=page.content_type,
            )
        return replace(
            fact,
            outcome=outcome,
            status=status,
            page_class=page_class,
            counts_as=link_word(answer),
        )


def second_targets(wanted: Sequence[LookedAt]) -> list[ColumnTarget]:
    """Give the columns among them as they were surveyed before."""
    return [
        ColumnTarget(
            name=fact.name,
            url=fact.url,
            column_class=fact.column_class,
            registered=fact.registered,
            on_home=fact.on_home,
            update_days=fact.update_days,
            exempt=fact.exempt,
        )
        for fact in wanted
        if isinstance(fact, ColumnFact)
    ]


def _letter_now(fact: LetterFact, answer: Answer) -> LetterFact | None:
    """Give the letter as its own page shows it; a reply that was not read is no word on it."""
    seen = letter_of(answer)
    if seen is None or seen.note is LetterNote.REPLY_UNREAD:
        return None
    return replace(
        fact,
        asked=seen.asked or fact.asked,
        replied=seen.replied,
        state=seen.state,
        note=seen.note or (fact.note if seen.state is fact.state else None),
    )
