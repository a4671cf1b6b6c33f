"""The survey of one site as a pure machine: it says what to fetch, and takes in what came.

The shell sends each wave and hands the answers back in the same order; a replay does the same
from the archive, so both come to the same evidence.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import ada_url

from crawler.extract.bounds import MOST_BYTES
from crawler.policy.canonical import host_of, normalised, same_site
from crawler.policy.robots import Robots, read_robots
from crawler.policy.visit import counts_as
from crawler.survey.activity_walk import ActivityWalk
from crawler.survey.answer import Answer, read_answer
from crawler.survey.channels import channels_evidence
from crawler.survey.column_walk import ColumnTarget, ColumnWalk
from crawler.survey.column_walks import walk_of
from crawler.survey.home import home_column, leads_on, look_of, moved_to
from crawler.survey.mailbox_walk import MailboxWalk
from crawler.survey.menu_frames import MenuFrames
from crawler.survey.navigation import navigation_evidence
from crawler.survey.rendered import RenderBudget, shown
from crawler.survey.second_looks import second_targets
from crawler.survey.side_walks import SideWalks
from crawler.survey.targets import choose_columns
from crawler.survey.visit_walk import VisitPlan, VisitWalk
from schema.types.capture import RENDER, Page, Request
from schema.types.evidence import Evidence, RecordRef
from schema.types.facts import LimitFact
from schema.types.lexicon import Lexicon
from schema.types.outcome import CountsAs, Outcome, PageClass
from schema.types.survey import AddressCheck, SurveyPlan, SurveyResult

WAVE = 16
"""Requests handed out at once; bounds are looked at between two waves."""
_WARY_WAVE = 2
"""Requests at once on a site that sent something which is no page's size."""
_DEAR = 8
Arrival = tuple[Request, Page, RecordRef | None]


