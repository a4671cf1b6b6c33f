from datetime import date

import pytest

from config.lexicon import load_lexicon
from crawler.extract.lists.list_items import items_of
from crawler.extract.lists.rows import read_row
from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_blocks
from crawler.extract.page.records import find_groups
from schema.types.dates import DateSource
from schema.types.reading import ListItem

BASE = "http://www.county.gov.cn/tz/"
LATEST = date(2020, 6, 1)


def items(markup: str, base: str | None = BASE) -> tuple[ListItem, ...]:
    layout, lexicon = lay_blocks(parse(markup)), load_lexicon()
    group = next(find_groups(layout))
    read = [
        read_row(layout, record, lexicon.list_words, lexicon.date_words) for record in group.records
    ]
    rows = [row for row in read if row is not None]
    return items_of(layout, rows, lexicon.date_words, base=base, latest=LATEST)


def test_text_date_comes_before_the_address() -> None:
    found = items("<ul><li><a href='t20200101_1.html'>关于防汛的通知</a>2020-02-02</li></ul>")

    assert found[0].date is not None
    assert (found[0].date.value, found[0].date.source) == (date(2020, 2, 2), DateSource.LIST_CELL)


def test_month_only_holds_the_month_s_last_day() -> None:
    found = items("<ul><li><a href='1.html'>关于防汛的通知</a><i>2020-02</i></li></ul>")

    assert found[0].date is not None
    assert (found[0].date.value, found[0].date.precision) == (date(2020, 2, 29), "month")


def test_month_of_an_address_is_a_month() -> None:
    found = items("<ul><li><a href='/c1/202002/ab.shtml'>关于防汛的通知</a></li></ul>")

    assert found[0].date is not None
    assert (found[0].date.source, found[0].date.precision) == (DateSource.URL, "month")


def test_without_base_nothing_is_read_from_the_address() -> None:
    found = items("<ul><li><a href='t20200101_1.html'>关于防汛的通知</a></li></ul>", base=None)

    assert (found[0].url, found[0].date) == ("t20200101_1.html", None)


def test_a_year_without_century_between_dots_is_not_sure() -> None:
    found = items("<ul><li><a href='1.html'>关于防汛的通知</a><i>20.04.18</i></li></ul>")

    assert found[0].date is not None
    assert (found[0].date.value, found[0].date.inferred_year) == (date(2020, 4, 18), True)


@pytest.mark.parametrize(
    ("told", "day", "precision"),
    [
        ("3天前", date(2020, 5, 28), "day"),
        ("[昨天]", date(2020, 5, 30), "day"),
        ("2小时前", date(2020, 5, 31), "day"),
        ("2个月前", date(2020, 4, 1), "month"),
    ],
)
def test_a_cell_may_count_back_from_the_day_of_reading(
    told: str, day: date, precision: str
) -> None:
    (found,) = items(f"<ul><li><a href='1.html'>关于防汛的通知</a><i>{told}</i></li></ul>")

    assert found.date is not None
    assert (found.date.value, found.date.precision) == (day, precision)
    assert found.date.source is DateSource.LIST_CELL


def test_a_title_that_speaks_of_the_past_is_no_date() -> None:
    (found,) = items("<ul><li><a href='1.html'>老党员3天前捐出积蓄</a><i>要闻</i></li></ul>")

    assert found.date is None


@pytest.mark.parametrize(
    ("written", "sure"),
    [("19-03-20", False), ("18-11-19", False), ("20-03-12", True), ("19年3月20日", True)],
    ids=["a_newer_day", "a_newer_day_last_year", "an_older_day", "in_words"],
)
def test_year_that_may_stand_last_is_not_sure(written: str, *, sure: bool) -> None:
    found = items(f"<ul><li><a href='1.html'>关于防汛的通知</a><i>{written}</i></li></ul>")

    assert found[0].date is not None
    assert found[0].date.inferred_year is not sure


def test_document_date_alone_says_so() -> None:
    table = "<tr><td>标题<td>成文日期</tr><tr><td><a href=1>关于防汛的通知</a><td>2020-01-01</tr>"
    found = items(f"<table>{table}</table>")

    assert found[-1].date is not None
    assert found[-1].date.source is DateSource.DOCUMENT


def test_date_before_the_first_website_is_none() -> None:
    found = items("<ul><li><a href='1.html'>关于防汛的通知</a><i>1949-10-01</i></li></ul>")

    assert found[0].date is None


