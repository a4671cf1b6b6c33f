import pytest

from config.lexicon import load_lexicon
from crawler.extract.lists.list_items import items_of
from crawler.extract.lists.row_dates import IN_TITLE
from crawler.extract.lists.rows import Row, read_row
from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_blocks
from crawler.extract.page.records import find_groups

TITLE = "关于做好今年防汛工作的通知"


def rows_of(*rows: str) -> list[Row]:
    markup = "".join(f"<li>{row}</li>" for row in rows)
    layout, lexicon = lay_blocks(parse(f"<ul>{markup}</ul>")), load_lexicon()
    group = next(find_groups(layout))
    read = (read_row(layout, one, lexicon.list_words, lexicon.date_words) for one in group.records)
    return [row for row in read if row is not None]


@pytest.mark.parametrize("written", ["6-18", "6/18", "[6-18]", "（6-18）", "06.18"])
def test_bare_month_and_day_are_read(written: str) -> None:
    (row,) = rows_of(f"<a href=1>{TITLE}</a><span>{written}</span>")

    assert [(spot.found.month, spot.found.day) for spot in row.spots] == [(6, 18)]


@pytest.mark.parametrize("label", ["发布时间：", "日期: "])
def test_label_may_stand_before_a_bare_day(label: str) -> None:
    (row,) = rows_of(f"<a href=1>{TITLE}</a><span>{label}6-18</span>")

    assert [(spot.found.month, spot.found.day) for spot in row.spots] == [(6, 18)]


@pytest.mark.parametrize(
    "markup",
    [
        f"<a href=1>{TITLE}</a><span>截止日期：6-18</span>",
        f"<a href=1>{TITLE}</a><span>更新时间：6-18</span>",
        f"<a href=1>{TITLE}</a><span>期号：6-18</span>",
        f"<a href=1>{TITLE}</a><span>13-18</span>",
        f"<a href=1>{TITLE}</a><span>10.5</span>",
        f"<a href=1>{TITLE}</a><span>第6-18页</span>",
        "<a href=1>6-18</a>",
    ],
    ids=["deadline", "update", "issue", "no_month", "number", "range", "title"],
)
def test_other_figures_are_no_day(markup: str) -> None:
    assert all(not row.spots for row in rows_of(markup))


def test_tip_over_the_link_tells_the_day() -> None:
    (row,) = rows_of(f"<a href=1 title='文章标题：{TITLE} 发布时间：2020-06-18'>{TITLE}</a>")

    assert [spot.found.raw for spot in row.spots] == ["2020-06-18"]


def test_day_in_a_tip_without_a_label_is_the_title_s() -> None:
    (row,) = rows_of(f"<a href=1 title='{TITLE}（2020-06-18）'>{TITLE}</a>")

    assert row.spots == ()


def test_spare_day_of_few_rows_is_none() -> None:
    rows = rows_of(f"<a href=1>{TITLE}</a><b>1-2</b>", *[f"<a href=2>{TITLE}</a>"] * 2)
    layout = lay_blocks(parse("<p></p>"))

    assert rows[0].spots[0].rank % 10 >= IN_TITLE
    assert items_of(layout, rows, load_lexicon().date_words, base=None, latest=None)[0].date is None