@dataclass(slots=True, kw_only=True)
class SiteWalk:
    """The state of one survey; give `wave()` to the shell until it is empty, then `result()`."""

    plan: SurveyPlan
    lexicon: Lexicon
    _visit: VisitWalk = field(init=False)
    _sides: SideWalks = field(init=False)
    _stage: Literal["visit", "home", "columns", "sides"] = "visit"
    _home: Answer | None = None
    _home_pending: list[Request] = field(default_factory=list)
    _hops: int = 0
    _navigation: Evidence | None = None
    _menus: MenuFrames = field(default_factory=MenuFrames)
    _columns: list[ColumnWalk | MailboxWalk] = field(default_factory=list)
    _robots: dict[str, Robots] = field(default_factory=dict)
    _robots_text: str | None = None
    _answers: dict[str, Answer] = field(default_factory=dict)
    _checks: list[AddressCheck] = field(default_factory=list)
    _pages: int = 0
    _bytes: int = 0
    _cost: int = 0
    _stopped: bool = False
    _limit: LimitFact | None = None
    _renders: RenderBudget = field(init=False)

    def __post_init__(self) -> None:
        self._renders = RenderBudget(left=self.plan.settings.rendered_pages)
        self._sides = SideWalks(plan=self.plan, types=self.lexicon.file_types)
        self._visit = VisitWalk(
            site=self.plan.site,
            plan=VisitPlan(
                deadline=self.plan.visit_deadline,
                pause=self.plan.settings.second_look_pause,
                vantage=self.plan.vantage,
                controls=self.plan.controls,
            ),
        )

    def wave(self) -> tuple[Request, ...]:
        """Give what to fetch next, at most WAVE requests; empty when the survey is over."""
        if self._stopped:
            return ()
        wanted = list(dict.fromkeys(self._wanted()))
        room = self.plan.settings.pages - self._pages
        if wanted and room <= 0:
            self.stop("pages", self.plan.settings.pages)
            return ()
        if wanted and self._cost >= self.plan.settings.bytes:
            self.stop("bytes", self.plan.settings.bytes)
            return ()
        return tuple(self._with_robots(wanted))[
            : min(WAVE if self._cost < _DEAR * MOST_BYTES else _WARY_WAVE, room)
        ]

    def stop(self, limit: Literal["pages", "bytes", "seconds"], value: float) -> None:
        """End the survey early; what was not read is said so, samples aside."""
        self._stopped = True
        if self._stage != "sides":
            left = list(self._wanted())
            self._limit = LimitFact(
                limit=limit,
                value=value,
                left_unread=len(left),
                letters_only=self._limit is None and bool(left) and all(map(_is_letter, left)),
            )

    def absorb(self, arrivals: Sequence[Arrival]) -> None:
        """Take in the answers of a wave, in its order."""
        for request, page, record in arrivals:
            self._pages += 1
            self._bytes += page.wire_bytes
            self._cost += cost_of(page)
            if request.purpose == "robots":
                self._take_robots(request, page)
                continue
            if request.purpose == "control":
                self._visit.absorb_control(request, page)
                continue
            look = self._sides.proposals.look(request, page)
            answer = read_answer(request, page, record, self.lexicon, look)
            self._answers[request.key] = answer
            self._sides.proposals.take(answer)
            self._deliver(answer)
        if self._stage in {"visit", "home"}:
            self._advance()
        self._settle_known()  # here and not in `wave`: a long robots.txt is asked off the loop

    def crawl_delay(self) -> float | None:
        """Give the Crawl-delay that the home host asks for, seconds."""
        robots = self._robots.get(host_of(self.plan.site.home_url) or "")
        return None if robots is None else robots.crawl_delay

    def result(self) -> SurveyResult:
        """Give the evidence of everything that was taken in."""
        return SurveyResult(
            evidence=tuple(self._evidence()),
            items=tuple(
                replace(sighting, text=self._text_at(sighting.url))
                for walk in self._columns
                if isinstance(walk, ColumnWalk)
                for sighting in walk.sightings()
            ),
            checks=tuple(self._checks),
            pages=self._pages,
            wire_bytes=self._bytes,
            robots=self._robots_text,
            crawl_delay=self.crawl_delay(),
        )

    def _text_at(self, url: str | None) -> str | None:
        """Give the digest of the article at this address, whatever it was asked for."""
        written = (url, normalised(url)) if url else ()
        found = (self._answers.get(Request(url=one).key) for one in written if one)
        return next((answer.text for answer in found if answer is not None), None)

    # --- what to ask -------------------------------------------------------------------------

    def _wanted(self) -> Iterator[Request]:
        if self._stage == "visit":
            yield from self._visit.pending()
        elif self._stage == "home":
            yield from self._home_pending
            yield from self._menus.pending
        elif self._stage == "columns":
            every = [request for walk in self._columns for request in walk.pending()]
            yield from sorted(every, key=_is_letter)  # a bound that is reached leaves letters out
        else:
            yield from self._sides.pending()

    def _with_robots(self, wanted: Sequence[Request]) -> Iterator[Request]:
        """Ask for a host's robots.txt before anything of it but the homepage."""
        asked = set()
        for request in wanted:
            host = host_of(request.url) or ""
            if request.obey_robots and host not in self._robots:
                if host not in asked:
                    asked.add(host)
                    url = ada_url.join_url(request.url, "/robots.txt")
                    yield Request(url=url, purpose="robots", obey_robots=False)
                continue
            yield request

    def _settle_known(self) -> None:
        """Answer at once what needs no fetch: pages that we have, and what robots.txt forbids."""
        while self._stage in {"columns", "sides"}:
            wanted = list(self._wanted())
            known = [self._known(request) for request in wanted]
            settled = [answer for answer in known if answer is not None]
            if self._stage == "columns" and not wanted:
                self._enter_sides()
            elif not settled:
                return
            for answer in settled:
                self._deliver(answer)

    def _known(self, request: Request) -> Answer | None:
        seen = self._answers.get(request.key)
        if seen is not None:
            return replace(seen, request=request)
        reason = self._refused(request)
        if reason is None:
            return None
        outcome, sentence = reason
        page = Page(
            url=request.url,
            final_url=request.url,
            outcome=outcome,
            reason=sentence,
            fetched_at=self._visit.answers[0].page.fetched_at,
        )
        return read_answer(request, page, None, self.lexicon)

    def _refused(self, request: Request) -> tuple[Outcome, str] | None:
        if normalised(request.url) is None:
            return Outcome.BLOCKED_BY_POLICY, "no http or https address"
        robots = self._robots.get(host_of(request.url) or "")
        if robots is None or not self.plan.obey_robots:
            return None
        refusal = robots.refusal(request.url)
        if refusal is None or (robots.held is not None and self._is_one_look(request)):
            return None
        return Outcome.ROBOTS_DISALLOWED, refusal

    def _is_one_look(self, request: Request) -> bool:
        """Tell a look at a link to another host from a crawl of it: a visitor's click.

        Where robots.txt cannot be had it forbids nothing; what the link itself answers is the fact.
        """
        return request.purpose == "link" and not same_site(request.url, self.plan.site.home_url)

    # --- what came ---------------------------------------------------------------------------

    def _take_robots(self, request: Request, page: Page) -> None:
        host = host_of(request.url) or ""
        self._robots[host] = read_robots(page)
        if host == host_of(self.plan.site.home_url) and self._robots[host].rules is not None:
            self._robots_text = page.body.decode("utf-8", errors="replace")[:65536]

    def _deliver(self, answer: Answer) -> None:
        purpose = answer.request.purpose
        if purpose == "visit":
            self._visit.absorb(answer)
        elif purpose == RENDER and self._stage == "home":
            self._home_pending = []
            if shown(answer):
                self._home = answer
        elif purpose == "menu":
            self._menus.absorb(answer)
        elif purpose == "hop":
            self._home_pending = []
            if answer.good:
                self._home = answer
                self._follow_home()
        else:
            for walk in self._columns:
                if any(request.key == answer.request.key for request in walk.pending()):
                    walk.absorb(replace(answer, request=_own(walk, answer.request)))
            self._sides.absorb(answer)
            self._note_check(answer)

    def _note_check(self, answer: Answer) -> None:
        """Note what an address counted for; what a browser made of it is no visit of its own."""
        page = answer.page
        if page.rendered:
            return
        self._checks.append(
            AddressCheck(
                url=page.url,
                purpose=answer.request.purpose,
                outcome=page.outcome,
                status=page.status,
                counts_as=counts_as(look_of(answer)),
                at=page.fetched_at,
            )
        )

    # --- from the visit to the columns -------------------------------------------------------

    def _advance(self) -> None:
        if self._stage == "home":
            if not (self._home_pending or self._menus.pending):
                self._enter_columns()
        elif self._visit.done:
            self._enter_home()

    def _enter_home(self) -> None:
        if self._visit.word is not CountsAs.OPENED:
            self._stage = "columns"  # nothing of the site can be read: no column is asked for
            return
        self._stage = "home"
        self._home = self._visit.chosen
        self._follow_home()
        if not (self._home_pending or self._menus.pending):
            self._enter_columns()

    def _follow_home(self) -> None:
        """Go on where the homepage is only a step: refresh, script jump, frame."""
        home = self._home
        if home is not None and home.page_class is PageClass.JS_REQUIRED:
            shows = self._renders.ask(home)
            self._home_pending = [] if shows is None else [replace(shows, obey_robots=False)]
            return
        reading = None if home is None else home.reading
        if reading is not None and self.plan.again is None:
            self._menus.ask(reading)
        if reading is None or self._hops >= self.plan.settings.hops:
            return
        hop = leads_on(reading) or moved_to(reading, self.plan.site.home_url)
        if hop is not None and normalised(hop.url):
            self._hops += 1
            self._home_pending = [Request(url=hop.url, purpose="hop", obey_robots=False)]

    def _enter_columns(self) -> None:
        self._stage = "columns"
        reading = None if self._home is None else self._home.reading
        if self._home is None or reading is None:
            return
        if self.plan.again is not None:
            self._columns = [self._walk_of(target) for target in second_targets(self.plan.again)]
            return
        links = self._menus.columns(reading.columns)
        linked = self._menus.linked(reading.linked)
        most = self.plan.settings.columns
        targets, left = choose_columns(self.plan.site, links, linked, most)
        if left:
            self._limit = LimitFact(limit="columns", value=most, left_unread=left)
        parts = (self._home, *self._menus.answers)
        self._navigation = navigation_evidence(self.plan.site, links, parts)
        self._columns = [self._walk_of(target) for target in targets]

    def _walk_of(self, target: ColumnTarget) -> ColumnWalk | MailboxWalk:
        return walk_of(target, self.plan, self.lexicon.letter_words, self._home, self._renders)

    def _enter_sides(self) -> None:
        """Go on to the samples, once nothing of the columns is left to ask."""
        self._stage = "sides"
        if self._home is not None:
            lists = [walk for walk in self._columns if isinstance(walk, ColumnWalk)]
            self._sides.begin(self._home, lists, self._answers.keys())

    def _evidence(self) -> Iterator[Evidence]:
        visit = self._visit.evidence()
        if visit is None:
            return
        yield visit
        whole = self.plan.again is None
        if whole and self._home is not None:
            lists = (walk for walk in self._columns if isinstance(walk, ColumnWalk))
            moved = {day for walk in lists if (day := walk.migrated()) is not None}
            yield home_column(self.plan.site, self._home, moved)
        if self._navigation is not None:
            yield self._navigation
        for number, walk in enumerate(self._columns, 1):
            name = f"column-{number}"
            if isinstance(walk, MailboxWalk):
                yield from walk.evidence(name)
            else:
                yield walk.evidence(name)
            if isinstance(walk, ActivityWalk):
                yield from walk.activity_evidence(name)
        if whole and self._home is not None and self._columns:
            boxes = [walk for walk in self._columns if isinstance(walk, MailboxWalk)]
            channels = channels_evidence(self._home, boxes)
            if channels is not None:
                yield channels
        yield from self._sides.evidence()
        if self._limit is not None:
            yield Evidence(id="limit", fact=self._limit, provenance=())


def _is_letter(request: Request) -> bool:
    return request.purpose == "letter"


def cost_of(page: Page) -> int:
    """Give what a page takes of a survey's bytes: its size, many times where it is no page's.

    A few endless bodies or bombs end a survey that would go on for hours at its neighbours' cost.
    """
    size = max(page.wire_bytes, len(page.body))
    return size if size <= MOST_BYTES else _DEAR * size


def _own(walk: ColumnWalk | MailboxWalk, request: Request) -> Request:
    """Give the walk's own request for an address that several walks asked for."""
    return next(one for one in walk.pending() if one.key == request.key)
