"""The survey of one site as a pure machine: it says what to fetch, and takes in what came.

The shell sends each wave and hands the answers back in the same order; a replay does the same
from the archive, so both come to the same evidence.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from crawler.policy.canonical import normalised
from crawler.survey.address_checks import checks_of
from crawler.survey.answer import Answer, read_answer
from crawler.survey.below_parents import columns_below
from crawler.survey.budget import Budget, is_letter
from crawler.survey.channels import channels_evidence
from crawler.survey.column_walk import ColumnTarget, ColumnWalk
from crawler.survey.column_walks import evidence_of, walk_of
from crawler.survey.headlines import has_open_headline
from crawler.survey.home import home_column, leads_on, moved_to
from crawler.survey.home_days import column_days
from crawler.survey.known_answers import KnownAnswers
from crawler.survey.mailbox_walk import MailboxWalk
from crawler.survey.menu_frames import MenuFrames
from crawler.survey.navigation import navigation_evidence
from crawler.survey.rendered import RenderBudget, shown
from crawler.survey.robots_book import RobotsBook
from crawler.survey.second_looks import second_targets
from crawler.survey.side_walks import SideWalks
from crawler.survey.targets import choose_columns
from crawler.survey.visit_walk import VisitPlan, VisitWalk
from schema.types.capture import RENDER, Page, Request
from schema.types.evidence import Evidence, RecordRef
from schema.types.lexicon import Lexicon
from schema.types.outcome import CountsAs, PageClass
from schema.types.survey import AddressCheck, SurveyPlan, SurveyResult

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
    _is_below: bool = False
    """The columns below parents were looked for."""
    _navigation: Evidence | None = None
    _menus: MenuFrames = field(default_factory=MenuFrames)
    _columns: list[ColumnWalk | MailboxWalk] = field(default_factory=list)
    _robots: RobotsBook = field(init=False)
    _known: KnownAnswers = field(init=False)
    _checks: list[AddressCheck] = field(default_factory=list)
    _budget: Budget = field(init=False)
    _renders: RenderBudget = field(init=False)

    def __post_init__(self) -> None:
        self._budget = Budget(settings=self.plan.settings)
        self._robots = RobotsBook(home_url=self.plan.site.home_url, obey=self.plan.obey_robots)
        self._known = KnownAnswers(self._robots, self.lexicon)
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

    @property
    def robots(self) -> RobotsBook:
        """Give the rules of the hosts met so far; only the walk writes in it."""
        return self._robots

    def wave(self) -> tuple[Request, ...]:
        """Give what to fetch next, at most WAVE requests; empty when the survey is over."""
        if self._budget.stopped:
            return ()
        wanted = list(dict.fromkeys(self._wanted()))
        reached = self._budget.reached if wanted else None
        if reached is not None:
            self.stop(*reached)
            return ()
        return tuple(self._robots.first(wanted))[: self._budget.at_once]

    def stop(self, limit: Literal["pages", "bytes", "seconds"], value: float) -> None:
        """End the survey early; what was not read is said so, samples aside."""
        self._budget.stopped = True
        if self._stage != "sides":
            self._budget.stop(limit, value, list(self._wanted()))

    def absorb(self, arrivals: Sequence[Arrival]) -> None:
        """Take in the answers of a wave, in its order."""
        for request, page, record in arrivals:
            self._budget.take(page)
            if request.purpose == "robots":
                self._robots.take(request, page)
                continue
            if request.purpose == "control":
                self._visit.absorb_control(request, page)
                continue
            look = self._sides.proposals.look(request, page)
            answer = read_answer(request, page, record, self.lexicon, look)
            self._known.take(answer)
            self._sides.proposals.take(answer)
            self._deliver(answer)
        if self._stage in {"visit", "home"}:
            self._advance()
        self._settle_known()  # here and not in `wave`: a long robots.txt is asked off the loop

    def crawl_delay(self) -> float | None:
        """Give the Crawl-delay that the home host asks for, seconds."""
        return self._robots.crawl_delay

    def result(self) -> SurveyResult:
        """Give the evidence of everything that was taken in."""
        return SurveyResult(
            evidence=tuple(self._evidence()),
            items=tuple(
                replace(sighting, text=self._known.text_at(sighting.url))
                for walk in self._columns
                if isinstance(walk, ColumnWalk)
                for sighting in walk.sightings()
            ),
            checks=tuple(self._checks),
            pages=self._budget.pages,
            wire_bytes=self._budget.wire_bytes,
            robots=self._robots.text,
            crawl_delay=self.crawl_delay(),
        )

    # --- what to ask -------------------------------------------------------------------------

    def _wanted(self) -> Iterator[Request]:
        if self._stage == "visit":
            yield from self._visit.pending()
        elif self._stage == "home":
            yield from self._home_pending
            yield from self._menus.pending
        elif self._stage == "columns":
            every = [request for walk in self._columns for request in walk.pending()]
            yield from sorted(every, key=is_letter)  # a bound that is reached leaves letters out
        else:
            yield from self._sides.pending()

    def _settle_known(self) -> None:
        """Answer at once what needs no fetch: pages that we have, and what robots.txt forbids."""
        while self._stage in {"columns", "sides"}:
            wanted = list(self._wanted())
            at = self._visit.answers[0].page.fetched_at
            known = (self._known.of(request, at) for request in wanted)
            settled = [answer for answer in known if answer is not None]
            if self._stage == "columns" and not wanted and not self._went_below():
                self._enter_sides()
            elif not settled:
                return
            for answer in settled:
                self._deliver(answer)

    # --- what came ---------------------------------------------------------------------------

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
            self._checks += checks_of(answer)

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
        self._budget.leave_out(left)
        parts = (self._home, *self._menus.answers)
        self._navigation = navigation_evidence(self.plan.site, links, parts)
        self._columns = [self._walk_of(target) for target in targets]

    def _walk_of(self, target: ColumnTarget) -> ColumnWalk | MailboxWalk:
        return walk_of(target, self.plan, self.lexicon.letter_words, self._home, self._renders)

    def _went_below(self) -> bool:
        """Go on to the columns below parents, once; tell whether there were any."""
        if self._is_below or self.plan.again is not None:
            return False
        self._is_below = True
        room = max(0, self.plan.settings.columns - len(self._columns))
        targets, left = columns_below(self.plan.site, self._columns, room)
        self._budget.leave_out(left)
        self._columns += [self._walk_of(target) for target in targets]
        return bool(targets)

    def _enter_sides(self) -> None:
        """Go on to the samples, once nothing of the columns is left to ask."""
        self._stage = "sides"
        if self._home is not None:
            lists = [walk for walk in self._columns if isinstance(walk, ColumnWalk)]
            self._sides.begin(self._home, lists, self._known.keys())

    def _evidence(self) -> Iterator[Evidence]:
        visit = self._visit.evidence()
        if visit is None:
            return
        yield visit
        whole = self.plan.again is None
        if whole and self._home is not None:
            lists = [walk for walk in self._columns if isinstance(walk, ColumnWalk)]
            moved = {day for walk in lists if (day := walk.migrated()) is not None}
            more = has_open_headline(self._home, self._columns, self._sides.looks(), moved)
            told = column_days(lists)
            yield home_column(self.plan.site, self._home, moved, told=told, more=more)
        if self._navigation is not None:
            yield self._navigation
        for number, walk in enumerate(self._columns, 1):
            yield from evidence_of(walk, f"column-{number}")
        if whole and self._home is not None and self._columns:
            boxes = [walk for walk in self._columns if isinstance(walk, MailboxWalk)]
            channels = channels_evidence(self._home, boxes)
            if channels is not None:
                yield channels
        yield from self._sides.evidence()
        if self._budget.limit is not None:
            yield Evidence(id="limit", fact=self._budget.limit, provenance=())


def _own(walk: ColumnWalk | MailboxWalk, request: Request) -> Request:
    """Give the walk's own request for an address that several walks asked for."""
    return next(one for one in walk.pending() if one.key == request.key)
