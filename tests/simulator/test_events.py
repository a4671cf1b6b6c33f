from datetime import date, timedelta

import pytest

from simulator.draw import draw_site
from simulator.events import Event, Happening, event_of
from simulator.judge import judge
from simulator.known_facts import facts_of
from simulator.model import Column, ColumnClass, Site
from simulator.plan import Order
from simulator.truth import truth
from simulator.view import site_on

FIRST = date(2026, 11, 23)
LAST = FIRST + timedelta(days=14)
ORDER = Order(sites=60, seed=7, profile="clean", families=frozenset({"F1", "F11"}), events=True)


def happening(what: Happening) -> list[tuple[int, Event]]:
    """Give the sites to which this happens."""
    events = {n: event_of(ORDER, draw_site(ORDER, FIRST, n), FIRST) for n in range(1, 61)}
    found = [(n, event) for n, event in events.items() if event is not None and event.what is what]
    assert found, what
    return found


def on(number: int, day: date) -> Site:
    return site_on(ORDER, FIRST, number, day)


def update(number: int, day: date) -> str:
    """Give the true word of 网站不更新 on a day."""
    return judge(facts_of(on(number, day)))["V2"].word


def news(site: Site) -> Column:
    return next(column for column in site.columns if column.kind is ColumnClass.NEWS)


def test_a_site_that_rots_is_stale_at_the_end_of_a_fortnight_and_not_before() -> None:
    for number, event in happening(Happening.ROTS):
        assert update(number, FIRST) == "PASS"
        assert update(number, LAST + timedelta(days=14)) == "FAIL"
        newest = news(on(number, LAST)).items[0].published
        assert newest < event.day


def test_a_site_that_recovers_is_stale_until_its_day() -> None:
    for number, event in happening(Happening.RECOVERS):
        assert update(number, event.day - timedelta(days=1)) == "FAIL"
        assert update(number, event.day) == "PASS"


def test_backdated_items_appear_on_a_day_that_none_of_them_claims() -> None:
    for number, event in happening(Happening.BACKDATES):
        before, after = (
            news(on(number, day)).items for day in (event.day - timedelta(days=1), event.day)
        )
        new = [item for item in after if item not in before]
        assert len(new) == 3
        assert all(item.shown == event.day > item.published for item in new)
        assert after[0].published == max(item.published for item in after)


def test_a_hijacked_site_is_for_a_person_from_its_day_on() -> None:
    for number, event in happening(Happening.HIJACKED):
        words = [
            truth(on(number, event.day + timedelta(days=step)))["visit"]["counts_as"]
            for step in (-1, 0)
        ]
        assert words == ["opened", "person"]


def test_a_site_that_moves_has_other_addresses_and_the_same_items() -> None:
    for number, event in happening(Happening.MOVES):
        before, after = on(number, event.day - timedelta(days=1)), on(number, event.day)
        assert before.family != after.family
        assert {item.title for item in news(before).items} <= {
            item.title for item in news(after).items
        }


def test_an_office_that_mends_its_fault_has_done_so_on_the_second_day() -> None:
    order = Order(sites=12, seed=2, profile="second", events=True)
    mended = {"Z-EMPTY-REAL": "V3c", "R-UNANSWERED": "V5"}
    met = set()
    for number in range(1, 13):
        drawn = draw_site(order, FIRST, number)
        event = event_of(order, drawn, FIRST)
        if not drawn.faults or event is None:
            continue
        (fault,) = drawn.faults
        met.add(fault)
        words = [
            judge(facts_of(site_on(order, FIRST, number, day)), twice=True)[mended[fault]].word
            for day in (FIRST, event.day)
        ]
        assert (event.what, event.day) == (Happening.MENDS, FIRST + timedelta(days=1))
        assert words == ["FAIL", "PASS"]
    assert met == set(mended)


@pytest.mark.parametrize("number", range(1, 25))
def test_nothing_happens_where_no_events_are_asked_for(number: int) -> None:
    calm = Order(sites=24, seed=7, profile="clean")

    assert event_of(calm, draw_site(calm, FIRST, number), FIRST) is None
