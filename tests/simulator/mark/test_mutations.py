"""A marker that cannot see a broken auditor is none: good sheets are broken, marks must fall."""

from collections.abc import Callable
from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from simulator.families import FAMILIES
from simulator.plan import Order, plan_site
from simulator.truth import truth as truth_of
from simulator.view import site_on

Record = dict[str, Any]
Make = Callable[..., Record]
DAY = date(2026, 11, 23)
ORDER = Order(sites=1000, seed=3, profile="bars")
WANTED = ("-", "Z-DORMANT", "Z-ZOMBIE", "D-REGEN", "S-521", "R-ACK-ONLY", "Z-EMPTY-ADAPTER")
EMPTY_LIMIT = 5


def _carrier(fault: str) -> int:
    faults = frozenset() if fault == "-" else {fault}
    return next(
        number
        for number in range(1, ORDER.sites + 1)
        if plan_site(ORDER, tuple(FAMILIES), number).faults == faults
        and not FAMILIES[plan_site(ORDER, tuple(FAMILIES), number).family].shell
    )


@pytest.fixture(scope="module")
def truths() -> list[Record]:
    return [truth_of(site_on(ORDER, DAY, _carrier(fault), DAY)) for fault in WANTED]


def good_sheet(record: Record) -> Record:
    """Say what the truth says."""
    states = record["states"]["columns"]
    return {
        "url": record["url"],
        "edition": record["edition"],
        "as_of": "2026-11-23",
        "visit": {"counts_as": record["visit"]["counts_as"]},
        "items": [
            {"id": item, "verdict": right["verdict"], "reason": "r"}
            for item, right in record["items_history"].items()
        ],
        "columns": [
            {**column, "state": states[column["url"]]["twice"]} for column in record["columns"]
        ],
        "letters": deepcopy(record["letters"]),
        "pages": 1,
        "seconds": 1,
    }


def say(sheet: Record, item: str, verdict: str) -> None:
    next(one for one in sheet["items"] if one["id"] == item)["verdict"] = verdict


def skip_lists_of_scripts(sheet: Record, record: Record) -> None:
    """Take lists that stand in datastores or at other addresses for empty ones."""
    blind = [one for one in sheet["columns"] if record["family"] in {"F2", "F5"} and one["rows"]]
    for column in blind:
        column |= {"list": "empty", "rows": 0, "newest": None}
    if len(blind) >= EMPTY_LIMIT:
        say(sheet, "V3c", "FAIL")


def trust_the_footer(sheet: Record, _record: Record) -> None:
    """Take the day in the foot of a page for the newest date."""
    for column in sheet["columns"]:
        if column["newest"]:
            column["newest"] = "2026-11-23"
    for item in ("V2", "V3a", "V3b"):
        say(sheet, item, "PASS")


def call_shields_down(sheet: Record, record: Record) -> None:
    """Take a shield's 521 for an outage."""
    if "S-521" in record["faults"]:
        sheet["visit"]["counts_as"] = "failed"
        say(sheet, "V1", "FAIL")


def accept_acknowledgements(sheet: Record, _record: Record) -> None:
    """Take 您的来信已收到 for an answer."""
    for letter in sheet["letters"]:
        if letter["note"] == "acknowledged":
            letter |= {"state": "answered", "note": ""}
            say(sheet, "V5", "PASS")


def errors(report: Record) -> dict[str, int]:
    summary = report["summary"]
    return {
        "false_vetoes": summary["false_vetoes"],
        "missed": summary["vetoes_visible"] - summary["vetoes_found"],
        "false_passes": sum(one["false_passes"] for one in report["items"].values()),
        "dates": summary["item_date_wrong"] + report["columns"]["newest"]["missing"],
        "letters": summary["reply_state_wrong"],
        "visits": sum(one["item"] == "visit" for one in report["counter_examples"]),
    }


def test_good_sheets_have_no_error(truths: list[Record], marked: Make) -> None:
    report = marked(truths, [good_sheet(one) for one in truths], history=True)

    assert set(errors(report).values()) == {0}
    assert report["counter_examples"] == []
    assert report["summary"]["vetoes_found"] == report["summary"]["vetoes_visible"] >= 3


@pytest.mark.parametrize(
    ("break_it", "fallen"),
    [
        (skip_lists_of_scripts, {"false_vetoes", "dates"}),
        (trust_the_footer, {"missed", "false_passes", "dates"}),
        (call_shields_down, {"false_vetoes", "visits"}),
        (accept_acknowledgements, {"false_passes", "letters"}),
    ],
)
def test_a_broken_auditor_is_seen(
    truths: list[Record],
    marked: Make,
    break_it: Callable[[Record, Record], None],
    fallen: set[str],
) -> None:
    sheets = [good_sheet(one) for one in truths]
    for sheet, record in zip(sheets, truths, strict=True):
        break_it(sheet, record)

    found = errors(marked(truths, sheets, history=True))

    assert {what for what, count in found.items() if count} == fallen
