import pytest

from crawler.extract.lists.script_pagers import has_script_pager
from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_blocks

ON = {
    "layui": "<div id='d'></div><script>laypage.render({elem: 'd', count: 100});</script>",
    "a plug-in of jquery": "<script>$('.M-box').pagination({pageCount: 9});</script>",
    "kkpager": "<script>kkpager.generPageHtml({pno: 1, total: 9});</script>",
    "scrolling": "<script>$(window).scroll(function(){ if (end) loadMore(); });</script>",
    "a call without arguments": "<a href='#' onclick='nextPage()'>下一页</a>",
    "a call in the address": "<a href='javascript:goNext()'>下页</a>",
    "a name for a script": "<a href='javascript:void(0)' id='next'>下一页</a>",
    "a class for a script": "<a href='#' class='page-next'>下一页&gt;</a>",
    "a button": "<button onclick='load()'>下一页</button>",
    "a field as a button": "<input type='button' value='下一页'>",
    "a choice of pages": "<select><option>1</option><option>2</option></select>",
    "a choice of pages in words": "<select><option>第1页</option><option>第2页</option></select>",
}
OFF = {
    "nothing": "<p>通知</p>",
    "an address": "<a href='2.html' class='next'>下一页</a>",
    "nowhere and no name": "<a href='#'>下一页</a>",
    "out of work by its class": "<a href='#' id='next' class='disabled'>下一页</a>",
    "out of work by an attribute": "<a disabled id='next'>下一页</a>",
    "a button out of work": "<button disabled>下一页</button>",
    "the only page": "<p>第1/1页</p><a href='#' id='next'>下一页</a>",
    "no records": "<p>共 0 条</p><script>laypage.render({count: 0});</script>",
    "another call": "<a href='javascript:history.back()'>返回</a>",
    "a choice of years": "<select><option>2025</option><option>2026</option></select>",
    "a choice of one page": "<select><option>1</option></select>",
}


@pytest.mark.parametrize("markup", ON.values(), ids=ON)
def test_further_pages_may_be_a_script_s(markup: str) -> None:
    assert has_script_pager(lay_blocks(parse(markup)))


@pytest.mark.parametrize("markup", OFF.values(), ids=OFF)
def test_nothing_speaks_of_further_pages(markup: str) -> None:
    assert not has_script_pager(lay_blocks(parse(markup)))
