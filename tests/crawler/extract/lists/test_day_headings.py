from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from config.lexicon import load_lexicon
from crawler.extract.lists.list_reading import ListReading
from crawler.extract.lists.lists import find_list
from crawler.extract.page.dom import parse

BASE = "http://www.county.gov.cn/list.jsp?id=7"
FETCHED = datetime(2018, 11, 26, tzinfo=ZoneInfo("Asia/Shanghai"))
DAYS = (date(2018, 11, 20), date(2018, 11, 18), date(2018, 10, 30))
COUNTS = (1, 3, 2)


def titles(day: date, count: int) -> list[str]:
    return [
        f"<a href='/s.jsp?n={day:%m%d}{n}'>全县第{n}次防汛工作会议召开</a>" for n in range(count)
    ]


def page(section: str, row: str, around: str = "{}") -> str:
    sections = (
        section.format(
            d=f"{day.year}年{day.month}月{day.day}日",
            rows="".join(row.format(title) for title in titles(day, count)),
        )
        for day, count in zip(DAYS, COUNTS, strict=True)
    )
    return around.format("".join(sections))


def read(markup: str) -> ListReading:
    tree = parse(f"<title>工作动态</title><p>当前位置：首页 &gt; 工作动态</p>{markup}")
    return find_list(tree, base=BASE, fetched_at=FETCHED, lexicon=load_lexicon())


UNDER = {
    "lists": page("<h3>{d}</h3><ul>{rows}</ul>", "<li>{}</li>"),
    "boxes": page("<div class='d'><p>{d} 星期二</p><ul>{rows}</ul></div>", "<li>{}</li>"),
    "paragraphs": page("<h4>{d}</h4>{rows}", "<p>{}</p>", "<div>{}</div>"),
    "lines": page("<b>{d}</b><br>{rows}", "{}<br>", "<div>{}</div>"),
    "rows of a table": page(
        "<tr><td colspan=2>{d}</td></tr>{rows}",
        "<tr><td>·</td><td>{}</td></tr>",
        "<table>{}</table>",
    ),
    "terms": page("<dt>{d}</dt>{rows}", "<dd>{}</dd>", "<dl>{}</dl>"),
}


@pytest.mark.parametrize("markup", UNDER.values(), ids=UNDER)
def test_rows_have_the_day_that_heads_them(markup: str) -> None:
    found = read(markup)

    days = [day for day, count in zip(DAYS, COUNTS, strict=True) for _ in range(count)]
    assert [item.date.value for item in found.items if item.date] == days


SILENT = "".join(f"<li>{title}</li>" for title in titles(DAYS[0], 5))
OTHERS = {
    "a clock": f"<div>2018年11月26日 星期一</div><ul>{SILENT}</ul>",
    "the same clock twice": (
        f"<div>2018年11月26日</div><ul>{SILENT}</ul><div>2018年11月26日</div><ul>{SILENT}</ul>"
    ),
    "days of another list": (
        f"<div><ul>{''.join(f'<li>{d}</li>' for d in DAYS)}</ul><ol>{SILENT}</ol></div>"
    ),
    "a month": f"<h3>2018年11月</h3><ul>{SILENT}</ul><h3>2018年10月</h3><ul>{SILENT}</ul>",
}


@pytest.mark.parametrize("markup", OTHERS.values(), ids=OTHERS)
def test_other_days_head_no_rows(markup: str) -> None:
    assert not any(item.date for item in read(markup).items)


def test_rows_that_some_have_days_of_their_own_are_left_as_they_are() -> None:
    markup = UNDER["paragraphs"].replace("召开</a>", "召开</a> <i>2017-01-02</i>")

    assert {item.date.value for item in read(markup).items if item.date} == {date(2017, 1, 2)}
