from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.policy.retry_after import retry_after

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
READ = {
    "120": 120.0,
    " 7 ": 7.0,
    "0": 0.0,
    "Mon, 23 Nov 2026 04:02:00 GMT": 120.0,
    "Monday, 23-Nov-26 04:02:00 GMT": 120.0,
    "Mon Nov 23 04:02:00 2026": 120.0,
    "Mon, 23 Nov 2026 12:02:00 +0800": 120.0,
    "Sun, 22 Nov 2026 04:00:00 GMT": 0.0,
    "9" * 400: float("inf"),
}
GARBAGE = ["", "-5", "+5", "1.5", "soon", "１２", "1e3", "Mon, 99 Nov 2026 04:00:00 GMT", "\x00"]


@pytest.mark.parametrize(("value", "seconds"), READ.items(), ids=[key[:30] for key in READ])
def test_seconds_and_all_three_forms_of_date_are_read(value: str, seconds: float) -> None:
    assert retry_after(value, NOW) == seconds


@pytest.mark.parametrize("value", [*GARBAGE, None], ids=repr)
def test_garbage_and_negative_numbers_are_no_wait(value: str | None) -> None:
    assert retry_after(value, NOW) is None


@given(st.text())
def test_no_text_of_a_server_raises_or_gives_a_negative_wait(value: str) -> None:
    found = retry_after(value, NOW)

    assert found is None or found >= 0
