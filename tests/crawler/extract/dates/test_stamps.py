from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extract.dates.stamps import shanghai_day


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("2020-04-14T16:00:00.000+0000", date(2020, 4, 15)),
        ("2020-04-14T15:59:59Z", date(2020, 4, 14)),
        ("2020-04-14T16:00Z", date(2020, 4, 15)),
        ("2020-04-15T00:00:00+08:00", date(2020, 4, 15)),
        ("2020-04-14 11:00:00 -0500", date(2020, 4, 15)),
        ("2020-04-14 16:30:00 GMT", date(2020, 4, 15)),
        ("/Date(1586880000000)/", date(2020, 4, 15)),
        ("/Date(1586880000000+0800)/", date(2020, 4, 15)),
    ],
)
def test_a_stamp_with_its_zone_is_told_by_shanghais_clock(stamp: str, day: date) -> None:
    assert shanghai_day(stamp) == day


@pytest.mark.parametrize(
    "text",
    [
        "2020-04-14 16:00:00",
        "2020-04-14",
        "发布时间：2020-04-14T16:00:00Z",
        "2020-13-14T16:00:00Z",
        "0001-01-01T00:00:00+23:59",
        "/Date(9999999999999999)/",
        "",
    ],
)
def test_what_names_no_zone_or_no_moment_is_left_to_others(text: str) -> None:
    assert shanghai_day(text) is None


@given(
    st.datetimes(min_value=datetime(1995, 1, 1), max_value=datetime(2100, 1, 1)),  # noqa: DTZ001
    st.integers(min_value=-12 * 60, max_value=14 * 60),
)
def test_every_moment_has_one_day_whatever_zone_wrote_it(moment: datetime, minutes: int) -> None:
    zone = timezone(timedelta(minutes=minutes))
    written = moment.replace(second=0, microsecond=0, tzinfo=UTC).astimezone(zone)

    expected = written.astimezone(ZoneInfo("Asia/Shanghai")).date()
    assert shanghai_day(written.isoformat()) == expected
