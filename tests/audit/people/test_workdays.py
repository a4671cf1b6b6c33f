from datetime import date

import pytest

from audit.people.workdays import (
    WorkCalendar,
    after_working_days,
    parse_calendar,
    working_days_left,
)
from schema.types.errors import UsageError

NATIONAL_DAY = "# 2026年国庆\n2026-10-01 休\n2026-10-02,休\n2026-10-05 休 # 补休\n2026-10-10 班\n"


def test_weekends_and_the_day_itself_do_not_count() -> None:
    assert after_working_days(date(2026, 11, 27), 1, WorkCalendar()) == date(2026, 11, 30)
    assert after_working_days(date(2026, 11, 28), 10, WorkCalendar()) == date(2026, 12, 11)


def test_holidays_are_skipped_and_make_up_days_count() -> None:
    calendar = parse_calendar("holidays.txt", NATIONAL_DAY)

    assert after_working_days(date(2026, 9, 30), 1, calendar) == date(2026, 10, 6)
    assert calendar.works(date(2026, 10, 10))
    assert not calendar.works(date(2026, 10, 11))


def test_days_left_go_below_zero_when_the_day_is_over() -> None:
    due = date(2026, 11, 27)

    assert working_days_left(date(2026, 11, 25), due, WorkCalendar()) == 2
    assert working_days_left(due, due, WorkCalendar()) == 0
    assert working_days_left(date(2026, 12, 1), due, WorkCalendar()) == -2


@pytest.mark.parametrize("line", ["2026-13-01 休", "2026-10-01", "2026-10-01 假期"])
def test_a_line_that_is_none_is_named(line: str) -> None:
    with pytest.raises(UsageError, match=r"holidays\.txt, line 2"):
        parse_calendar("holidays.txt", f"2026-10-01 休\n{line}\n")
