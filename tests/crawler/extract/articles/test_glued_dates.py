from datetime import date

import pytest

from crawler.extract.articles.glued_dates import glued_dates
from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_blocks

DAY = date(2015, 4, 14)
GLUED = {
    "a counter behind it": "<span>2015-04-14</span><span>128</span>",
    "a counter behind its icon": "<span><i></i>2015-04-14</span><span><i></i>128</span>",
    "a counter before it": "<span>阅读203</span><span>2015-04-14</span>",
    "a masked name before it": "<b>用户138****1234</b><em>2015-04-14 08:12:33</em>",
    "a label before it": "<span>发布时间：2015-04-14</span><span>128</span>",
    "the day before its month": "<b>14</b><span>2015.04</span>",
    "the year before": "<b>2015</b><span>04-14</span>",
    "the year behind": "<b>04/14</b><span>2015</span>",
    "three boxes": "<b>14</b><i>4月</i><span>2015</span>",
    "three boxes, the month first": "<i>4月</i><b>14</b><span>2015</span>",
}


def days_in(markup: str) -> list[tuple[date | None, str]]:
    flow = lay_blocks(parse(f"<div>{markup}</div>")).flow
    return [(one.value, one.raw) for one in glued_dates(flow, len(flow.text))]


@pytest.mark.parametrize("markup", GLUED.values(), ids=GLUED)
def test_figures_of_the_next_element_belong_to_no_day(markup: str) -> None:
    assert [value for value, _ in days_in(markup)] == [DAY]


NO_DAYS = {
    "a day that may go on": "<span>2015-04-1</span><span>4</span>",
    "two counters": "<span>2015</span><span>128</span>",
    "no such day": "<b>31</b><span>2015.04</span>",
    "a blank between": "<span>2015-04-14</span> <span>128</span>",
    "figures before it": "<span>12015-04-14</span><span>128</span>",
    "a counter before a month": "<i>阅读</i><b>12</b><span>2015.04</span>",
    "more before three boxes": "<u>共</u><b>14</b><i>4月</i><span>2015</span>",
    "more beside its part": "<b>共14</b><span>2015.04</span>",
}


@pytest.mark.parametrize("markup", NO_DAYS.values(), ids=NO_DAYS)
def test_other_figures_make_no_day(markup: str) -> None:
    assert days_in(markup) == []


def test_a_day_of_two_boxes_is_kept_with_a_blank() -> None:
    assert days_in("<b>14</b><span>2015.04</span>") == [(DAY, "14 2015.04")]


def test_nothing_is_read_behind_the_article() -> None:
    flow = lay_blocks(parse("<p>a</p><b>14</b><span>2015.04</span>")).flow

    assert list(glued_dates(flow, 1)) == []
