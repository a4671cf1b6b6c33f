"""Collections and interviews show their own days, state and outcome."""

from datetime import date, timedelta

import pytest

from simulator.activities import activity_parts, has_result, state_on
from simulator.families import FAMILIES
from simulator.model import Activity, ColumnClass, Item, Site
from simulator.plan import Order
from simulator.rows import row
from simulator.truth import truth
from simulator.view import site_on

DAY = date(2026, 11, 23)
START, END = date(2026, 11, 2), date(2026, 11, 20)


def sites() -> list[Site]:
    order = Order(sites=30, seed=7, profile="clean")
    return [site_on(order, DAY, number, DAY) for number in range(1, 31)]


def items_of(kind: ColumnClass) -> list[tuple[Site, Item]]:
    return [
        (site, item)
        for site in sites()
        for column in site.columns
        if column.kind is kind
        for item in column.items
    ]


@pytest.mark.parametrize(
    ("day", "word"),
    [
        (START - timedelta(days=1), "未开始"),
        (START, "进行中"),
        (END, "进行中"),
        (END + timedelta(days=1), "已结束"),
    ],
)
def test_the_state_follows_from_the_days(day: date, word: str) -> None:
    assert state_on(Activity(start=START, end=END, result=None), day) == word


def test_every_collection_has_its_days_and_some_have_an_outcome() -> None:
    found = items_of(ColumnClass.SURVEY)
    results = 0
    for site, item in found:
        assert item.activity is not None
        text = activity_parts(site, ColumnClass.SURVEY, item)
        assert f"{item.activity.start}至{item.activity.end}" in text
        shown = has_result(item.activity, site.as_of)
        assert ("结果反馈" in text) is shown
        results += shown

    assert 0 < results < len(found)


def test_an_outcome_comes_after_the_end() -> None:
    for _, item in items_of(ColumnClass.SURVEY):
        assert item.activity is not None
        assert item.activity.result is None or item.activity.result > item.activity.end


def test_most_interviews_have_a_record() -> None:
    found = items_of(ColumnClass.INTERVIEW)
    recorded = [
        "文字实录" in activity_parts(site, ColumnClass.INTERVIEW, item) for site, item in found
    ]

    assert len(found) / 2 < sum(recorded) < len(found)


def test_an_article_is_no_activity() -> None:
    site, item = items_of(ColumnClass.NEWS)[0]

    assert item.activity is None
    assert activity_parts(site, ColumnClass.NEWS, item) == ""


def test_the_truth_tells_every_activity() -> None:
    site, item = items_of(ColumnClass.SURVEY)[0]
    assert item.activity is not None

    found = next(one for one in truth(site)["activities"] if one["title"] == item.title)

    assert (found["start"], found["end"]) == (f"{item.activity.start}", f"{item.activity.end}")
    assert found["result"] is has_result(item.activity, site.as_of)


def test_a_list_shows_the_state_of_a_collection() -> None:
    site, item = items_of(ColumnClass.SURVEY)[0]
    column = next(one for one in site.columns if item in one.items)
    assert item.activity is not None

    text = row(site, FAMILIES[site.family], column, item)

    assert f">{state_on(item.activity, DAY)}<" in text
