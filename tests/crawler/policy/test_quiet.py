from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.policy.quiet import parse_hours, quiet_until
from schema.types.errors import ConfigError

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(hour: int, minute: int = 0, day: int = 23) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=SHANGHAI)


CASES = {
    "within": ("08:30-17:30", at(12), at(17, 30)),
    "at its first minute": ("08:30-17:30", at(8, 30), at(17, 30)),
    "at its end": ("08:30-17:30", at(17, 30), None),
    "before": ("08:30-17:30", at(8, 29), None),
    "over midnight, evening": ("22:00-06:00", at(23), at(6, day=24)),
    "over midnight, morning": ("22:00-06:00", at(5), at(6)),
    "between two": ("08:30-11:30,14:00-17:30", at(12), None),
    "one leads into the next": ("08:00-12:00, 12:00-18:00", at(9), at(18)),
    "into the next over midnight": ("18:00-00:00,00:00-06:00", at(19), at(6, day=24)),
    "none set": ("", at(12), None),
}


@pytest.mark.parametrize(("text", "now", "end"), CASES.values(), ids=CASES)
def test_quiet_time_ends_when_its_hours_do(text: str, now: datetime, end: datetime | None) -> None:
    assert quiet_until(parse_hours(text), now) == end


def test_the_hours_are_those_of_shanghai() -> None:
    now = datetime(2026, 11, 23, 4, tzinfo=ZoneInfo("UTC"))

    assert quiet_until(parse_hours("11:00-13:00"), now) == at(13)


@pytest.mark.parametrize(
    "text", ["8-17", "08:30", "25:00-26:00", "08:60-09:00", "09:00-09:00", "a:b-c:d", "8:00–9:00"]
)
def test_other_forms_are_refused_with_the_right_one(text: str) -> None:
    with pytest.raises(ConfigError, match="08:30-17:30"):
        parse_hours(text)


def test_hours_that_leave_no_time_are_refused() -> None:
    with pytest.raises(ConfigError, match="no time of the day"):
        parse_hours("00:00-12:00,12:00-00:00")


@given(
    st.lists(st.tuples(st.integers(0, 1439), st.integers(0, 1439)), min_size=1, max_size=4),
    st.integers(0, 1439),
)
def test_the_end_is_later_than_now_and_no_longer_quiet(
    spans: list[tuple[int, int]], minute: int
) -> None:
    text = ",".join(
        f"{a // 60:02}:{a % 60:02}-{b // 60:02}:{b % 60:02}" for a, b in spans if a != b
    )
    try:
        hours = parse_hours(text)
    except ConfigError:
        return
    now = at(0) + timedelta(minutes=minute)

    end = quiet_until(hours, now)

    if end is not None:
        assert now < end <= now + timedelta(days=1)
        assert quiet_until(hours, end) is None
