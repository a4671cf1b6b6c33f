import pytest

from config.lexicon import load_lexicon
from crawler.extract.lists.row_dates import Spot, by_header, find_spots, row_text
from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_blocks
from schema.types.date_words import DateRole


def spots_of(markup: str, title: range = range(0)) -> list[Spot]:
    layout = lay_blocks(parse(markup))
    text = row_text(layout, 0, len(layout.texts))
    return find_spots(layout, text, title, load_lexicon().date_words)


BOXES = {
    "day_over_year_and_month": "<b>14</b><i>2015-04</i>",
    "year_and_month_over_day": "<p>2015.04</p><p>14</p>",
    "month_and_day_over_year": "<b>04-14</b><i>2015</i>",
    "month_slash_day_over_year": "<b>4/14</b><i>2015</i>",
    "digits_alone": "<i>20150414</i><a>县政府召开会议</a>",
    "day_month_year": "<p>14</p><p>04月</p><p>2015</p>",
    "year_month_day": "<p>2015</p><p>04</p><p>14</p>",
    "figures_touch_the_next_element": "<span>2015-04-14</span><a>139个产品</a>",
}


@pytest.mark.parametrize("markup", BOXES.values(), ids=BOXES.keys())
def test_date_in_boxes_is_put_together(markup: str) -> None:
    found = spots_of(f"<div>{markup}</div>")[0].found

    assert (found.year, found.month, found.day) == (2015, 4, 14)


def test_year_of_the_title_is_no_year_of_the_date() -> None:
    found = spots_of("<div><b>07</b><i>10月</i><a>2018年度名单公示</a></div>")[0].found

    assert (found.year, found.month, found.day) == (None, 10, 7)


TITLES = {
    "its end": "<a>水利局决算2019</a><i>10-07</i>",
    "its end, blanks behind": "<a>水利局决算 2019</a>\n <i>\n10-07</i>",
    "its end in a word": "<a>水利局工作总结2019年</a><i>10月7日</i>",
    "its month": "<a>财政收支情况2019年3月</a><i>10-07</i>",
    "its beginning": "<i>10月7日</i><a>2019 年度决算</a>",
    "a count beside": "<a>名单公示</a><i>10-07</i><b>2019 次阅读</b>",
}


@pytest.mark.parametrize("markup", TITLES.values(), ids=TITLES)
def test_figures_of_words_beside_a_date_are_none_of_it(markup: str) -> None:
    found = spots_of(f"<div>{markup}</div>")[0].found

    assert (found.year, found.month, found.day) == (None, 10, 7)


YEARS_OF_TITLES = {
    "an element of its own": "<a>水利局决算<b>2019</b></a><i>10-07</i>",
    "a stop behind it": "<a>水利局决算2019.</a><i>10-07</i>",
    "at its beginning": "<i>10-07</i><a><b>2019</b>水利局决算</a>",
}


@pytest.mark.parametrize("markup", YEARS_OF_TITLES.values(), ids=YEARS_OF_TITLES)
def test_a_year_in_the_title_is_none_of_a_date_beside_it(markup: str) -> None:
    layout = lay_blocks(parse(f"<div>{markup}</div>"))
    text = row_text(layout, 0, len(layout.texts))
    (anchor,) = layout.anchors
    title = range(anchor.block.first_text, anchor.block.end_text)

    (spot,) = find_spots(layout, text, title, load_lexicon().date_words)

    assert (spot.found.year, spot.found.raw) == (None, "10-07")


def test_a_card_that_is_one_link_has_its_year_beside_its_day() -> None:
    layout = lay_blocks(parse("<a href=1><b>10-07</b><i>2019</i><h3>水利局决算公开</h3></a>"))
    text = row_text(layout, 0, len(layout.texts))

    found = find_spots(layout, text, range(len(layout.texts)), load_lexicon().date_words)

    assert found[0].found.year == 2019


def test_publish_label_comes_before_a_date_alone() -> None:
    spots = spots_of("<p>2020-01-01</p><p>发布时间：2020-02-02</p>")

    assert spots[0].found.month == 2


