import pytest

from config.lexicon import load_lexicon
from crawler.extract.columns.splash import way_in
from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_blocks

BASE = "http://www.county.gov.cn/"


def way(markup: str) -> str | None:
    layout = lay_blocks(parse(markup))
    return way_in(layout, base=BASE, names=load_lexicon().column_names)


WAYS = {
    "a word": "<p>欢迎访问</p><a href='/main/'>进入首页&gt;&gt;</a><a href='/en/'>English</a>",
    "a picture's word": "<a href='/main/'><img alt='点击进入'></a><a href='/b/'>无障碍</a>",
    "one picture": "<a href='/main/'><img src='a.jpg'></a>",
    "a place of a picture": "<img usemap='#m'><map name='m'><area href='/main/'></map>",
    "a click": "<div onclick=\"location.href='/main/'\">跳过</div>",
    "a language": "<a href='/main/'>中文版</a><a href='/en/'>English</a>",
}


@pytest.mark.parametrize("markup", WAYS.values(), ids=WAYS)
def test_splash_leads_to_the_home_page(markup: str) -> None:
    assert way(markup) == f"{BASE}main/"


MANY = "".join(f"<a href='/{n}/'>栏目{n}</a>" for n in range(7))
NONE = {
    "more than a few ways": f"<a href='/main/'>进入首页</a>{MANY}",
    "a page with text": f"<p>{'本站信息' * 100}</p><a href='/main/'>进入首页</a>",
    "one link of text": "<a href='/main/'>通知公告</a>",
    "another site": "<a href='http://www.a.com/'>进入首页</a>",
    "itself": f"<a href='{BASE}'>进入首页</a>",
    "nothing": "<p>欢迎</p>",
}


@pytest.mark.parametrize("markup", NONE.values(), ids=NONE)
def test_no_splash(markup: str) -> None:
    assert way(markup) is None
