from datetime import date
from typing import Any

import pytest

from config.lexicon import load_lexicon
from crawler.survey.activity_walk import ActivityWalk, state_on
from crawler.survey.column_walk import ColumnTarget
from crawler.survey.list_walk import ListTarget, ListWalk
from crawler.survey.walk import SiteWalk
from schema.types.activity import Activity, ActivityKind, ActivityState
from schema.types.activity_facts import ActivitiesFact, ActivityFact
from schema.types.codec import as_stored
from schema.types.column import ColumnClass
from schema.types.facts import ChannelsFact, ColumnFact
from schema.types.reading import ListItem, ListState, PageKind
from testkit.facts import HOME, make_claim
from testkit.pages import (
    PROSE,
    drive,
    home_html,
    list_html,
    make_answer,
    make_plan,
    make_reading,
    markup,
    next_page,
)

COLUMN = f"{HOME}yjzj/"
TODAY = date(2026, 11, 20)
SINCE = date(2025, 11, 19)
PLANNED, OPEN, ENDED, UNKNOWN = ActivityState
CONSULTATION, INTERVIEW = ActivityKind


def entry(number: int, day: date | None = None, title: str = "") -> ListItem:
    claim = None if day is None else make_claim(day)
    name = title or f"关于第{number}项供水管理办法征求意见的公告"
    return ListItem(title=name, url=f"{COLUMN}{number}.html", date=claim)


def activity(item: ListItem, **known: Any) -> Activity:
    return Activity(**{"kind": CONSULTATION, "title": item.title, "url": item.url, **known})


def make_walk(
    *items: ListItem,
    rows: tuple[Activity, ...] = (),
    kind: ActivityKind = CONSULTATION,
    max_articles: int = 5,
    **reading: Any,
) -> ActivityWalk:
    target = ColumnTarget(
        name="意见征集", url=COLUMN, column_class=ColumnClass.SURVEY, registered=False, on_home=True
    )
    listing = ListWalk(
        target=ListTarget(
            name=target.name, url=COLUMN, horizon=SINCE, max_pages=2, max_hops=1, back=True
        )
    )
    listing.start()
    walk = ActivityWalk(
        target=target, rows=listing, max_articles=max_articles, kind=kind, since=SINCE, until=TODAY
    )
    values = {"list_state": ListState.READ, "items": items, "activities": rows}
    walk.absorb(make_answer(COLUMN, make_reading(**{**values, **reading})))
    return walk


def facts(walk: ActivityWalk) -> list[ActivityFact]:
    found = [one.fact for one in walk.activity_evidence("column-1")]
    return [fact for fact in found if isinstance(fact, ActivityFact)]


def summary(walk: ActivityWalk) -> ActivitiesFact:
    fact = next(walk.activity_evidence("column-1")).fact
    assert isinstance(fact, ActivitiesFact)
    return fact


def test_pages_of_activities_are_asked_for_up_to_a_bound() -> None:
    walk = make_walk(entry(1, TODAY), entry(2, TODAY), entry(3, TODAY), max_articles=2)

    assert [one.url for one in walk.pending()] == [f"{COLUMN}1.html", f"{COLUMN}2.html"]


def test_page_tells_days_and_feedback() -> None:
    item = entry(1, date(2026, 3, 2))
    walk = make_walk(item)
    seen = activity(item, starts=date(2026, 3, 1), ends=date(2026, 3, 31), fed_back=True)
    page = make_reading(kind=PageKind.ARTICLE, activity=seen)

    walk.absorb(make_answer(f"{COLUMN}1.html", page, purpose="article"))

    (fact,) = facts(walk)
    assert (fact.starts, fact.ends, fact.shown_on) == (seen.starts, seen.ends, date(2026, 3, 2))
    assert (fact.state, fact.fed_back, fact.detail_read) == (ENDED, True, True)


def test_count_holds_what_ran_within_the_year() -> None:
    rows = (entry(1), entry(2), entry(3), entry(4, TODAY), entry(5))
    known = (
        activity(rows[0], starts=date(2026, 3, 1), ends=date(2026, 3, 31)),
        activity(rows[1], starts=date(2024, 3, 1), ends=date(2024, 3, 31)),
        activity(rows[2], starts=date(2026, 12, 1), ends=date(2026, 12, 31)),
    )
    fact = summary(make_walk(*rows, rows=known))

    assert (fact.held, fact.undated, fact.fed_back) == (2, 1, 0)
    assert (fact.since, fact.until, fact.read_back_to) == (SINCE, TODAY, date.min)


