from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.scoring.states import SiteState, site_states
from schema.types.finding import ScoreSheet
from schema.types.verdict import Verdict

P, F, U = Verdict.PASS, Verdict.FAIL, Verdict.UNDETERMINED


@pytest.fixture
def sheet(make: Any) -> ScoreSheet:
    found: ScoreSheet = make.sheet(make.visit())
    return found


def on(sheet: ScoreSheet, days: int, *, update: Verdict, columns: Verdict = P) -> ScoreSheet:
    words = {"V2": update, "V3a": columns, "V3b": P, "V3c": P}
    items = tuple(
        replace(item, finding=replace(item.finding, verdict=words[item.id]))
        for item in sheet.items
        if item.id in words
    )
    return replace(sheet, items=items, as_of=sheet.as_of + timedelta(days=days))


def states(make: Any, *sheets: ScoreSheet) -> list[SiteState]:
    return [point.state for point in site_states(sheets, make.pack.states)]


def test_a_site_without_an_update_is_dormant_at_once_and_a_zombie_after_two_weeks(
    make: Any, sheet: ScoreSheet
) -> None:
    sheets = [on(sheet, days, update=F) for days in (0, 13, 14)]

    assert states(make, *sheets) == [SiteState.DORMANT, SiteState.DORMANT, SiteState.ZOMBIE]


def test_an_edition_says_how_far_apart_the_sweeps_of_a_zombie_lie(
    make: Any, sheet: ScoreSheet
) -> None:
    sheets = [on(sheet, days, update=F) for days in (0, 14, 30)]
    month = replace(make.pack.states, zombie_gap_days=30)

    found = [point.state for point in site_states(sheets, month)]
    assert found == [SiteState.DORMANT, SiteState.DORMANT, SiteState.ZOMBIE]


def test_one_update_ends_the_count(make: Any, sheet: ScoreSheet) -> None:
    sheets = (on(sheet, 0, update=F), on(sheet, 7, update=P), on(sheet, 20, update=F))

    assert states(make, *sheets) == [SiteState.DORMANT, SiteState.ACTIVE, SiteState.DORMANT]


def test_stale_columns_make_a_site_dormant_but_no_zombie(make: Any, sheet: ScoreSheet) -> None:
    sheets = (on(sheet, 0, update=P, columns=F), on(sheet, 30, update=P, columns=F))

    assert states(make, *sheets) == [SiteState.DORMANT, SiteState.DORMANT]


def test_a_sweep_that_decides_nothing_is_no_sign_of_life_and_none_of_death(
    make: Any, sheet: ScoreSheet
) -> None:
    sheets = (on(sheet, 0, update=F), on(sheet, 7, update=U), on(sheet, 14, update=F))

    assert states(make, *sheets) == [SiteState.DORMANT, SiteState.UNKNOWN, SiteState.ZOMBIE]


def test_sheets_are_taken_in_the_order_of_time(make: Any, sheet: ScoreSheet) -> None:
    assert states(make, on(sheet, 14, update=F), on(sheet, 0, update=F))[-1] is SiteState.ZOMBIE


WORDS = st.sampled_from([P, F, U])


@given(st.lists(st.tuples(st.integers(min_value=0, max_value=120), WORDS), max_size=8))
def test_no_site_is_a_zombie_without_two_sweeps_a_fortnight_apart_and_none_alive_between(
    make: Any, course: list[tuple[int, Verdict]]
) -> None:
    sheet: ScoreSheet = make.sheet(make.visit())
    course = sorted(course, key=lambda one: one[0])
    told = states(make, *(on(sheet, day, update=word) for day, word in course))

    for number, found in enumerate(told):
        day, word = course[number]
        alive = max((n for n in range(number) if course[n][1] is P), default=-1)
        dead = [course[n][0] for n in range(alive + 1, number) if course[n][1] is F]
        expected = word is F and bool(dead) and day - dead[0] >= 14
        assert (found is SiteState.ZOMBIE) is expected
