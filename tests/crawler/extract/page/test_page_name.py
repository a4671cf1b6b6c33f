import pytest

from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_blocks
from crawler.extract.page.page_name import crumbs_above, page_names


def names_of(markup: str) -> tuple[str, ...]:
    tree = parse(markup)
    return page_names(lay_blocks(tree))


def test_first_part_of_the_title_is_a_name() -> None:
    assert names_of("<title>局长信箱-某县水利局</title>") == ("局长信箱",)


@pytest.mark.parametrize("word", ["您的", "当前", "您当前的", "您所在的", "您现在的", "你的"])
def test_last_crumb_is_a_name_and_its_parents_are_not(word: str) -> None:
    crumbs = f"<div>{word}位置：<a href=/>首页</a> &gt; <a>领导信箱</a> &gt; <a>问答精选</a></div>"

    assert names_of(crumbs) == ("问答精选",)


@pytest.mark.parametrize(
    ("crumbs", "above"),
    [
        ("首页 &gt; <a>政策 文件</a> &gt; 国家文件", ("当前位置：首页", "政策文件")),
        ("首页 &gt; 政策文件 &gt; 信息列表", ()),
        ("首页 &gt; 政策文件 &gt; 政策文件", ("当前位置：首页",)),
    ],
)
def test_crumbs_before_the_last_stand_above(crumbs: str, above: tuple[str, ...]) -> None:
    layout = lay_blocks(parse(f"<div>当前位置：{crumbs}</div>"))

    assert crumbs_above(layout) == above


def test_standard_tag_is_a_name() -> None:
    assert names_of("<meta name='ColumnName' content='通知公告'>") == ("通知公告",)


def test_page_may_go_without_a_name() -> None:
    assert names_of("<p>正文</p>") == ()
