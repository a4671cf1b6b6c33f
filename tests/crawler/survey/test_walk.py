from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.survey.walk import SiteWalk
from schema.types.capture import Page, Request
from schema.types.codec import evidence_from_json, evidence_to_json
from schema.types.column import ColumnClass
from schema.types.facts import ColumnFact, LetterFact, LimitFact, VisitFact
from schema.types.lexicon import Lexicon
from schema.types.outcome import CountsAs, Outcome, PageClass
from schema.types.reading import LetterState, ListState
from testkit.facts import HOME, make_registered_column, make_site
from testkit.pages import (
    FAILURES,
    Web,
    article_html,
    drive,
    home_html,
    letter_html,
    list_html,
    mailbox_html,
    make_failure,
    make_page,
    make_plan,
)

NOTICES = f"{HOME}tzgg/"
MAILBOX = f"{HOME}xzxx/"
ROWS = [
    (f"关于第{n}项工作的通知", f"{NOTICES}{n}.html", f"2026-11-{n:02}") for n in range(20, 8, -1)
]
SITE = make_site(columns=(make_registered_column(NOTICES),))
MENU = [("通知公告", NOTICES), ("县长信箱", MAILBOX)]


def facts(walk: SiteWalk, kind: type) -> list[object]:
    return [one.fact for one in walk.result().evidence if isinstance(one.fact, kind)]


def column_of(walk: SiteWalk) -> ColumnFact:
    return next(
        fact
        for fact in facts(walk, ColumnFact)
        if isinstance(fact, ColumnFact) and fact.column_class is not ColumnClass.HOME
    )


def visit_of(walk: SiteWalk) -> VisitFact:
    found = facts(walk, VisitFact)[0]
    assert isinstance(found, VisitFact)
    return found


def test_a_site_is_surveyed_from_its_homepage_to_its_list(lexicon: Lexicon) -> None:
    walk = SiteWalk(plan=make_plan(SITE), lexicon=lexicon)
    web: Web = {HOME: home_html(MENU), NOTICES: list_html("通知公告", ROWS)}

    asked = drive(walk, web)

    column = column_of(walk)
    assert [(r.purpose, r.url) for r in asked] == [
        ("visit", HOME),
        ("robots", f"{HOME}robots.txt"),
        ("list", NOTICES),
    ]
    assert visit_of(walk).counts_as is CountsAs.OPENED
    assert (column.list_state, len(column.items), column.on_home) == (ListState.READ, 12, True)
    assert column.newest is not None
    assert column.newest.value == date(2026, 11, 20)


def test_a_failed_look_tries_the_twins_then_the_other_stack_after_a_pause(
    lexicon: Lexicon,
) -> None:
    walk = SiteWalk(plan=make_plan(SITE), lexicon=lexicon)

    asked = drive(walk, dict.fromkeys([HOME, *_twins()], lambda r: make_failure(r.url)))

    assert [(r.stack, r.url, r.pause > 0) for r in asked] == [
        ("aiohttp", HOME, False),
        ("aiohttp", "https://www.example.gov.cn/", False),
        ("aiohttp", "http://example.gov.cn/", False),
        ("httpx", HOME, True),
    ]
    assert visit_of(walk).counts_as is CountsAs.FAILED
    assert facts(walk, ColumnFact) == []


def _twins() -> list[str]:
    return ["https://www.example.gov.cn/", "http://example.gov.cn/"]


def test_a_shield_is_undetermined_and_no_column_is_asked_for(lexicon: Lexicon) -> None:
    shield = make_page(
        HOME,
        "<script>document.cookie='__jsl_clearance_s=1';location.href=location.pathname</script>",
        status=521,
        headers=(("x-via-jsl", "1"), ("server", "jiasule-WAF")),
    )
    walk = SiteWalk(plan=make_plan(SITE), lexicon=lexicon)

    asked = drive(walk, {HOME: shield})

    assert visit_of(walk).page_class is PageClass.CHALLENGE
    assert visit_of(walk).counts_as is CountsAs.UNDETERMINED
    assert [r.purpose for r in asked] == ["visit"]


ROBOTS = make_page(
    f"{HOME}robots.txt", "User-agent: *\nDisallow: /\n", headers=(("content-type", "text/plain"),)
)


def test_a_disallowed_column_is_not_asked_for_and_never_empty(lexicon: Lexicon) -> None:
    walk = SiteWalk(plan=make_plan(SITE), lexicon=lexicon)

    asked = drive(walk, {HOME: home_html(MENU), ROBOTS.url: ROBOTS})

    assert [r.purpose for r in asked] == ["visit", "robots"]
    assert column_of(walk).outcome is Outcome.ROBOTS_DISALLOWED
    assert column_of(walk).list_state is ListState.UNREADABLE


def test_robots_may_be_recorded_only(lexicon: Lexicon) -> None:
    walk = SiteWalk(plan=make_plan(SITE, obey_robots=False), lexicon=lexicon)

    drive(
        walk,
        {HOME: home_html(MENU), ROBOTS.url: ROBOTS, NOTICES: list_html("通知公告", ROWS)},
    )

    assert column_of(walk).list_state is ListState.READ
    assert walk.result().robots == "User-agent: *\nDisallow: /\n"


