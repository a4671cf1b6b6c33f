from datetime import date

import pytest

from config.lexicon import load_lexicon
from crawler.extract.articles.labelled_days import is_of_another
from crawler.extract.articles.visible_dates import seen_dates
from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_blocks
from crawler.extract.page.title import title_ends

WORDS = load_lexicon().date_words
TITLE = "县水利局加固南岸河堤"
TEXT = (
    "<p>连日来，县水利局组织人员对南岸河堤进行加固，预计汛期之前全部完工，请沿岸居民注意安全。</p>"
)
DAY = "2015-04-14"


def is_anothers(markup: str, *, apart: bool = False) -> bool:
    page = f"<h1>{TITLE}</h1>{TEXT if apart else ''}{markup}{TEXT}"
    flow = lay_blocks(parse(f"<div>{page}</div>")).flow
    found = next(one for one in flow.dates if one.value == date(2015, 4, 14))
    return is_of_another(flow, found, title_ends(flow, TITLE), WORDS, apart=apart)


ANOTHERS = {
    "a sentence before the label": f"<p>据悉，该标准（发布日期：{DAY}）适用于全省。</p>",
    "a part of an entry before it": f"<p>1.标准号：DB36/T 1；发布日期：{DAY}</p>",
    "a law's, beside that of its force": f"<p>公布日期：{DAY} 施行日期：2015-06-01</p>",
    "a law's in a document's table": (
        f"<p>文号：主席令第1号 公布日期：{DAY} 施行日期：2015-06-01</p>"
    ),
    "a standard's": f"<p>【发布日期】{DAY}</p><p>【实施日期】2015-06-01</p>",
    "a law's in a text under a source": (
        f"<p>来源：县水利局</p><div><p>发布日期：{DAY}</p><p>实施日期：2015-06-01</p></div>"
    ),
    "a link before it": (
        f"<p>相关政策：<a href='9.html'>关于加固南岸河堤的通知</a> 发布日期：{DAY}</p>"
    ),
    "a linked policy's row before it": (
        "<table><tr><td>政策原文：</td>"
        "<td><a href='9.html'>某县人民政府关于加固南岸河堤的通知</a></td></tr>"
        f"<tr><td>发布日期：</td><td>{DAY}</td></tr></table>"
    ),
    "a heading over another column": (
        f"<table><tr><th>文件</th><th>发布时间</th></tr><tr><td>{DAY}</td><td>a</td></tr></table>"
    ),
}
OWN = {
    "a title bar": f"<p>发布时间：{DAY} 来源：县水利局</p>",
    "a bar with commas": f"<p>来源：县水利局，发布时间：{DAY}，浏览：12</p>",
    "a long bar with commas": (
        "<p>来源：某县融媒体中心，作者：张三，李四，王五，编辑：赵六，责任编辑：孙七，审核：周八，"
        f"签发：吴九，发布时间：{DAY} 09:20，浏览次数：12次</p>"
    ),
    "a long title in the same line": (
        f"<p><span>{'全县召开防汛会议，部署重点工作，' * 5}</span> <span>发布时间：{DAY}</span></p>"
    ),
    "a site's link in the bar": (
        f"<p>[<a href='/'>某县水利局门户网站</a>] 发布时间：{DAY} 来源：县水利局</p>"
    ),
    "a document's table": f"<p>索引号：A1 发布日期：{DAY} 实施日期：2015-06-01</p>",
    "the text behind it in one line": f"<td>发布时间：{DAY} 连日来，县水利局加固河堤。</td>",
    "a law's page that tells its minute": (
        f"<p>发布时间：{DAY} 10:20</p><p>实施日期：2015-06-01</p>"
    ),
    "a law's page that names its source beside it": (
        f"<ul><li>来源：县水利局</li><li>发布日期：{DAY}</li><li>实施日期：2015-06-01</li></ul>"
    ),
    "a linked source before it": (
        f"<p>来源：<a href='/'>某县人民政府办公室门户网站群</a></p><p>发布时间：{DAY}</p>"
    ),
    "a link that nothing announces": f"<p><a href='/'>某县水利局门户网</a> 发布时间：{DAY}</p>",
    "no label": f"<p>{DAY}</p>",
}


@pytest.mark.parametrize("markup", ANOTHERS.values(), ids=ANOTHERS)
def test_labelled_day_may_be_anothers(markup: str) -> None:
    assert is_anothers(markup)


@pytest.mark.parametrize("markup", OWN.values(), ids=OWN)
def test_labelled_day_by_the_title_is_the_pages(markup: str) -> None:
    assert not is_anothers(markup)


APART = {
    "glued to words": (f"<p>该标准发布日期：{DAY}</p>", True),
    "behind another label": (f"<p>附：发布日期：{DAY}</p>", True),
    "a row of a table in the text": (
        f"<table><tr><td>标准</td><td>A</td></tr><tr><td>发布日期</td><td>{DAY}</td></tr></table>",
        True,
    ),
    "a long line of fields parted by commas": (
        f"<p>{'标准，' * 20}浏览：1，发布日期：{DAY}</p>",
        True,
    ),
    "an element of its own behind words": (
        f"<p><span>{'某县，' * 20}</span><span>发布日期：{DAY}</span></p>",
        False,
    ),
    "elements for each name and value of a bar": (
        f"<p><span>登记号：</span><i>无</i><span>公开日期：</span><i>{DAY}</i></p>",
        False,
    ),
    "a label behind words in its element": (
        f"<p><span>该标准发布日期：</span><i>{DAY}</i></p>",
        True,
    ),
    "a line of its own": (f"<p>发布日期：{DAY}</p>", False),
    "a field in brackets": (f"<p>[ 录入：王某 ] [ 发布日期：{DAY} ]</p>", False),
    "a document's table": (
        f"<table><tr><td>索引号</td><td>A</td></tr><tr><td>发布日期</td><td>{DAY}</td></tr></table>",
        False,
    ),
}


@pytest.mark.parametrize(("markup", "told"), APART.values(), ids=APART)
def test_behind_the_text_a_label_wants_a_line_of_fields(markup: str, *, told: bool) -> None:
    assert is_anothers(markup, apart=True) is told


def test_such_days_are_no_candidates() -> None:
    for markup in ANOTHERS.values():
        flow = lay_blocks(parse(f"<div><h1>{TITLE}</h1>{markup}{TEXT}</div>")).flow
        seen = seen_dates(flow, title_ends(flow, TITLE), WORDS, None, title=TITLE)

        assert date(2015, 4, 14) not in {one.value for one in seen}
