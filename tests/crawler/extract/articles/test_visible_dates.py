from datetime import date

import pytest

from config.lexicon import load_lexicon
from crawler.extract.articles.ranks import Rank
from crawler.extract.articles.visible_dates import Seen, seen_dates
from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_out
from crawler.extract.page.title import title_ends

TITLE = "关于做好防汛工作的通知"


def seen(markup: str, today: date | None = None) -> list[Seen]:
    flow = lay_out(parse(markup))
    return seen_dates(flow, title_ends(flow, TITLE), load_lexicon().date_words, today)


def ranks(markup: str) -> list[tuple[Rank, date]]:
    return [(found.rank, found.value) for found in seen(markup)]


def test_labelled_date_comes_before_a_nearer_stamp() -> None:
    found = ranks(f"<h1>{TITLE}</h1><p>时间：2015-04-15</p><p>发布时间：2015-04-14</p>")

    assert found == [
        (Rank.LABELLED, date(2015, 4, 14)),
        (Rank.STAMPED, date(2015, 4, 15)),
    ]


def test_label_of_the_entry_yields_to_one_of_publication() -> None:
    found = ranks(f"<h1>{TITLE}</h1><p>录入时间：2015-04-12　发布时间：2015-04-14</p>")

    assert [day for _, day in found] == [date(2015, 4, 14), date(2015, 4, 12)]


OF_SOMETHING_ELSE = {
    "row beside the article": "<p>公告</p><p>发布时间：2015-05-10</p>{page}",
    "text of the article": "{page}<p>现予公告。</p><p>岗位表发布时间：2015-04-12</p>",
}


@pytest.mark.parametrize("markup", OF_SOMETHING_ELSE.values(), ids=OF_SOMETHING_ELSE)
def test_label_apart_from_the_title_yields_to_its_bar(markup: str) -> None:
    page = f"<h1>{TITLE}</h1><p>2015-04-14 来源：本站</p>"

    assert ranks(markup.format(page=page))[0] == (Rank.IN_TITLE_BAR, date(2015, 4, 14))


def test_bar_comes_before_the_label_that_a_reprinted_text_begins_with() -> None:
    reprint = "<p>发布时间：2015-04-12 来源：某报</p>"

    found = ranks(f"<h1>{TITLE}</h1><p>2015-04-14 来源：本站</p>{reprint}")

    assert found[0] == (Rank.IN_TITLE_BAR, date(2015, 4, 14))


BARS = {
    "a stamp": ("<p>时间：2015-04-14 来源：本站</p>", Rank.STAMPED),
    "a day over its source": ("<p>2015-04-14</p><p>来源：本站</p>", Rank.IN_TITLE_BAR),
}


@pytest.mark.parametrize(("bar", "rank"), BARS.values(), ids=BARS)
def test_bar_comes_before_labels_in_the_text_whatever_it_is_made_of(bar: str, rank: Rank) -> None:
    found = ranks(f"<h1>{TITLE}</h1>{bar}<p>该标准</p><p>发布日期：2015-04-12</p>")

    assert found[0] == (rank, date(2015, 4, 14))


def test_day_of_making_yields_to_the_bar_s_own() -> None:
    made = "<p>创建时间：2015-04-12 作者：张三</p>"
    found = ranks(f"<h1>{TITLE}</h1><p>2015-04-14 来源：本站</p>{made}")

    assert found[0] == (Rank.IN_TITLE_BAR, date(2015, 4, 14))


def test_cell_behind_that_of_the_source_is_a_bar_s_however_many_days_follow() -> None:
    bar = "<table><tr><td>来源：本站</td><td>2015-04-14</td></tr></table>"
    found = ranks(f"<h1>{TITLE}</h1>{bar}<p>来源：某报 2015-04-12</p><p>来源：某网 2015-04-11</p>")

    assert found[0] == (Rank.IN_TITLE_BAR, date(2015, 4, 14))


def test_day_of_making_right_by_the_title_comes_before_a_reprint_s_source() -> None:
    made, reprint = (
        "<p>创建时间：2015-04-14 作者：张三</p>",
        "<p>来源：某报 2015年4月12日 第01版</p>",
    )

    assert ranks(f"<h1>{TITLE}</h1>{made}{reprint}")[0] == (Rank.NOTED, date(2015, 4, 14))


