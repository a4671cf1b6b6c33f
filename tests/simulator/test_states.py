"""States of columns and sites over time."""

from datetime import date

import pytest

from simulator.facts import ColumnFact, SiteFacts
from simulator.judge import judge
from simulator.model import ColumnClass, Form
from simulator.states import site_state, state_twice, states

DAY = date(2026, 11, 23)


def column(kind: ColumnClass, newest: date | None, form: Form = Form.LIST) -> ColumnFact:
    return ColumnFact(
        name=str(kind),
        path=f"/{kind.name}/",
        kind=kind,
        form=form,
        word="read",
        also=(),
        rows=3,
        newest=newest,
        proved=True,
        home=kind is ColumnClass.NEWS,
        registered=True,
    )


def site(*columns: ColumnFact, readable: bool = True) -> SiteFacts:
    return SiteFacts(
        as_of=DAY,
        readable=readable,
        home_readable=readable,
        robots_closed=False,
        columns=columns,
        letters=(),
    )


@pytest.mark.parametrize(
    ("kind", "newest", "state"),
    [
        pytest.param(ColumnClass.NEWS, date(2026, 11, 9), "active", id="inside"),
        pytest.param(ColumnClass.NEWS, date(2026, 10, 1), "dormant", id="twice, but no year"),
        pytest.param(ColumnClass.NEWS, date(2025, 11, 22), "zombie", id="a year and a day"),
        pytest.param(ColumnClass.NEWS, date(2025, 11, 23), "dormant", id="a year to the day"),
        pytest.param(ColumnClass.PLAN, date(2025, 1, 1), "dormant", id="not twice its window"),
        pytest.param(ColumnClass.TOPIC, date(2019, 1, 1), "exempt", id="a topic"),
    ],
)
def test_a_column_becomes_a_zombie_past_twice_its_window_and_a_year(
    kind: ColumnClass, newest: date, state: str
) -> None:
    fact = column(kind, newest)

    assert state_twice(fact, site(fact)) == state


def test_an_empty_topic_is_exempt_and_not_empty() -> None:
    fact = column(ColumnClass.TOPIC, None, Form.EMPTY)

    assert state_twice(fact, site(fact)) == "exempt"


def test_a_site_without_updates_is_dormant_and_a_zombie_two_weeks_later() -> None:
    facts = site(column(ColumnClass.NEWS, date(2024, 1, 1)))
    once, later = judge(facts), judge(facts, twice=True)

    found = states(facts, once, later, "http://x.test")

    assert (found["site"], found["site_fortnight"]) == ("dormant", "zombie")
    assert found["columns"]["http://x.test/NEWS/"] == {"once": "dormant", "twice": "zombie"}


def test_nobody_knows_the_state_of_what_cannot_be_read() -> None:
    facts = site(column(ColumnClass.NEWS, DAY), readable=False)

    assert site_state(judge(facts)) == "unknown"
    assert states(facts, judge(facts), judge(facts), "")["columns"]["/NEWS/"]["once"] == (
        "unreadable"
    )
