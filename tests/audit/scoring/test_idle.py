from datetime import date, timedelta
from typing import Any

import pytest

from audit.scoring.idle import idle_standing
from audit.scoring.judgement import Standing
from schema.types.dates import DateSource

GAP = timedelta(hours=4)
SINCE = date(2026, 5, 23)


def standing(make: Any, *rows: Any, since: date | None = SINCE) -> Standing:
    case = make.case(*rows)
    return idle_standing(case.columns[0], case, GAP, since)


@pytest.mark.parametrize(("days", "expected"), [(184, Standing.CLEARED), (185, Standing.PROVED)])
def test_a_column_is_idle_without_an_item_since_the_day(
    make: Any, days: int, expected: Standing
) -> None:
    assert standing(make, make.column(items=(make.item(days),))) is expected


def test_without_a_day_only_emptiness_counts(make: Any) -> None:
    twice = (make.empty_column("a/"), make.empty_column("a/", make.later()))

    assert standing(make, make.column(), since=None) is Standing.CLEARED
    assert standing(make, *twice, since=None) is Standing.PROVED
    assert standing(make, twice[0], since=None) is Standing.OPEN


def test_a_weak_date_is_a_persons_question(make: Any) -> None:
    weak = make.item(300, source=DateSource.URL)

    assert standing(make, make.column(items=(weak,))) is Standing.OPEN