def test_event_date_is_none() -> None:
    assert spots_of("<p>截止时间：2020-01-01</p>") == []


def test_date_alone_comes_before_one_in_a_sentence() -> None:
    spots = spots_of("<p>会议于2019年9月1日在县政府召开</p><p>2020-02-02</p>")

    assert spots[0].found.year == 2020


def test_header_says_which_date_is_published() -> None:
    row = "<table><tr><td>2020-01-01<td>2020-02-02</tr></table>"
    layout = lay_blocks(parse(row))
    head = next(block for block in layout.blocks if block.tag == "tr")
    words = load_lexicon().date_words
    spots = find_spots(layout, row_text(layout, 0, len(layout.texts)), range(0), words)

    ranked = by_header(spots, head, ("成文日期", "发布日期"), words)

    assert (ranked[0].found.month, ranked[1].role) == (2, DateRole.DOCUMENT)


def test_impossible_box_is_no_date() -> None:
    assert all(spot.found.day != 31 for spot in spots_of("<p>31</p><p>2月</p>"))


def test_title_is_no_part_of_the_label_behind_it() -> None:
    spots = spots_of("<a>城区停水通知</a><p><small>日期：</small>2020-02-02 10:24:00</p>", range(1))

    assert [spot.role for spot in spots] == [DateRole.STAMP]


def test_a_title_that_ends_like_a_label_is_none() -> None:
    link = "<a>关于调整窗口办公时间</a><span>2020-02-02</span>"
    written = "<a>关于调整窗口的公告 截止时间：</a><span>2020-02-02</span>"

    assert [spot.role for spot in spots_of(link, range(1))] == [None]
    assert spots_of(written, range(1)) == []


def test_element_before_a_label_may_be_its_first_half() -> None:
    assert spots_of("<p>截止<b>时间：</b>2020-02-02</p>") == []


@pytest.mark.parametrize(
    "markup",
    [
        "<a>关于6月15日城区部分路段停电的公告</a>",
        "<p>2019年3月5日，县委书记到河西镇调研，并主持召开座谈会。</p>",
        "<p>本办法自2019-07-01起施行，有效期五年。</p>",
    ],
    ids=["title", "summary", "figures"],
)
def test_date_that_a_sentence_goes_on_behind_is_none(markup: str) -> None:
    assert spots_of(f"<div>{markup}</div>") == []


def test_end_of_a_span_is_no_more_than_its_beginning() -> None:
    spots = spots_of("<p>征集时间：2020-04-01 08:00 至 2020-04-30</p><p>2020-03-31</p>")

    assert [spot.found.raw for spot in spots] == ["2020-03-31"]


def test_eight_digits_within_a_text_are_no_day() -> None:
    assert spots_of("<div><a>关于编号 20150414 的公告</a></div>") == []


def test_eight_digits_beside_a_day_are_the_number_of_the_row() -> None:
    spots = spots_of("<i>20150101</i><a>县政府召开会议</a><i>2015-04-14</i>")

    assert [spot.found.raw for spot in spots] == ["2015-04-14"]


def test_a_date_among_many_rows_in_one_element_is_not_alone_in_it() -> None:
    rows = "<br>".join(f"<a>关于防汛的通知</a> 2015-04-{day:02d}" for day in range(1, 29))

    assert not any(spot.alone for spot in spots_of(f"<div>{rows}</div>"))


def test_blanks_around_a_date_leave_it_alone_in_its_element() -> None:
    assert spots_of(f"<div><i>\n{' ' * 600}2015-04-14\n</i><a>关于防汛的通知</a></div>")[0].alone


def test_hidden_day_stands_back_behind_one_that_is_seen() -> None:
    seen = "<a>县政府召开会议</a><i>2015-04-14</i>"
    hidden = "<div style='display:none'>发布日期：2012-01-01</div>"

    assert [spot.found.year for spot in spots_of(f"<div>{seen}{hidden}</div>")] == [2015]
    assert [spot.found.year for spot in spots_of(f"<div>{hidden}</div>")] == [2012]
