from datetime import date, datetime
from decimal import Decimal

import pytest

from audit.report.cells import LONGEST, csv_value, looks_like_formula, safe_text

HOSTILE = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1",
    "＋1",
    "－1",
    "＠A1",
    "  =1",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_that_a_spreadsheet_might_compute_gets_a_quote(text: str) -> None:
    assert looks_like_formula(text)
    assert csv_value(text) == f"'{text}"


@pytest.mark.parametrize("text", ["县政府", "a=b", "1-2", "", "http://a.cn/?x=1"])
def test_plain_text_stays_as_it_is(text: str) -> None:
    assert csv_value(text) == text


def test_numbers_below_zero_are_no_formulas() -> None:
    assert [csv_value(one) for one in (-3, -0.5, Decimal("-1.50"))] == ["-3", "-0.5", "-1.50"]


def test_days_and_moments_are_written_the_iso_way_and_nothing_is_empty() -> None:
    moment = datetime(2026, 11, 23, 10, 5, 9)  # noqa: DTZ001 - a cell knows no zones

    assert csv_value(date(2026, 11, 3)) == "2026-11-03"
    assert csv_value(moment) == "2026-11-23 10:05"
    assert csv_value(None) == ""


def test_what_no_workbook_takes_is_left_out_and_long_text_cut() -> None:
    assert safe_text("坏\x00\x0b\ud800字\n行") == "坏?字\n行"
    assert len(safe_text("长" * 40_000)) == LONGEST
