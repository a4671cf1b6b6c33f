import pytest

from config.lexicon import load_lexicon
from crawler.extract.lists.lists import find_list
from crawler.extract.page.dom import parse

BASE = "http://www.county.gov.cn/tzgg/list.jsp?c=7"
ROWS = "".join(
    f"<li><a href='/show.jsp?n={n}'>关于做好第{n}次防汛工作的通知</a><span>2026-03-0{n}</span></li>"
    for n in range(1, 9)
)


def goes_on(behind: str, before: str = "") -> bool:
    tree = parse(f"<title>通知公告</title>{before}<ul>{ROWS}</ul>{behind}")
    return find_list(tree, base=BASE, fetched_at=None, lexicon=load_lexicon()).more


MORE = {
    "entries": "<p>共85条</p>",
    "entries in parts": "<p>共有 <b>85</b> 条记录</p>",
    "records": "<p>记录总数：<em>85</em></p>",
    "a plug-in's count": "<div><span>共 85 条</span><button></button></div>",
    "pages": "<p>1/9</p>",
    "pages in brackets": "<p>[ 2 / 9 ]</p>",
    "pages in English": "<p>Page 1 of 9</p>",
    "a click": "<span onclick='go(2)'>下一页</span>",
    "a click around": "<li onclick='go(2)'><i>下一页</i></li>",
}


@pytest.mark.parametrize("behind", MORE.values(), ids=MORE)
def test_list_goes_on_where_more_is_told(behind: str) -> None:
    assert goes_on(behind)


@pytest.mark.parametrize(
    ("script", "added"),
    [
        ("$('.rows').append(html)", True),
        ('$( "#main" ) . append ( html )', False),
        ('$("#lb").append("<li>" + one + "</li>")', True),
        ("$('.rows').hide()", False),
    ],
)
def test_list_goes_on_where_a_script_adds_rows_to_it(script: str, *, added: bool) -> None:
    tree = parse(
        f"<title>通知公告</title><ul id='lb' class='news rows'>{ROWS}</ul><script>{script}</script>"
    )

    found = find_list(tree, base=BASE, fetched_at=None, lexicon=load_lexicon())

    assert found.more is added


def test_count_may_stand_before_the_list() -> None:
    assert goes_on("", before="<p>共85条信息</p>")


END = {
    "nothing": "<p>责任编辑：办公室</p>",
    "as many": "<p>共8条</p>",
    "the last page": "<p>9/9</p>",
    "the end of a pager": "<p>共85条 <a href='?p=1'>首页</a> <a href='?p=9'>上一页</a></p>",
    "another count": "<p>共85人参加</p>",
    "a day": "<p>更新 11/18</p>",
    "a next page out of work": "<span class='disabled' onclick='go(2)'>下一页</span>",
    "a next page that is a word": "<span>下一页</span>",
}


@pytest.mark.parametrize("behind", END.values(), ids=END)
def test_list_ends_where_nothing_more_is_told(behind: str) -> None:
    assert not goes_on(behind)
