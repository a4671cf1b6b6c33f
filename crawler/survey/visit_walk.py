"""One visit to a homepage as a pure machine: which looks to take, and what they came to."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from crawler.policy.visit import Try, depends_on_client, first_tries, last_tries, second_tries
from crawler.survey.answer import Answer
from crawler.survey.home import deciding_try, look_of, visit_evidence, visit_word
from schema.types.capture import Page, Request
from schema.types.evidence import Evidence
from schema.types.outcome import CountsAs
from schema.types.site import Site

CONTROL_DEADLINE_SECONDS = 8.0
_SERVER_ERROR = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitPlan:
    """How a homepage is visited: seconds a look may take, seconds before the other client stack.

    `controls` are asked only when every look failed (vocabulary §4: control targets failed too).
    """

    deadline: float
    pause: float
    vantage: str
    controls: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class VisitWalk:
    """The state of one visit; fetch what is `pending()` until it is empty.

    A failed first look is followed by the twins (https/http, www/bare), then by the other client
    stack after a pause, then by the control targets. What the first stack could not read for a
    reason of its own (protocol, TLS) is looked at by the other first; the twins follow where that
    one cannot read it either.
    """

    site: Site
    plan: VisitPlan
    answers: list[Answer] = field(default_factory=list)
    _stage: Literal["first", "twins", "last", "controls", "done"] = "first"
    _waiting: list[Request] = field(default_factory=list)
    _controls: list[bool] = field(default_factory=list)
    _twins_asked: bool = False

    def __post_init__(self) -> None:
        self._waiting = [self._request(one) for one in first_tries(self.site.home_url)]

    @property
    def done(self) -> bool:
        """Tell whether the visit ran its full course."""
        return self._stage == "done"

    def pending(self) -> tuple[Request, ...]:
        """Give what to fetch next; empty when the visit is over."""
        return tuple(self._waiting)

    def absorb(self, answer: Answer) -> None:
        """Take in one look."""
        self.answers.append(answer)
        self._answered(answer.request)

    def absorb_control(self, request: Request, page: Page) -> None:
        """Take in what a control target said."""
        self._controls.append(control_answers(page))
        self._answered(request)

    @property
    def word(self) -> CountsAs:
        """Give what all looks together came to, before the control targets are heard."""
        return visit_word(self.answers, self.site.home_url)

    @property
    def chosen(self) -> Answer:
        """Give the look that the word rests on."""
        return deciding_try(self.answers, self.site.home_url)

    def evidence(self) -> Evidence | None:
        """Give the visit as a fact; None before the first look is in."""
        if not self.answers:
            return None
        return visit_evidence(
            self.site,
            self.answers,
            self.plan.vantage,
            whole=self._stage not in {"first", "twins", "last"},
            controls_ok=any(self._controls) if self._controls else None,
        )

    def _request(self, one: Try) -> Request:
        last = self._stage == "last"
        return Request(
            url=one.url,
            purpose="visit",
            stack=one.stack,
            obey_robots=False,
            deadline=self.plan.deadline,
            pause=self.plan.pause if last else 0.0,
        )

    def _answered(self, request: Request) -> None:
        self._waiting = [one for one in self._waiting if one.key != request.key]
        while not self._waiting and self._stage != "done":
            self._stage = self._next_stage()
            self._waiting = list(self._asked_in_stage())

    def _next_stage(self) -> Literal["twins", "last", "controls", "done"]:
        if self._stage == "first" and depends_on_client(look_of(self.answers[0])):
            return "last"
        if self._stage == "last" and not self._twins_asked and self.word is not CountsAs.OPENED:
            return "twins"
        if self._stage == "twins" and depends_on_client(look_of(self.answers[0])):
            return "controls" if self.word is CountsAs.FAILED else "done"
        if self._stage == "controls" or self.word is not CountsAs.FAILED:
            return "done"
        after: dict[str, Literal["twins", "last", "controls"]]
        after = {"first": "twins", "twins": "last", "last": "controls"}
        return after[self._stage]

    def _asked_in_stage(self) -> Sequence[Request]:
        home = self.site.home_url
        if self._stage == "twins":
            self._twins_asked = True
            return [self._request(one) for one in second_tries(home)]
        if self._stage == "last":
            return [self._request(one) for one in last_tries(home)]
        if self._stage == "controls":
            return [control_request(url) for url in self.plan.controls]
        return []


def control_request(url: str) -> Request:
    """Ask one control target."""
    return Request(url=url, purpose="control", obey_robots=False, deadline=CONTROL_DEADLINE_SECONDS)


def control_answers(page: Page) -> bool:
    """Tell whether a control target shows that our network works: it gave an answer of its own."""
    return page.status is not None and page.status < _SERVER_ERROR
