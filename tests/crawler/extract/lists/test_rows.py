import pytest

from config.lexicon import load_lexicon
from crawler.extract.lists.rows import Row, read_row
from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_blocks
from crawler.extract.page.records import find_groups

TITLE = "关于做好今年防汛工作的通知"


def row_of(markup: str) -> Row | None:
    layout, lexicon = lay_blocks(parse(f"<ul><li>{markup}</li></ul>")), load_lexicon()
    record = next(find_groups(layout)).records[0]
    return read_row(layout, record, lexicon.list_words, lexicon.date_words)


TITLES = {
    "title_attribute_of_a_cut_text": f"<a href=1 title='{TITLE}'>{TITLE[:6]}...</a>",
    "text_where_the_attribute_says_something_else": f"<a href=1 title='点击查看'>{TITLE}</a>",
    "text_without_its_date": f"<a href=1>{TITLE} 2020-01-02</a>",
    "text_without_its_bracketed_date": f"<a href=1>{TITLE}(2020-01-02)</a>",
    "text_without_its_bullet": f"<a href=1>· {TITLE}</a>2020-01-02",
    "heading_of_a_card": f"<a href=1><h3>{TITLE}</h3><p>摘要摘要。</p></a>",
    "long_link_behind_a_tag": f"<a href=2>[县政府]</a><a href=1>{TITLE}</a>",
    "link_behind_a_tag_whose_brackets_stand_outside": (
        f"[<a href=2>县政府办通知公告</a>] <a href=1>{TITLE}</a>"
    ),
    "page_before_files_with_longer_names": (
        f"<a href=1>{TITLE}</a><a href=2.pdf>附件：{TITLE}的补充说明和申报表.pdf</a>"
    ),
    "text_link_beside_a_picture_link": f"<a href=1><img alt='图'></a><a href=1>{TITLE}</a>",
}


@pytest.mark.parametrize("markup", TITLES.values(), ids=TITLES.keys())
def test_title_is(markup: str) -> None:
    row = row_of(markup)

    assert row is not None
    assert row.title == TITLE


def test_date_that_is_part_of_the_title_stays() -> None:
    row = row_of(f"<a href=1>{TITLE}（2020年9月10日）</a><span>2020-09-11</span>")

    assert row is not None
    assert row.title == f"{TITLE}（2020年9月10日）"


@pytest.mark.parametrize(
    "markup",
    [
        "<a href=1>更多&gt;&gt;</a>",
        "<a href=1>下一页</a>",
        "共 86 条 第 1/8 页 <a href=1>下 页</a> <a href=2>尾 页</a>",
        "<a href=1>3</a>",
        f"<a>{'长' * 800}</a>",
        "最后更新时间：2020-06-18 <a href=1></a>",
        "您当前的位置：<a href=1>首页</a> &gt; <a href=2>通知公告</a>",
    ],
    ids=[
        "more",
        "pager",
        "spread_pager",
        "page_number",
        "whole_article",
        "own_line",
        "breadcrumbs",
    ],
)
def test_is_no_row(markup: str) -> None:
    assert row_of(markup) is None


def test_pin_is_noticed() -> None:
    row = row_of(f"<b>置顶</b><a href=1>{TITLE}</a>")

    assert row is not None
    assert row.pinned


def test_second_titled_link_counts_against_the_row() -> None:
    row = row_of(f"<a href=1>{TITLE}</a><a href=2>{TITLE}的政策解读</a>")

    assert row is not None
    assert row.extras == 1


@pytest.mark.parametrize("name", ["高层次人才申报办法", TITLE])
def test_link_about_the_document_of_the_row_does_not(name: str) -> None:
    title = TITLE if name == TITLE else f"关于印发《{name}》的通知"
    row = row_of(f"<a href=1>{title}</a><p>解读：<a href=2>《{name}》政策解读</a></p>")

    assert row is not None
    assert row.extras == 0


def test_attachments_are_no_further_titles() -> None:
    files = "".join(f"<a href={n}.doc>附件{n}：单位报送情况汇总表</a>" for n in (2, 3))
    row = row_of(f"<a href=1>{TITLE}</a>{files}")

    assert row is not None
    assert row.extras == 0
