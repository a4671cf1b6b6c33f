from base64 import b64encode
from urllib.parse import quote, urljoin

import pytest

from crawler.extract.lists.paging import find_next, goes_on
from crawler.extract.page.dom import parse

BASE = "http://www.county.gov.cn/tzgg/"
PRINTED = "第1页 <a href='2.html'>2</a>"


def _printed(markup: str) -> str:
    """Give a script that writes markup as 华海's columns do."""
    packed = b64encode(quote(markup).encode()).decode()
    return f'document.getElementById("pager").innerHTML=decodeURIComponent(atob("{packed}"));'


NEXT = {
    "link": ("<a href='index_1.html'>下一页</a>", "index_1.html"),
    "link_with_blanks": ("<a href='?page=2'>下 一 页</a>", "?page=2"),
    "picture": ("<a href='2.html'><img src='n.gif' alt='下一页'></a>", "2.html"),
    "arrow_in_a_pager": ("<div class='pager'><a href='2.html'>&gt;</a></div>", "2.html"),
    "rel": ("<link rel='next' href='index_1.html'>", "index_1.html"),
    "attribute_of_a_script": ("<a href='javascript:;' tagname='i_2.html'>下一页</a>", "i_2.html"),
    "click": ("<a onclick=\"location.href='list_2.html'\">下一页</a>", "list_2.html"),
    "arrow_behind": ("<a href='2.html'>下页&gt;</a>", "2.html"),
    "call_of_a_file": (
        "<a href='javascript:void(0);' onclick=\"_gotoPage('index_2.jhtml');\">下一页</a>",
        "index_2.jhtml",
    ),
    "trs": ("<script>createPageHTML(5, 0, 'index', 'html');</script>", "index_1.html"),
    "trs_second_page": ('<script>createPageHTML(5,1,"index","shtml")</script>', "index_2.shtml"),
    "another_call_counts_from_one": (
        "<script>createPage(2,1,'list','shtml');</script>",
        "list_2.shtml",
    ),
    "trs_that_counts_from_one": (
        "<script>createPageHTML(2, 1, 'index', 'html');</script>",
        "index_2.html",
    ),
    "box_first": ("<script>createPageHTML('page_div',3, 1,'tz','htm',42);</script>", "tz_2.htm"),
    "variables": (
        "<script>var countPage=3;var currentPage=0;s='index_'+(currentPage+1)+'.html';</script>",
        "index_1.html",
    ),
    "more_to_load": ("<a href='javascript:;' data-url='/api?page=2'>加载更多</a>", "/api?page=2"),
    "numbers": ("<div class='page'>1 <a href='2.html'>2</a></div>", "2.html"),
    "printed": (f"<div id='pager'></div><script>{_printed(PRINTED)}</script>", "2.html"),
    "printed_in_words": (f"<script>{_printed('<a href=3.html>下一页</a>')}</script>", "3.html"),
}
LAST = {
    "last_of_another_call": "<script>createPage(3, 3, 'index', 'html');</script>",
    "last_of_trs": "<script>createPageHTML(5, 4, 'index', 'html');</script>",
    "only_page": "<script>createPageHTML(1, 0, 'index', 'html');</script>",
    "last_with_box": "<script>createPageHTML('page_div',3, 3,'tz','htm',42);</script>",
    "definition_of_the_pager": "<script>function createPageHTML(total, cur, name, ext){}</script>",
    "scripted_link": "<a href='javascript:goPage(2)'>下一页</a>",
    "arrow_elsewhere": "<p>首页<a href='/x/'>&gt;</a></p>",
    "the_page_itself": f"<a href='{BASE}'>下一页</a>",
    "more_of_another_list": "<a href='/tz/'>显示更多&gt;&gt;</a>",
    "no_pager": "<p>正文</p>",
    "last_printed": f"<script>{_printed('<a href=1.html>1</a> 第2页')}</script>",
    "no_base64": '<script>x=atob("<<<>>>");y=atob("AAAA=A==")</script>',
}


@pytest.mark.parametrize(("markup", "address"), NEXT.values(), ids=NEXT.keys())
def test_next_page_is_what_the_page_names(markup: str, address: str) -> None:
    found = find_next(parse(markup), base=BASE)

    assert [(urljoin(BASE, address), "next")] == [(step.url, step.purpose) for step in found]


@pytest.mark.parametrize("markup", LAST.values(), ids=LAST.keys())
def test_no_next_page_is_made_up(markup: str) -> None:
    assert find_next(parse(markup), base=BASE) == ()