def test_hidden_date_comes_behind_all_that_are_shown() -> None:
    hidden = "<p style='display:none'>发布时间：2015-05-10</p>"

    beside = ranks(f"<h1>{TITLE}</h1>{hidden}<p>2015-04-14 来源：本站</p>")
    alone = ranks(f"<h1>{TITLE}</h1>{hidden}")

    assert [day for _, day in beside] == [date(2015, 4, 14), date(2015, 5, 10)]
    assert [day for _, day in alone] == [date(2015, 5, 10)]


def test_label_below_the_text_is_taken_where_no_bar_has_a_date() -> None:
    found = ranks(f"<h1>{TITLE}</h1><p>现予公告。</p><p>发布时间：2015-04-14</p>")

    assert found == [(Rank.LABELLED_APART, date(2015, 4, 14))]


def test_dates_of_rows_are_dropped_together() -> None:
    rows = "".join(f"<li>通知之{n}<span>2015-04-1{n}</span></li>" for n in range(5))

    assert seen(f"<h1>{TITLE}</h1><ul>{rows}</ul>") == []


def test_date_right_under_the_title_stays_however_many_rows_follow() -> None:
    rows = "".join(f"<li>通知之{n} 阅读<span>2015-05-1{n} 10:20</span></li>" for n in range(5))

    found = ranks(f"<h1>{TITLE}</h1><p>2015-04-14 10:20</p><ul>{rows}</ul>")

    assert found[0] == (Rank.IN_TITLE_BAR, date(2015, 4, 14))


def test_date_in_a_column_of_a_document_table_says_nothing_of_its_own() -> None:
    heads = "<tr><th>索引号</th><th>发文日期</th><th>有效性</th></tr>"
    cells = "<tr><td>000/2015-42</td><td>2015-04-02</td><td>有效</td></tr>"

    assert seen(f"<h1>{TITLE}</h1><table>{heads}{cells}</table>") == []


def test_days_of_a_table_in_the_text_are_rows_be_they_two() -> None:
    heads = "<tr><th>姓名</th><th>出生年月</th></tr>"
    cells = "<tr><td>张三</td><td>1998-01-01</td></tr><tr><td>李四</td><td>1998-02-01</td></tr>"

    assert seen(f"<h1>{TITLE}</h1><table>{heads}{cells}</table><p>打印</p>") == []


def test_bar_of_a_layout_table_is_one_for_all_that() -> None:
    bar = "<tr><td>来源：本站</td></tr><tr><td>2015-4-14</td></tr>"

    found = ranks(f"<table><tr><td>{TITLE}</td></tr>{bar}</table>")

    assert found == [(Rank.IN_TITLE_BAR, date(2015, 4, 14))]


def test_date_beside_a_linked_title_is_a_rows() -> None:
    row = "<p>2015-04-14 <a href='/1'>关于另一项工作的通知公告</a></p>"

    assert seen(f"<h1>{TITLE}</h1>{row}") == []


def test_heading_of_a_side_bar_before_an_article_without_a_title_ends_nothing() -> None:
    side = "<p>最新文章</p><p><a href='/1'>另一篇文章</a></p>"
    rows = "<p>相关阅读</p><p>发布时间：2015-05-10</p>"

    found = ranks(f"{side}<p>发布时间：2015-04-14</p><p>各乡镇要落实责任。</p>{rows}")

    assert found == [(Rank.LABELLED, date(2015, 4, 14))]


def test_second_end_of_a_period_is_no_publish_date() -> None:
    found = ranks(f"<h1>{TITLE}</h1><p>2015-04-14至2015-05-14 来源：本站</p>")

    assert date(2015, 5, 14) not in [day for _, day in found]


def test_side_block_that_holds_the_title_is_the_pages_frame() -> None:
    found = ranks(f"<div class='side-wrap'><h1>{TITLE}</h1><p>2015-04-14 来源：本站</p></div>")

    assert found == [(Rank.IN_TITLE_BAR, date(2015, 4, 14))]


def test_time_behind_the_date_makes_a_title_bar() -> None:
    assert ranks(f"<h1>{TITLE}</h1><p>2015-04-14 10:20</p>")[0][0] is Rank.IN_TITLE_BAR