def test_locator_leads_to_the_row() -> None:
    markup = "<ul><li><a href=1>关于防汛的通知</a></li><li><a href=2>关于抗旱的通知</a></li></ul>"
    found = items(markup)

    node = parse(markup).css_first(found[1].locator or "")

    assert node is not None
    assert node.text() == "关于抗旱的通知"


def row(title: str, behind: str = "") -> str:
    return f"<li><a href='1.html'>{title}</a>{behind}</li>"


def test_date_in_the_titles_of_few_rows_is_none_of_theirs() -> None:
    rows = [row("拟聘人员名单公示（2019年5月6日）"), row("关于防汛的通知"), row("关于抗旱的通知")]
    found = items(f"<ul>{''.join(rows)}</ul>")

    assert [item.date for item in found] == [None, None, None]


def test_date_in_the_titles_of_most_rows_is_theirs() -> None:
    rows = [row("关于防汛的通知 2020-02-02"), row("关于抗旱的通知 2020-02-01"), row("停水通知")]
    found = items(f"<ul>{''.join(rows)}</ul>")

    assert [item.date.value.day if item.date else None for item in found] == [2, 1, None]


def test_month_that_is_not_over_ends_with_the_day_of_reading() -> None:
    begun = f"{LATEST:%Y-%m}"
    found = items(f"<ul>{row('关于防汛的通知', f'<i>{begun}</i>')}</ul>")

    assert found[0].date is not None
    assert (found[0].date.value, found[0].date.precision) == (LATEST, "month")


def test_month_that_has_not_begun_is_no_date() -> None:
    found = items(f"<ul>{row('关于防汛的通知', '<i>2020-07</i>')}</ul>")

    assert found[0].date is None


def test_of_two_days_that_nothing_names_the_later_one_is_the_publish_date() -> None:
    rows = (
        f"<tr><td><a href='{n}.pdf'>关于第{n}次防汛的通知</a></td>"
        f"<td>2019-0{n}-02</td><td>2020-0{n}-05</td><td>2020-12-31</td></tr>"
        for n in range(1, 5)
    )

    found = items(f"<table>{''.join(rows)}</table>")

    assert [item.date.value.year for item in found if item.date] == [2020] * 4
    assert [item.date.value.month for item in found if item.date] == [1, 2, 3, 4]


UNSEEN = "<span style='display:none'>2015-02-01</span>"


def test_a_day_that_a_row_hides_is_seen_by_nobody() -> None:
    found = items(f"<ul><li><a href='1.html'>关于防汛的通知</a>{UNSEEN}</li></ul>")

    assert found[0].date is not None
    assert (found[0].date.value, found[0].date.source) == (date(2015, 2, 1), DateSource.UNSEEN)


def test_a_day_that_is_shown_comes_before_one_that_its_row_hides() -> None:
    shown = "<b>2020-02-02</b>"
    found = items(f"<ul><li>{UNSEEN}<a href='1.html'>关于防汛的通知</a>{shown}</li></ul>")

    assert found[0].date is not None
    assert (found[0].date.value, found[0].date.source) == (date(2020, 2, 2), DateSource.LIST_CELL)


def test_a_list_that_is_not_shown_decides_nothing() -> None:
    row = "<li><a href='1.html'>关于防汛的通知</a><b>2020-02-02</b></li>"
    found = items(f"<ul style='display:none'>{row}</ul>")

    assert found[0].date is not None
    assert found[0].date.source is DateSource.UNSEEN


def test_a_body_that_hides_itself_waits_for_its_scripts() -> None:
    row = "<li><a href='1.html'>关于防汛的通知</a><b>2020-02-02</b></li>"
    found = items(f"<body style='display:none'><ul>{row}</ul></body>")

    assert found[0].date is not None
    assert found[0].date.source is DateSource.LIST_CELL


def test_a_few_bare_days_among_written_ones_are_read() -> None:
    days = ("2020-05-28", "5-4", "04-21", "04-18", "04-12")
    found = items("".join(row("全县防汛工作会议召开", f"<i>{day}</i>") for day in days))

    assert [item.date.value for item in found if item.date] == [
        date(2020, *map(int, day.split("-")[-2:])) for day in days
    ]


def test_a_bare_figure_in_another_element_than_the_days_is_none() -> None:
    found = items(
        "".join(row(f"第{n}次防汛工作会议召开", f"<i>04-2{n}</i>") for n in range(4))
        + row("第五次防汛工作会议召开", "<b>1-5</b>")
    )

    assert found[-1].date is None
