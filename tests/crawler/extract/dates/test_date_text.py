import json
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extract.dates.date_text import find_bare, find_dates

SUITE = Path("../shared/suites/dates-zh")

FORMS = {
    "dashes": "2015-04-14",
    "slashes": "2015/4/14",
    "dots": "2015.04.14",
    "han": "2015年4月14日",
    "han_spaced": "2015 年 4 月 14 日",
    "numerals": "二〇一五年四月十四日",
    "numerals_with_circle": "二○一五年四月十四日",
    "full_width": "２０１５年４月１４日",
    "full_width_dashes": "２０１５－０４－１４",
    "roc": "民國104年4月14日",
    "roc_long": "中華民國104年4月14日",
    "roc_dashes": "104-04-14",
    "roc_dots": "104.04.14",
    "short_year": "15-04-14",
    "day_first": "14.04.2015",
    "day_above_twelve_first": "14/04/2015",
    "day_above_twelve_second": "04/14/2015",
    "english": "April 14, 2015",
    "english_day_first": "14 Apr 2015",
    "ordinal": "14th of April 2015",
    "german": "14. April 2015",
    "spanish": "14 de abril de 2015",
    "russian": "14 апреля 2015",
    "korean": "2015년 4월 14일",
    "java": "Tue Apr 14 10:20:30 CST 2015",
    "time_behind": "2015-04-14 10:20:30",
    "time_glued": "2015-04-1410:20",
    "iso_8601": "2015-04-14T10:20:30+08:00",
    "in_brackets": "[2015-04-14]",
    "behind_label": "发布时间：2015-04-14",
    "short_year_behind_label": "发布时间：15-04-14",
}

NO_DATES = {
    "counter": "浏览：2015 次",
    "document_number": "湘政发〔2015〕15号",
    "telephone": "电话：0731-84123456",
    "address": "192.168.10.12",
    "version": "v2015.04.14",
    "index_number": "000014349/2015-00042",
    "thirteenth_month": "2015-13-01",
    "thirtieth_february": "2015-02-30",
    "either_order": "04/05/2015",
    "years_of_a_footer": "版权所有 2009-2026",
    "ratio": "3/4",
    "clock": "10:20-11:30",
}


@pytest.mark.parametrize("text", FORMS.values(), ids=FORMS.keys())
def test_every_form_gives_the_same_day(text: str) -> None:
    found = find_dates(text)

    assert [found_.value for found_ in found] == [date(2015, 4, 14)]


@pytest.mark.parametrize("text", NO_DATES.values(), ids=NO_DATES.keys())
def test_numbers_that_only_look_like_dates_give_none(text: str) -> None:
    assert find_dates(text) == ()


def test_places_are_places_in_the_text_as_given() -> None:
    text = "发布时间：２０１５年４月１４日 来源"

    (found,) = find_dates(text)

    assert text[found.start : found.end] == found.raw == "２０１５年４月１４日"


@pytest.mark.parametrize("text", ["2015-04", "2015年4月", "2015/04", "二〇一五年四月"])
def test_month_alone_has_the_last_day_of_its_month(text: str) -> None:
    (found,) = find_dates(text)

    assert (found.day, found.value) == (None, date(2015, 4, 30))


MONTH_AND_FIGURES = {
    "the first day of a calendar": "2015年4月\n1\n2\n3",
    "a cell beside the month": "2015年4月 15",
    "a share": "2015年4月15.2%",
    "a count": "2015年4月12家",
}


@pytest.mark.parametrize("text", MONTH_AND_FIGURES.values(), ids=MONTH_AND_FIGURES)
def test_figures_behind_a_month_are_no_day(text: str) -> None:
    (found,) = find_dates(text)

    assert (found.year, found.month, found.day) == (2015, 4, None)


def test_a_day_right_behind_its_month_needs_no_sign() -> None:
    (found,) = find_dates("2015年4月14 来源")

    assert found.value == date(2015, 4, 14)


@pytest.mark.parametrize("text", ["[04-14]", "04/14", "4月14日"])
def test_day_without_a_year_has_no_value(text: str) -> None:
    (found,) = find_dates(text)

    assert (found.year, found.month, found.day, found.value) == (None, 4, 14, None)


@pytest.mark.parametrize(
    ("text", "short"),
    [("15-04-14", True), ("15年4月14日", True), ("2015-04-14", False), ("04-14", False)],
)
def test_two_digit_years_are_told_apart(text: str, *, short: bool) -> None:
    (found,) = find_dates(text)

    assert found.short_year is short


def test_both_ends_of_a_period_are_found() -> None:
    found = find_dates("2015-04-14至2015-05-14")

    assert [found_.value for found_ in found] == [date(2015, 4, 14), date(2015, 5, 14)]


@given(st.dates(min_value=date(1995, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_is_read_back_from_its_chinese_form(day: date) -> None:
    (found,) = find_dates(f"{day.year}年{day.month}月{day.day}日")

    assert found.value == day


@given(st.text())
def test_any_text_gives_dates_in_order_without_overlap(text: str) -> None:
    found = find_dates(text)

    assert all(one.end <= two.start for one, two in pairwise(found))


def test_suite_of_recognizers_text() -> None:
    """microsoft/Recognizers-Text: absolute dates; a wrong one is worse than none."""
    if not SUITE.is_dir():
        pytest.skip(f"no suite in {SUITE}")
    cases = json.loads((SUITE / "recognizers-zh.json").read_text(encoding="utf-8"))
    absolute = [
        case
        for case in cases
        if case["looks_absolute"] and case["past"] and not case.get("ambiguous_order")
    ]

    read = [
        (case["past"][:10], [str(found.value) for found in find_dates(case["input"])])
        for case in absolute
    ]

    wrong = [pair for pair in read if pair[1] and pair[0] not in pair[1]]
    assert wrong == []
    print(f"{sum(bool(days) for _, days in read)} of {len(read)} read")  # noqa: T201


def test_impossible_dates_of_the_suite_give_none() -> None:
    if not SUITE.is_dir():
        pytest.skip(f"no suite in {SUITE}")
    cases = json.loads((SUITE / "recognizers-zh.json").read_text(encoding="utf-8"))

    read = [find_dates(case["input"]) for case in cases if case["invalid_expected"]]

    assert [found for found in read if any(found_.day for found_ in found)] == []


@pytest.mark.parametrize(
    "text", ["20150414", "日期：20150414 来源", "（20150414）", "15.04.14", "日期：15.04.14 来源"]
)
def test_bare_figures_are_read_apart_from_the_other_forms(text: str) -> None:
    (found,) = find_bare(text)

    assert (found.value, found.bare, find_dates(text)) == (date(2015, 4, 14), True, ())


@pytest.mark.parametrize(
    "text",
    [
        "20151314",
        "20150431",
        "t20150414_1",
        "201504141",
        "0731-20150414",
        "19990414",
        "15.13.14",
        "1.15.04.14",
        "15.04.14.1",
        "15.4.14",
        "2015.04.14",
    ],
)
def test_other_figures_are_no_bare_day(text: str) -> None:
    assert find_bare(text) == ()


def test_the_republics_whole_name_is_a_part_of_its_day() -> None:
    (found,) = find_dates("公告日期\n中華民國104年4月14日")

    assert found.raw == "中華民國104年4月14日"
