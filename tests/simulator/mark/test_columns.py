"""Columns by their address, and their newest dates."""

from collections.abc import Callable
from typing import Any

import pytest

from simulator.mark.columns import date_outcome

Make = Callable[..., dict[str, Any]]


def test_columns_are_paired_by_address_and_their_dates_compared(
    truth: Make, sheet: Make, marked: Make
) -> None:
    columns = marked(truth(), sheet())["columns"]

    assert (columns["found"], columns["registered"]) == (1, 1)
    assert columns["newest"] == {
        "equal": 0, "day_off": 0, "wrong": 0, "surplus": 0, "missing": 1
    }  # fmt: skip
    assert columns["list"] == {"read -> read": 1}
    assert columns["class"] == {"动态要闻 -> 动态要闻": 1}
    assert columns["state"] == {"active -> active": 1}


@pytest.mark.parametrize(
    ("said", "right", "also", "outcome"),
    [
        ("2026-11-20", "2026-11-20", [], "equal"),
        ("2026-11-21", "2026-11-20", [], "day_off"),
        ("2026-11-22", "2026-11-20", [], "wrong"),
        (None, "2026-11-20", [], "missing"),
        (None, "2026-11-20", [None], "equal"),
        ("2026-11-20", None, [], "surplus"),
        ("2026-11-20", None, ["2026-11-20"], "equal"),
    ],
)
def test_a_newest_date_is_equal_near_wrong_or_missing(
    said: str | None, right: str | None, also: list[str | None], outcome: str
) -> None:
    assert date_outcome(said, {"newest": right, "newest_also": also}) == outcome


def test_an_unregistered_column_counts_for_discovery_alone(
    truth: Make, sheet: Make, marked: Make
) -> None:
    right = truth()
    right["columns"][0]["registered"] = False

    columns = marked(right, sheet())["columns"]

    assert columns["registered"] == 0
    assert columns["unregistered_discovery"]["part"] == 1