def test_feedback_in_another_row_belongs_to_its_matter_and_is_not_counted() -> None:
    first = entry(1, TODAY)
    result = entry(2, TODAY, "关于第1项供水管理办法征求意见情况的反馈")
    walk = make_walk(first, result, rows=(activity(first), activity(result, is_result=True)))

    assert (summary(walk).held, summary(walk).fed_back) == (1, 1)


def test_list_is_read_back_to_the_horizon() -> None:
    walk = make_walk(entry(1, TODAY), follow=next_page(f"{COLUMN}2"))

    assert [one.url for one in walk.pending()] == [f"{COLUMN}2"]


def test_column_that_cannot_be_read_proves_none() -> None:
    fact = summary(make_walk(list_state=ListState.UNREADABLE))

    assert (fact.held, fact.list_state, fact.read_back_to) == (0, ListState.UNREADABLE, None)


def test_recorded_interview_is_counted_and_a_coming_one_is_not() -> None:
    past, coming = entry(1), entry(2)
    known = (
        activity(past, kind=INTERVIEW, starts=date(2026, 5, 5), recorded=True),
        activity(coming, kind=INTERVIEW, starts=date(2026, 12, 5)),
    )
    fact = summary(make_walk(past, coming, rows=known, kind=INTERVIEW))

    assert (fact.held, fact.recorded) == (1, 1)


STATES = {
    "not begun": (date(2026, 12, 1), None, OPEN, CONSULTATION, PLANNED),
    "over": (date(2026, 3, 1), date(2026, 3, 31), OPEN, CONSULTATION, ENDED),
    "running": (date(2026, 11, 1), date(2026, 11, 30), ENDED, CONSULTATION, OPEN),
    "ends today": (None, TODAY, OPEN, CONSULTATION, OPEN),
    "no days": (None, None, OPEN, CONSULTATION, OPEN),
    "begun without an end": (date(2026, 3, 1), None, UNKNOWN, CONSULTATION, UNKNOWN),
    "interview over": (date(2026, 3, 1), None, UNKNOWN, INTERVIEW, ENDED),
}


@pytest.mark.parametrize(
    ("starts", "ends", "told", "kind", "expected"), STATES.values(), ids=STATES
)
def test_days_decide_the_state(
    starts: date | None,
    ends: date | None,
    told: ActivityState,
    kind: ActivityKind,
    expected: ActivityState,
) -> None:
    assert state_on(TODAY, starts, ends, told, kind) is expected


def test_survey_reads_a_column_of_consultations_and_their_pages() -> None:
    rows = [
        (f"关于第{n}项供水管理办法征求意见的公告", f"/yjzj/{n}.html", f"2026-0{n}-01")
        for n in (5, 4, 3)
    ]
    notice = f"<h1>{rows[0][0]}</h1><p>征集时间：2026-05-01 至 2026-05-31</p><p>{PROSE}</p>"
    outcome = "<p>意见采纳情况：共收到意见5条，均已采纳并写入文本。</p>"
    web = {
        HOME: home_html([("意见征集", "/yjzj/"), ("我要写信", "/write/")]),
        COLUMN: list_html("意见征集", rows),
        f"{COLUMN}5.html": markup(f"{rows[0][0]}-示例县人民政府", notice + outcome),
    }
    walk = SiteWalk(plan=make_plan(), lexicon=load_lexicon())
    drive(walk, web)

    evidence = walk.result().evidence
    known = {type(one.fact): one.fact for one in reversed(evidence)}
    told, first, channels = known[ActivitiesFact], known[ActivityFact], known[ChannelsFact]
    assert isinstance(told, ActivitiesFact)
    assert isinstance(first, ActivityFact)
    assert isinstance(channels, ChannelsFact)
    assert (told.held, told.fed_back) == (3, 1)
    assert (first.starts, first.ends, first.state) == (date(2026, 5, 1), date(2026, 5, 31), ENDED)
    assert channels.forms == ("我要写信",)
    assert any(isinstance(one.fact, ColumnFact) and one.fact.url == COLUMN for one in evidence)
    assert len({one.id for one in evidence}) == len(evidence)
    assert [as_stored(one) for one in evidence] == list(evidence)
