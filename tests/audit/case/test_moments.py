from datetime import timedelta

import pytest

from audit.case.moments import begun, counts_at, seen_by, tells_of
from testkit.facts import AT, make_column, make_evidence

HOUR = timedelta(hours=1)
POINT = AT
"""2026-11-23, 12:00 in Beijing."""
SURVEY = tuple(
    make_evidence(make_column(), number, at=AT + number * HOUR) for number in range(1, 4)
)


def test_a_survey_begins_with_its_first_page_or_at_its_point_where_none_came() -> None:
    assert begun(SURVEY, POINT) == AT + HOUR
    assert begun((), POINT) == POINT


@pytest.mark.parametrize(
    ("moment", "counts"), [(POINT, True), (POINT + HOUR / 2, True), (POINT - HOUR, False)]
)
def test_a_survey_counts_whole_from_the_point_of_its_sweep(moment: object, *, counts: bool) -> None:
    assert counts_at(SURVEY, POINT, moment) is counts  # type: ignore[arg-type]


def test_a_survey_that_was_made_before_its_point_counts_from_its_first_page() -> None:
    assert counts_at(SURVEY, POINT + 11 * HOUR, AT + HOUR)
    assert not counts_at(SURVEY, POINT + 11 * HOUR, AT)


def test_a_survey_tells_of_its_day_in_beijing_and_of_none_after_it() -> None:
    midnight = POINT + 12 * HOUR

    assert tells_of(SURVEY, POINT, midnight - timedelta(seconds=1))
    assert not tells_of(SURVEY, POINT, midnight)


def test_what_was_seen_after_a_moment_is_left_out() -> None:
    rows = [(number, one) for number, one in enumerate(SURVEY, 1)]

    assert [number for number, _ in seen_by(rows, AT + 2 * HOUR)] == [1, 2]
