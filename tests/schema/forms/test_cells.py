from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.form_files import load_forms
from schema.forms.cells import clean, is_empty_word, meaning, read_code, read_date, read_days

COLUMN_FORM, SITE_FORM = load_forms()
DAY = date(2015, 4, 8)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        (" \u00a0某市\u3000", "某市"),
        ("某市\n人民政府", "某市人民政府"),
        ("line one\r\nline two", "line one line two"),
        ("\u200b", ""),
        ("某市\x00\ud83d", "某市\ufffd\ufffd"),
    ],
)
def test_cells_are_trimmed_and_their_lines_joined(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@pytest.mark.parametrize("text", ["无", " - ", "——", "N/A", "／"])
def test_words_for_nothing_are_nothing(text: str) -> None:
    assert is_empty_word(text, SITE_FORM)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("4300000003", "4300000003", id="plain"),
        pytest.param("BM55000001", "bm55000001", id="department"),
        pytest.param("４３０００００００５", "4300000005", id="full-width"),
        pytest.param("'4300000006", "4300000006", id="quote-prefix"),
        pytest.param(" 4300000007\u00a0", "4300000007", id="padding"),
        pytest.param("4300000003.0", "4300000003", id="float"),
    ],
)
def test_a_sound_code_is_taken_without_a_remark(text: str, code: str) -> None:
    assert read_code(text) == (code, None)


@pytest.mark.parametrize(
    ("text", "code", "remark"),
    [
        pytest.param("430000001", "430000001", "10 digits", id="short"),
        pytest.param("310000000044", "310000000044", "10 digits", id="twelve"),
        pytest.param("9900000001", "9900000001", "99", id="unknown-province"),
        pytest.param("4.3E+09", None, "lost", id="scientific"),
        pytest.param("4300000003000000000", None, "lost", id="rounded"),
        pytest.param("待分配", None, "no code", id="words"),
    ],
)
def test_an_odd_code_is_remarked_and_a_lost_one_not_taken(
    text: str, code: str | None, remark: str
) -> None:
    found, said = read_code(text)

    assert found == code
    assert remark in (said or "")


@pytest.mark.parametrize(
    "text",
    [
        "2015-04-08", "2015-04-08 12:00", "2015.4.8", "2015/4/8", "2015年4月8日", "20150408",
        "42102", "42102.5", "二〇一五年四月八日", "２０１５．４．８",
    ],
)  # fmt: skip
def test_one_day_is_one_day_however_it_is_written(text: str) -> None:
    assert read_date(text, date1904=False) == DAY


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("二〇一五年十一月二十三日", date(2015, 11, 23)),
        ("二○一五年十月三十日", date(2015, 10, 30)),
        ("二零一五年一月十日", date(2015, 1, 10)),
        ("二〇一五年十二月三十一日", date(2015, 12, 31)),
    ],
)
def test_chinese_tens_are_read(text: str, day: date) -> None:
    assert read_date(text, date1904=False) == day


def test_day_numbers_of_the_1904_system_are_four_years_off() -> None:
    assert read_date("40640", date1904=True) == DAY


@pytest.mark.parametrize("text", ["2015年4月", "2015-13-01", "2015-02-30", "不详", "4", "20159999"])
def test_what_names_no_day_is_none(text: str) -> None:
    assert read_date(text, date1904=False) is None


@given(st.dates(date(1990, 1, 1), date(2035, 12, 31)), st.sampled_from("-./年"))
def test_every_day_is_read_back(day: date, sign: str) -> None:
    ending = "月{}日" if sign == "年" else sign + "{}"

    assert read_date(f"{day.year}{sign}{day.month}{ending.format(day.day)}", date1904=False) == day


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("14", 14),
        ("14天", 14),
        ("2周", 14),
        ("180日", 180),
        ("0", None),
        ("每月", None),
        ("", None),
    ],
)
def test_days_are_read_where_they_are_exact(text: str, days: int | None) -> None:
    assert read_days(text) == days


@pytest.mark.parametrize(
    ("word_list", "text", "sense"),
    [
        ("run_state", "关停", "closed"),
        ("run_state", "２", "exempt"),
        ("yes_no", "TRUE", "yes"),
        ("yes_no", "无", "no"),
        ("yes_no", "也许", None),
    ],
)
def test_closed_words_have_one_meaning(word_list: str, text: str, sense: str | None) -> None:
    assert meaning(SITE_FORM, word_list, text) == sense


def test_every_class_is_a_word_for_itself() -> None:
    classes = COLUMN_FORM.words["class"]

    assert {name: meaning(COLUMN_FORM, "class", name) for name in classes} == {
        name: name for name in classes
    }
