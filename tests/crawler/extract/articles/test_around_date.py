import pytest

from config.lexicon import load_lexicon
from crawler.extract.articles.around_date import (
    goes_on,
    in_brackets,
    is_dateline,
    is_of_a_period,
    opens_text,
    tells_event,
)
from crawler.extract.dates.date_text import TextDate
from crawler.extract.page.dom import parse
from crawler.extract.page.flow import Flow
from crawler.extract.page.laying import lay_out

WORDS = load_lexicon().date_words


def dated(markup: str, number: int = 0) -> tuple[Flow, TextDate]:
    flow = lay_out(parse(f"<p>{markup}</p>"))
    return flow, flow.dates[number]


PERIODS = {
    "first_day": ("2015-04-14 至 2015-05-14", 0),
    "last_day": ("2015-04-14 至 2015-05-14", 1),
    "first_day_with_a_time": ("2015-04-14 09:00—2015-05-14 17:00", 0),
    "last_day_behind_a_dash": ("2015年4月14日－2015年5月14日", 1),
    "first_day_without_the_second_year": ("2015年4月14日－5月14日", 0),
    "first_day_of_two_in_digits": ("2015-04-14—04-18", 0),
    "hours_behind_a_weekday": ("2015-04-14（周二）14:30-16:30", 0),
    "hours": ("2015-04-14 15:00-16:00", 0),
    "begin": ("2015年4月14日起施行", 0),
    "deadline": ("2015年4月14日17时前报名", 0),
}
NO_PERIODS = {
    "bar": ("2015-04-14 来源：本站", 0),
    "bar_with_a_dash": ("2015-04-14 — 县政府办", 0),
    "bar_with_a_dash_and_a_minute": ("2015-04-14-10:20", 0),
    "bar_with_a_counter": ("2015-04-14 到访 12", 0),
    "behind_a_counter_and_a_dash": ("浏览：1234 - 2015-04-14", 0),
    "behind_a_number": ("第12期 2015-04-14", 0),
}


@pytest.mark.parametrize(("markup", "number"), PERIODS.values(), ids=PERIODS)
def test_days_of_a_period_are_told(markup: str, number: int) -> None:
    assert is_of_a_period(*dated(markup, number))


@pytest.mark.parametrize(("markup", "number"), NO_PERIODS.values(), ids=NO_PERIODS)
def test_other_days_are_of_none(markup: str, number: int) -> None:
    assert not is_of_a_period(*dated(markup, number))


def test_text_opens_with_its_first_day_but_a_bar_does_not() -> None:
    assert opens_text(*dated("2015年4月14日上午，全县会议召开"))
    assert not opens_text(*dated("2015年4月14日 来源：本站"))
    assert not opens_text(*dated("发布时间：2015年4月14日，来源：本站"))


@pytest.mark.parametrize(
    ("markup", "sentence"),
    [
        ("2015年4月14日，全县会议召开", True),
        ("2015年4月14日在县人民代表大会上", True),
        ("<span>2015年4月14日</span><span>县政府办</span>", False),
        ("2015-04-14县政府办", False),
        ("2015年4月14日星期二", False),
    ],
    ids=["comma", "word", "elements", "digits", "weekday"],
)
def test_sentence_goes_on_behind_its_day(markup: str, *, sentence: bool) -> None:
    flow, found = dated(markup)

    assert goes_on(flow, found, flow.text[found.end :].strip("\n")) is sentence


def test_written_day_in_round_brackets_is_a_notes() -> None:
    assert in_brackets(*dated("（2015年4月14日）"), "）", WORDS)
    assert not in_brackets(*dated("（2015-04-14）"), "）", WORDS)
    assert not in_brackets(*dated("[2015年4月14日]"), "]", WORDS)


def test_day_in_digits_begins_a_note_where_it_is_no_publisher_that_follows() -> None:
    assert in_brackets(*dated("（2015-04-14 摄于城关镇河堤）"), " 摄于城关镇河堤）", WORDS)
    assert not in_brackets(*dated("（2015-04-14 10:20 县水利局）"), " 10:20 县水利局）", WORDS)


def test_place_in_the_next_line_is_an_events_where_it_is_no_title() -> None:
    flow, found = dated("2015-04-14</p><p>中心文化广场")

    assert tells_event(flow, found, WORDS)
    assert not tells_event(flow, found, WORDS, title="某县建成中心文化广场")


def test_dateline_of_a_report_goes_on_behind_its_day() -> None:
    assert is_dateline("讯（记者 张三）全县会议召开", WORDS)
    assert is_dateline("电（记者 张三）", WORDS)
    assert not is_dateline(" 电力局", WORDS)


def test_time_is_an_events_where_its_place_follows() -> None:
    assert tells_event(*dated("时间：2015年4月14日<br>地点：县政府"), WORDS)
    assert not tells_event(*dated("时间：2015年4月14日<br>来源：县政府"), WORDS)
