"""The visit to the homepage and what the homepage itself shows."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from crawler.policy.canonical import host_of, same_site, twins
from crawler.policy.visit import conclude, counts_as, first_tries
from crawler.survey.answer import Answer
from crawler.survey.home_days import better_day, clock_day
from schema.types.column import ColumnClass
from schema.types.dates import DateClaim, DateSource, Undated
from schema.types.evidence import Evidence
from schema.types.facts import ColumnFact, ItemFact, VisitFact, VisitTry
from schema.types.outcome import CountsAs, Defect, Outcome, PageClass
from schema.types.reading import Follow, ListItem, ListState, PageReading
from schema.types.site import Site
from schema.types.survey import SurveyPlan, SurveyResult
from schema.types.visit_table import Look


def look_of(answer: Answer, home: str | None = None) -> Look:
    """Give what the deciding table needs of one try; `home` is the registered address."""
    return Look(
        outcome=answer.page.outcome,
        page_class=answer.page_class,
        status=answer.page.status,
        seconds=answer.page.seconds,
        name_servers=answer.page.name_servers,
        strained=bool(answer.page.strain),
        twin=home is not None and answer.request.url != home,
    )


def visit_word(answers: Sequence[Answer], home: str) -> CountsAs:
    """Conclude what the visit counts for from all its tries."""
    return conclude(tuple(look_of(answer, home) for answer in answers))


def deciding_try(answers: Sequence[Answer], home: str) -> Answer:
    """Give the try that the visit's word rests on: the first of the concluded kind."""
    word = visit_word(answers, home)
    return next((a for a in answers if counts_as(look_of(a)) is word), answers[0])


def visit_evidence(
    site: Site,
    answers: Sequence[Answer],
    vantage: str,
    *,
    whole: bool = True,
    controls_ok: bool | None = None,
) -> Evidence:
    """Record one visit with all its tries; one that a bound of ours cut short never failed."""
    chosen = deciding_try(answers, site.home_url)
    word = visit_word(answers, site.home_url)
    if word is CountsAs.FAILED and not whole:
        word = CountsAs.UNDETERMINED
    if word is CountsAs.FAILED and controls_ok is False:
        word = CountsAs.VOID
    fact = VisitFact(
        url=site.home_url,
        final_url=chosen.page.final_url,
        outcome=chosen.page.outcome,
        status=chosen.page.status,
        page_class=chosen.page_class,
        class_sign=chosen.class_sign,
        defects=_defects(site, answers, chosen, word),
        counts_as=word,
        reason=chosen.page.reason,
        seconds=chosen.page.seconds,
        at=answers[0].page.fetched_at,
        vantage=vantage,
        tries=tuple(_try(answer) for answer in answers),
        controls_ok=controls_ok,
        decided_by=next(n for n, answer in enumerate(answers) if answer is chosen),
        void_reason=_void_reason(chosen, controls_failed=controls_ok is False)
        if word is CountsAs.VOID
        else "",
    )
    provenance = tuple(answer.provenance() for answer in answers)
    return Evidence(id="visit-1", fact=fact, provenance=provenance)


def _try(answer: Answer) -> VisitTry:
    return VisitTry(
        stack=answer.page.stack,
        url=answer.request.url,
        outcome=answer.page.outcome,
        reason=answer.page.reason,
        status=answer.page.status,
        page_class=answer.page_class,
        seconds=answer.page.seconds,
        final_url=answer.page.final_url,
        ip=answer.page.ip,
        class_sign=answer.class_sign,
        defects=answer.page.defects,
        timings=answer.page.timings,
        strain=answer.page.strain,
        name_servers=answer.page.name_servers,
    )


def _void_reason(chosen: Answer, *, controls_failed: bool) -> str:
    if controls_failed:
        return "no control target answered either"
    return chosen.page.strain or chosen.page.reason


def _defects(
    site: Site, answers: Sequence[Answer], chosen: Answer, word: CountsAs
) -> tuple[Defect, ...]:
    found = list(chosen.page.defects)
    if word is CountsAs.OPENED:
        if chosen.request.url in twins(site.home_url) and not _another_way(answers[0], chosen):
            found.append(Defect.REGISTERED_URL_WRONG)
        if (chosen.page.status or 0) >= 400:  # noqa: PLR2004 - the error statuses
            found.append(Defect.WRONG_STATUS)
        if _redirected_away(site, chosen.page.final_url):
            found.append(Defect.REDIRECTED_AWAY)
    return tuple(dict.fromkeys(found))


def _another_way(first: Answer, chosen: Answer) -> bool:
    """Tell whether the registered address was asked over IPv6 alone, and its twin over IPv4.

    Which of the two made the difference nobody knows.
    """
    return ":" in (first.page.ip or "") and ":" not in (chosen.page.ip or "")


def _redirected_away(site: Site, final_url: str) -> bool:
    if same_site(final_url, site.home_url):
        return False
    return site.jump_url is None or not same_site(final_url, site.jump_url)