def test_date_over_a_foreign_title_is_by_the_title() -> None:
    flow = lay_out(parse("<p>14 April 2015</p><h1>Minister opens bridge</h1><p>Text follows</p>"))

    found = seen_dates(
        flow, title_ends(flow, "Minister opens bridge"), load_lexicon().date_words, None
    )

    assert [(one.rank, one.value) for one in found] == [(Rank.BY_TITLE, date(2015, 4, 14))]


OWN_LINES = {
    "clock": "<p>今天是2026年11月23日</p>",
    "clock behind a list": "<ul><li>3篇</li></ul><p>今天是 星期一</p>",
    "footer": "<div class='footer'>今天</div>",
    "link": "<a href='/today/'>今天</a>",
}


@pytest.mark.parametrize("behind", OWN_LINES.values(), ids=OWN_LINES)
def test_the_pages_own_clock_tells_no_day_of_an_article(behind: str) -> None:
    assert seen(f"<h1>{TITLE}</h1>{behind}", today=date(2026, 11, 23)) == []


def test_today_by_the_title_is_the_day_of_reading() -> None:
    (found,) = seen(f"<h1>{TITLE}</h1><p>来源：本站 今天</p>", today=date(2026, 11, 23))

    assert found.value == date(2026, 11, 23)


@pytest.mark.parametrize("day", ["15-04-14", "20150414"])
def test_figures_are_a_day_only_behind_a_label(day: str) -> None:
    labelled = ranks(f"<h1>{TITLE}</h1><p>发布时间：{day} 来源：本站</p>")
    bare = ranks(f"<h1>{TITLE}</h1><p>{day} 来源：本站</p>")

    assert (labelled, bare) == ([(Rank.LABELLED, date(2015, 4, 14))], [])


@pytest.mark.parametrize("line", ["{} 星期一", "星期一 {}", "{} 星期一 09:00"])
def test_day_of_reading_beside_its_weekday_may_be_the_page_s_clock(line: str) -> None:
    body = f"<h1>{TITLE}</h1><p>{line.format('2026-11-23')}</p>"

    on_the_day = seen(body, today=date(2026, 11, 23))
    later = seen(body, today=date(2026, 11, 25))

    assert (on_the_day, [one.value for one in later]) == ([], [date(2026, 11, 23)])


OVER_THE_TITLE = {
    "with its minute": "<span>2015-04-14 08:50:11</span>",
    "with its paper": "<div><span>2015-04-14 </span><span>08:00</span><span>某某晚报</span></div>",
    "three boxes": "<div>14</div><div>4月</div><div>2015</div>",
    "year, day and minute in boxes": ("<div>2015</div><div>04/14</div><div>15:42</div>"),
    "in boxes": "<div><strong>14</strong></div><div>2015-04</div>",
}


@pytest.mark.parametrize("bar", OVER_THE_TITLE.values(), ids=OVER_THE_TITLE)
def test_a_day_in_digits_right_over_the_title_is_the_articles(bar: str) -> None:
    flow = lay_out(parse(f"<p>首页</p>{bar}<h1>{TITLE}</h1><p>各单位要落实责任。</p>"))
    found = seen_dates(
        flow, title_ends(flow, TITLE), load_lexicon().date_words, date(2015, 5, 1), title=TITLE
    )

    assert [(one.rank, one.value) for one in found] == [(Rank.BY_TITLE, date(2015, 4, 14))]


def test_the_day_of_reading_right_over_the_title_may_be_a_clocks() -> None:
    flow = lay_out(parse(f"<p>2015-04-14</p><h1>{TITLE}</h1><p>各单位要落实责任。</p>"))
    words, today = load_lexicon().date_words, date(2015, 4, 14)

    assert seen_dates(flow, title_ends(flow, TITLE), words, today, title=TITLE) == []


@pytest.mark.parametrize("bar", ["<p>2015-04-14 停水公告</p>", "<p>2015-04-14</p><p>网站首页</p>"])
def test_a_day_with_other_words_over_the_title_is_of_something_else(bar: str) -> None:
    flow = lay_out(parse(f"{bar}<h1>{TITLE}</h1><p>各单位要落实责任。</p>"))
    words, today = load_lexicon().date_words, date(2015, 5, 1)

    assert seen_dates(flow, title_ends(flow, TITLE), words, today, title=TITLE) == []
