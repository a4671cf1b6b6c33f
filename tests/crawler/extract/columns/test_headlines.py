import pytest

from crawler.extract.columns.headlines import headlines
from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_blocks

HOME = "http://www.county.gov.cn/"
STORY = f"{HOME}xwzx/3001.html"
FOUND = {
    "a lead story": "<h2><a href='/xwzx/3001.html'>县委书记调研乡村振兴工作</a></h2>",
    "a slide show": "<div class='swiper'><a href='/xwzx/3001.html'><img src='1.jpg'></a></div>",
    "a picture's words": "<a href='/xwzx/3001.html'><img src='1.jpg' alt='县长调研'></a>",
    "two links to it": "<a href='/xwzx/3001.html'><img src='1.jpg'></a>"
    "<a href='/xwzx/3001.html#p'>县委书记调研乡村振兴工作</a>",
}
OTHERS = {
    "a column": "<a href='/xwzx/index_1.html'>重点领域信息公开专栏目录</a>",
    "a folder": "<a href='/ztzl/2026/'>学习贯彻重要会议精神专题</a>",
    "a service": "<a href='/fw/12.html'>公积金查询</a>",
    "another site": "<a href='http://www.gov.cn/1.html'>国务院办公厅关于印发方案的通知</a>",
    "the foot": "<div class='footer'><a href='/a/1.html'>网站使用帮助与无障碍说明</a></div>",
    "a menu": "<ul class='nav'><li><a href='/a/1.html'>县人民政府办公室机构职能</a></li></ul>",
    "hidden": "<div style='display:none'><a href='/a/1.html'>县委书记调研乡村振兴工作</a></div>",
}


def found_in(markup: str, *shown: str) -> tuple[str, ...]:
    return headlines(lay_blocks(parse(markup)), base=HOME, shown=shown)


@pytest.mark.parametrize("markup", FOUND.values(), ids=FOUND)
def test_homepage_shows_an_entry_without_a_day(markup: str) -> None:
    assert found_in(markup)[0].partition("#")[0] == STORY


@pytest.mark.parametrize("markup", OTHERS.values(), ids=OTHERS)
def test_what_leads_to_no_entry_of_the_site_is_no_headline(markup: str) -> None:
    assert found_in(markup) == ()


def test_entry_of_a_list_is_none_apart() -> None:
    assert found_in(FOUND["a lead story"], STORY) == ()