def leads_on(reading: PageReading) -> Follow | None:
    """Give the step that a homepage is, which holds nothing itself; None for a homepage.

    A frame is one where the page around it has no link of its own; the rows of a shell that
    scripts fill are none.
    """
    if reading.items:
        return None
    purposes = {"hop", "child"}
    shell = reading.page_class is PageClass.JS_REQUIRED
    if reading.list_state is ListState.ELSEWHERE and not (reading.links or shell):
        purposes.add("rows")
    return next((f for f in reading.follow if f.purpose in purposes and f.method == "GET"), None)


def moved_to(reading: PageReading, home_url: str) -> Follow | None:
    """Give where a notice of moving (移址公告) leads: the one other site that it links to.

    None for any other page, and for a notice that names several places or none.
    """
    if reading.page_class is not PageClass.MOVED:
        return None
    outside = [url for url in reading.linked if not same_site(url, home_url)]
    hosts = {host_of(url) for url in outside}
    return Follow(url=outside[0], purpose="hop") if len(hosts) == 1 else None


def is_void(result: SurveyResult) -> bool:
    """Tell whether a survey's own visit is void."""
    facts = (one.fact for one in result.evidence)
    return any(isinstance(fact, VisitFact) and fact.counts_as is CountsAs.VOID for fact in facts)


def own_fault_visit(site: Site, vantage: str, at: datetime) -> Evidence:
    """State that a visit came to nothing for a fault of ours: it is void."""
    look = VisitTry(
        stack=first_tries(site.home_url)[0].stack,
        url=site.home_url,
        outcome=Outcome.OWN_FAULT,
        reason="the visit failed for a fault of pucha's own; see its log",
        status=None,
        page_class=None,
        seconds=0.0,
    )
    fact = VisitFact(
        url=look.url,
        final_url=look.url,
        outcome=look.outcome,
        status=look.status,
        page_class=look.page_class,
        defects=(),
        counts_as=CountsAs.VOID,
        reason=look.reason,
        seconds=look.seconds,
        at=at,
        vantage=vantage,
        tries=(look,),
        void_reason="the visit failed for a fault of pucha's own",
    )
    return Evidence(id="visit-1", fact=fact, provenance=())


def own_fault_result(plan: SurveyPlan, at: datetime) -> SurveyResult:
    """State that a survey came to nothing for a fault of ours: its one visit is void."""
    return SurveyResult(
        evidence=(own_fault_visit(plan.site, plan.vantage, at),),
        items=(),
        checks=(),
        pages=0,
        wire_bytes=0,
        robots=None,
        crawl_delay=None,
    )


def home_column(
    site: Site,
    home: Answer,
    moved: Collection[date] = (),
    *,
    told: Mapping[str, DateClaim] | None = None,
    more: bool = False,
) -> Evidence:
    """Record the dated entries that the homepage itself shows: its own columns (首页栏目).

    Entries that lead to other sites are no updates of this one (interpretation notes §2.4). A day
    of `moved`, on which a column's addresses were all made, is told by no address; one that the
    homepage shows without its year, or not at all, or by a clock, is told by the column (`told`).
    Newer entries beside the list that was read leave it open what the homepage shows, and so does
    `more`: headlines whose days nobody told.
    """
    reading = home.reading
    items = () if reading is None else reading.items
    clock = clock_day(items, home.page.fetched_at, told or {})
    own = tuple(
        _home_item(item, moved, told or {}, clock)
        for item in items
        if item.url is None or same_site(item.url, home.page.final_url)
    )
    fact = ColumnFact(
        name="首页",
        url=site.home_url,
        column_class=ColumnClass.HOME,
        registered=True,
        on_home=True,
        update_days=None,
        exempt=None,
        outcome=home.page.outcome,
        status=home.page.status,
        page_class=home.page_class,
        list_state=_home_state(home, own),
        reason="",
        items=own,
        ordered_by_date=False,
        complete_to=date.min if own and not more and _is_all(reading) else None,
    )
    return Evidence(id="home", fact=fact, provenance=(home.provenance(home.place),))


def _is_all(reading: PageReading | None) -> bool:
    return reading is not None and reading.rival is None


def _home_item(
    item: ListItem, moved: Collection[date], told: Mapping[str, DateClaim], clock: date | None
) -> ItemFact:
    shown = item.date
    if shown is not None and shown.value == clock:
        shown = None
    if shown is not None and shown.source is DateSource.URL and shown.value in moved:
        shown = None
    day = better_day(shown, item.url, told)
    claims = dict.fromkeys(claim for claim in (day, item.date) if claim is not None)
    return ItemFact(
        title=item.title,
        url=item.url,
        date=day,
        undated=Undated.UNREAD if day is None else None,
        pinned=item.pinned,
        locator=item.locator,
        claims=tuple(claims),
    )


def _home_state(home: Answer, items: Sequence[ItemFact]) -> ListState:
    if items:
        return ListState.READ
    if home.page_class is PageClass.JS_REQUIRED:
        return ListState.UNREADABLE
    return ListState.NONE
