from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from config.lexicon import load_lexicon
from crawler.extract.lists.lists import find_list
from crawler.extract.page.dom import parse

FETCHED = datetime(2018, 11, 26, tzinfo=ZoneInfo("Asia/Shanghai"))
DAYS = ("11-20", "11-05", "10-21", "10-06")
TITLE = "关于做好第{}次防汛抗旱工作的通知"


def days_of(markup: str) -> list[date]:
    found = find_list(
        parse(f"<title>通知公告</title>{markup}"),
        base="http://www.county.gov.cn/list.jsp?id=7",
        fetched_at=FETCHED,
        lexicon=load_lexicon(),
    )
    return [item.date.value for item in found.items if item.date]


def rows(template: str, days: tuple[str, ...] = DAYS, counts: tuple[int, ...] = ()) -> str:
    counts = counts or (0,) * len(days)
    return "".join(
        template.format(n=n, t=TITLE.format(n), d=day, c=count)
        for n, (day, count) in enumerate(zip(days, counts, strict=True))
    )


COUNTED = {
    "behind the title": "<li><a href='/s.jsp?n={n}'>{t}</a><b>{c}</b><i>{d}</i></li>",
    "behind the day": "<li><a href='/s.jsp?n={n}'>{t}</a><i>{d}</i><b>{c}</b></li>",
}


@pytest.mark.parametrize("template", COUNTED.values(), ids=COUNTED)
def test_counter_that_looks_like_a_year_is_none(template: str) -> None:
    found = days_of(f"<ul>{rows(template, counts=(2015, 88, 2011, 640))}</ul>")

    assert found == [date(2018, int(day[:2]), int(day[3:])) for day in DAYS]


def test_year_in_an_element_of_its_own_is_one() -> None:
    template = COUNTED["behind the day"]

    assert days_of(f"<ul>{rows(template, counts=(2016, 2016, 2016, 2015))}</ul>") == [
        date(2016, 11, 20),
        date(2016, 11, 5),
        date(2016, 10, 21),
        date(2015, 10, 6),
    ]


ROW = "<li><a href='/s.jsp?n={n}'>{t}</a><i>{d}</i></li>"


def test_heading_over_rows_tells_their_year() -> None:
    found = days_of(f"<h3>2017年</h3><ul>{rows(ROW)}</ul><h3>2016</h3><ul>{rows(ROW)}</ul>")

    assert found == [
        date(year, int(day[:2]), int(day[3:])) for year in (2017, 2016) for day in DAYS
    ]


def test_year_of_a_heading_proves_nothing_old() -> None:
    found = find_list(
        parse(f"<title>通知公告</title><h3>2016年</h3><ul>{rows(ROW)}</ul>"),
        base="http://www.county.gov.cn/list.jsp?id=7",
        fetched_at=FETCHED,
        lexicon=load_lexicon(),
    )

    assert [item.date.inferred_year for item in found.items if item.date] == [True] * len(DAYS)


@pytest.mark.parametrize(
    "over", ["<p><b>2017年</b><b>2016年</b></p>", "<h3>2016年工作要点</h3>", "<h3>第2016期</h3>"]
)
def test_tabs_and_names_with_a_year_tell_none(over: str) -> None:
    assert days_of(f"{over}<ul>{rows(ROW)}</ul>")[0] == date(2018, 11, 20)