MORE = {
    "counted": "<div class='page'>共12页 <a href='javascript:;'>下一页</a></div>",
    "counted_here": "<div>第 2 页 / 共 12 页</div>",
    "fraction_alone": "<div>共120条 第1/12页 <a href='javascript:;'>下一页</a></div>",
    "fraction_of_places": "<div>页次：1/12页</div>",
    "fraction": "<div>2/12页 共12页</div>",
    "call": "<a href='javascript:goPage(2)'>下一页</a>",
    "click": "<a href='#' onclick=\"turn('2')\">下一页</a>",
    "loaded_by_nobody_knows_what": "<a href='javascript:;' class='more'>点击加载更多</a>",
    "blank_place": "<div class='pagination'>\n </div><script>fill()</script>",
    "counted_by_half_a_script": "<p class='pager'></p><script>var totalPage = 12;</script>",
    "another_thing_printed": (
        f"<div id='pager'></div><script>{_printed('<b>联系我们</b>')}</script>"
    ),
    "a_printed_call": f"<script>{_printed('第1页/共9页 <a href=javascript:go(2)>2</a>')}</script>",
    "a_number_of_another_kind": (
        "<p class='page'><a href=a>1</a><a href=b>2</a><a href=c>3</a> 每页4条</p>"
    ),
    "button": "<button>加载更多</button>",
    "numbers_that_do_not_tell_the_page": "<p class='page'><a href=a>1</a><a href=b>2</a>",
    "call_of_a_number": "<div class='page'>1 <a href='javascript:turnTo(2)'>2</a></div>",
    "left_to_a_script": "<div class='pager'></div><script src='turn.js'></script>",
    "count_in_variables": "<script>createPageHTML(countPage, currentPage, 'i', 'html');</script>",
    "count_known_to_be_several": (
        "<script>var countPage = 5; createPageHTML(countPage, 0, 'index', 'html');</script>"
    ),
    "named_in_words": "<ul id='Fenye'></ul><script>show(2)</script>",
    "counted_in_a_variable": "<script>var totalPage=9;var currentPage=1;show();</script>",
}
END = {
    "last": "<div>第12页/共12页 <a href='javascript:;'>下一页</a></div>",
    "last_of_a_fraction": "<div>12/12页 共12页</div>",
    "only": "<div>共1页</div>",
    "nothing": "<p>全县共12个乡镇</p>",
    "dead_link": "<a href='#'>下一页</a><a href='javascript:void(0)'>下一页</a>",
    "pages_counted_by_a_script": (
        "<div class='page'><script>createPageHTML(1, 0, 'index', 'html');</script></div>"
    ),
    "one_page_in_a_variable": (
        "<script>var countPage = 1; createPageHTML(countPage, 0, 'index', 'html');</script>"
    ),
    "last_page_in_variables": "<script>var totalPage=9;var currentPage=9;show();</script>",
    "pager_only_defined": "<script>function createPageHTML(total, cur, name, ext){}</script>",
    "place_without_scripts": "<div class='pager'></div>",
    "content_of_a_page": "<div class='page-content'></div><script>show()</script>",
    "last_printed_page": f"<div id='pager'></div><script>{_printed('第1页')}</script>",
}


@pytest.mark.parametrize("markup", MORE.values(), ids=MORE.keys())
def test_list_goes_on_where_its_pager_says_so(markup: str) -> None:
    assert goes_on(parse(markup))


@pytest.mark.parametrize("markup", END.values(), ids=END.keys())
def test_last_page_does_not_go_on(markup: str) -> None:
    assert not goes_on(parse(markup))


@pytest.mark.parametrize(
    ("pager", "more"),
    [
        ("共2页 <a href='index.html'>1</a> <a href='index_1.html'>2</a>", False),
        ("共3页 <a href='index.html'>1</a> <a href='index_1.html'>2</a>", True),
        ("共2页 <a href='index.html'>上一页</a> <a href='index_1.html'>下一页</a>", False),
        ("共2页 <a href='index.html'>上一页</a> <a href='#'>下一页</a>", True),
        ("共2页 <a href='index_1.html' onclick='go(3)'>下一页</a>", True),
    ],
    ids=["its own number", "another number", "leads to itself", "leads nowhere", "a call"],
)
def test_a_pager_that_counts_pages_tells_the_one_shown_by_its_links(
    pager: str,
    more: bool,  # noqa: FBT001 - a case's value
) -> None:
    markup = f"<ul><li>通知</ul><div class='page'>{pager}</div>"

    assert goes_on(parse(markup), base=BASE + "index_1.html") is more


@pytest.mark.parametrize(
    ("own", "pager", "following"),
    [
        ("?page=1&c=2", "第1页/共2页", "?page=2&c=2"),
        ("?c=2&pageNo=0", "第1页/共2页", "?c=2&pageNo=1"),
        ("?page=3", "共12页", None),
        ("?page=35", "第1页/共3页", None),
        ("list.jsp?lm=%D0%C2&page=1", "第1页/共3页", "list.jsp?lm=%D0%C2&page=2"),
        ("?page=" + "9" * 5000, "第1页/共3页", None),
        ("?page=2", "第2页/共2页", None),
        ("?c=2", "第1页/共2页", None),
        ("?page=1", "共1页", None),
    ],
)
def test_an_address_with_a_number_is_turned_as_far_as_the_pager_counts(
    own: str, pager: str, following: str | None
) -> None:
    found = find_next(parse(f"<ul><li>通知</ul><div>{pager}</div>"), base=BASE + own)

    assert [step.url for step in found] == ([BASE + following] if following else [])