def test_columns_are_discovered_where_none_is_registered(lexicon: Lexicon) -> None:
    walk = SiteWalk(plan=make_plan(), lexicon=lexicon)

    drive(walk, {HOME: home_html(MENU), NOTICES: list_html("通知公告", ROWS)})

    assert column_of(walk).url == NOTICES
    assert not column_of(walk).registered
    assert column_of(walk).column_class is ColumnClass.NOTICE


def test_dates_come_from_the_articles_where_the_list_shows_none(lexicon: Lexicon) -> None:
    bare = [(title, url, "") for title, url, _ in ROWS]
    web: dict[str, str] = {HOME: home_html(MENU), NOTICES: list_html("通知公告", bare)}
    web |= {url: article_html(title, f"发布时间：{day}") for title, url, day in ROWS}
    walk = SiteWalk(plan=make_plan(SITE), lexicon=lexicon)

    drive(walk, web)

    newest = column_of(walk).newest
    assert newest is not None
    assert (newest.value, newest.source) == (date(2026, 11, 20), "visible")


def test_letters_are_read_on_their_own_pages(lexicon: Lexicon) -> None:
    asked = date(2026, 10, 1)
    letters = [
        (f"关于第{n}号路灯的咨询", f"{MAILBOX}{n}.html", asked, "办理中") for n in range(1, 6)
    ]
    web: dict[str, str] = {HOME: home_html(MENU), MAILBOX: mailbox_html("县长信箱", letters)}
    reply = "您好，经县住建局核实，该路段路灯已于10月5日修复，感谢您的监督。"
    web |= {url: letter_html(title, asked, reply) for title, url, asked, _ in letters}
    site = make_site(columns=(make_registered_column(MAILBOX, column_class=ColumnClass.CONSULT),))
    walk = SiteWalk(plan=make_plan(site), lexicon=lexicon)

    drive(walk, web)

    found = [fact for fact in facts(walk, LetterFact) if isinstance(fact, LetterFact)]
    assert [(fact.state, fact.asked, fact.detail_read) for fact in found] == [
        (LetterState.ANSWERED, asked, True)
    ] * 5


@pytest.mark.parametrize(("bound", "value"), [("pages", 3), ("bytes", 10)])
def test_a_bound_ends_the_survey_and_is_said(lexicon: Lexicon, bound: str, value: int) -> None:
    columns = tuple(make_registered_column(f"{HOME}c{n}/") for n in range(9))
    plan = make_plan(make_site(columns=columns), **{bound: value})
    walk = SiteWalk(plan=plan, lexicon=lexicon)

    asked = drive(walk, {HOME: home_html(MENU)})

    limits = [fact for fact in facts(walk, LimitFact) if isinstance(fact, LimitFact)]
    assert len(asked) <= 3
    assert [(fact.limit, fact.left_unread > 0) for fact in limits] == [(bound, True)]


def test_one_address_of_two_columns_is_fetched_once(lexicon: Lexicon) -> None:
    twice = (
        make_registered_column(NOTICES, name="通知"),
        make_registered_column(NOTICES, name="公告"),
    )
    walk = SiteWalk(plan=make_plan(make_site(columns=twice)), lexicon=lexicon)

    asked = drive(walk, {HOME: home_html(MENU), NOTICES: list_html("通知公告", ROWS)})

    assert [r.url for r in asked].count(NOTICES) == 1
    columns = [f for f in facts(walk, ColumnFact) if isinstance(f, ColumnFact) and f.url == NOTICES]
    assert [len(column.items) for column in columns] == [12, 12]


bodies = st.one_of(
    st.just(list_html("通知公告", ROWS, following=f"{NOTICES}index_1.html")),
    st.just("<html><head><meta http-equiv='refresh' content='0;url=/'></head></html>"),
    st.just('{"data": {"results": []}}'),
    st.text(max_size=80),
)


@st.composite
def answers(draw: st.DrawFn, request: Request) -> Page:
    if draw(st.booleans()):
        return make_failure(request.url, draw(st.sampled_from(sorted(FAILURES))))
    status = draw(st.sampled_from([200, 200, 404, 412, 500]))
    return make_page(request.url, draw(bodies), status=status, stack=request.stack)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_whatever_comes_the_walk_ends_in_its_bounds(data: st.DataObject) -> None:
    from config.lexicon import load_lexicon

    site = make_site(columns=(*SITE.columns, make_registered_column(MAILBOX)))
    walk = SiteWalk(plan=make_plan(site, pages=20), lexicon=load_lexicon())

    asked = 0
    while wave := walk.wave():
        arrivals = [(r, data.draw(answers(r)), None) for r in wave]
        walk.absorb(arrivals)
        asked += len(wave)

    evidence = walk.result().evidence
    assert asked <= 20
    assert len({one.id for one in evidence}) == len(evidence)
    assert tuple(evidence_from_json(evidence_to_json(one)) for one in evidence) == evidence
