import pytest

from config.lexicon import load_lexicon
from crawler.extract.lists.tabs import is_one_year, is_pane
from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_blocks
from crawler.extract.page.records import find_groups

WORDS = load_lexicon().list_words
ROWS = "<ul class='list'>{}</ul>".format(
    "".join(
        f"<li><a href='/{n}.html'>关于第{n}次防汛的通知</a>2025-03-0{n}</li>" for n in range(1, 6)
    )
)
SCRIPTED = "<div><a href='javascript:tab(1)'>公告</a><a href='javascript:tab(2)'>公示</a></div>"
TABS = {
    "links of a script": SCRIPTED,
    "links without an address": "<ul><li><a>公告</a></li><li><a>公示</a></li></ul>",
    "queries of the page": "<div><a href='?state=1'>公告</a><a href='?state=2'>公示</a></div>",
    "called so": "<ul class='tab_head'><li class='on'>公告</li><li>公示</li></ul>",
    "years": "<ul><li><a href='javascript:;'>2026年</a></li><li><a href='#'>2025</a></li></ul>",
    "of bootstrap": (
        "<ul class='nav nav-tabs'><li><a href='#a'>公告</a></li><li><a href='#b'>公示</a></li></ul>"
    ),
}
OTHERS = {
    "nothing": "",
    "one label": "<div class='tab'><span>通知公告</span></div>",
    "links to columns": "<div class='tab'><a href='/gg/'>公告</a><a href='/gs/'>公示</a></div>",
    "spans": "<div><span>标题</span><span>日期</span></div>",
    "numbers of pages": "<div><a href='#'>1</a><a href='#'>2</a></div>",
    "sizes of letters": "<p><a href='javascript:z(2)'>大</a><a href='javascript:z(1)'>小</a></p>",
    "a pager": "<div><a href='#'>上一页</a><a href='#'>下一页</a></div>",
    "a menu": "<div class='menu'><a href='javascript:;'>政务</a><a href='#'>服务</a></div>",
    "tabs further up": "<ul class='tab'><li>公告</li><li>公示</li></ul><p>当前位置：首页</p>",
}


def pane(before: str, behind: str = "") -> bool:
    layout = lay_blocks(parse(f"<div>{before}<div>{ROWS}</div>{behind}</div>"))
    group = next(one for one in find_groups(layout) if one.place.hints == "list")
    return is_pane(
        layout, group.first_text, group.end_text, base="http://www.county.gov.cn/tzgg/", words=WORDS
    )


@pytest.mark.parametrize("before", TABS.values(), ids=TABS)
def test_list_behind_tabs_that_scripts_turn_is_one_pane(before: str) -> None:
    assert pane(before)


@pytest.mark.parametrize("before", OTHERS.values(), ids=OTHERS)
def test_list_behind_anything_else_is_whole(before: str) -> None:
    assert not pane(before)


def test_list_is_whole_where_the_other_panes_are_in_the_page() -> None:
    assert pane(SCRIPTED)
    assert not pane(SCRIPTED, "<div><a href='/9.html'>关于第9次防汛的通知</a></div>")


@pytest.mark.parametrize(
    ("choices", "told"),
    [
        (("2026", "2025年"), True),
        (("全部", "2026", "2025"), False),
        (("2026",), False),
        ((), False),
    ],
)
def test_field_of_years_alone_shows_one_of_them(choices: tuple[str, ...], *, told: bool) -> None:
    options = "".join(f"<option>{one}</option>" for one in choices)

    assert is_one_year(lay_blocks(parse(f"<select>{options}</select>"))) is told
