import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.lexicon import load_lexicon
from crawler.extract.articles.article_text import LEAST_TEXT, article_text, text_digest
from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_blocks

WORDS = load_lexicon().date_words
FIRST = (
    "为做好今年的防汛工作，确保人民群众生命财产安全，"
    "根据省防汛抗旱指挥部的统一部署，现将有关事项通知如下。"
)
SECOND = (
    "各乡镇要落实领导带班和二十四小时值班制度，备足物资，"
    "加强巡查，遇有险情立即组织群众转移并及时上报县指挥部。"
)
THIRD = "联系人：张三，王五"
WHOLE = "".join(filter(str.isalnum, FIRST + SECOND + THIRD))
BODY = f"<div id='zoom'><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></div>"


def text_of(markup: str) -> str:
    return article_text(lay_blocks(parse(markup)), WORDS)


def page(body: str = BODY, bar: str = "发布时间：2026-11-20 来源：县水利局 浏览：7次") -> str:
    return (
        "<div class='nav'><a href='/'>首页</a> > <a href='/tzgg/'>通知公告</a> > 正文</div>"
        f"<h1>关于做好防汛工作的通知</h1><div class='info'>{bar}</div>{body}"
        "<div class='more'><a href='/2.html'>下一篇：关于做好抗旱工作的通知</a></div>"
        "<div class='footer'>版权所有 示例县人民政府 湘ICP备05000618号 地址：人民路一号</div>"
    )


SAME = {
    "another date and counter": page(bar="发布时间：2015-03-02 来源：县水利局 浏览：99次"),
    "another title bar, long": page(
        bar="发布日期：2015-03-02 信息来源：示例县水利局办公室 作者：李四 "
        "字号：大 中 小 浏览次数：12345 次 打印本页"
    ),
    "no title bar": page(bar=""),
    "other white space and breaks": page(BODY.replace("，", "， \n")),
    "paragraphs by line breaks": page(f"<div id='zoom'>{FIRST}<br>　　{SECOND}<br>{THIRD}</div>"),
    "full-width figures and letters": page(BODY.replace("。", "．")),
    "words of sharing inside": page(BODY.replace("</div>", "<p>【打印】【分享】</p></div>")),
    "neighbours inside": page(BODY.replace("</div>", "<p>上一篇：没有了</p></div>")),
    "an article of one element": (
        f"<body><h1>关于做好防汛工作的通知</h1><p>发布时间：2026-11-20 来源：县水利局</p>"
        f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></body>"
    ),
}


@pytest.mark.parametrize("markup", SAME.values(), ids=SAME)
def test_the_same_article_has_the_same_text_whatever_stands_around_it(markup: str) -> None:
    assert text_of(markup) == text_of(page()) == WHOLE
    assert text_digest(lay_blocks(parse(markup)), WORDS) == text_digest(
        lay_blocks(parse(page())), WORDS
    )


OTHER = {
    "a short line at the end": page(BODY.replace(THIRD, "联系人：李四，王五")),
    "a figure": page(BODY.replace("二十四", "12")),
    "the name of an attachment": page(
        BODY.replace("</div>", "<p><a href='/1.xls'>附件：第一批名单.xls</a></p></div>")
    ),
    "a row of a table": page(
        BODY.replace("</div>", "<table><tr><td>李四</td><td>三级</td></tr></table></div>")
    ),
}


@pytest.mark.parametrize("markup", OTHER.values(), ids=OTHER)
def test_whatever_differs_in_the_article_makes_it_another(markup: str) -> None:
    assert len(text_of(markup)) >= LEAST_TEXT
    assert text_of(markup) != WHOLE


NONE = {
    "a short notice": page(
        "<div id='zoom'><p>国庆节放假安排见附件，请各单位妥善安排值班。</p></div>"
    ),
    "a picture": page("<div id='zoom'><img src='/1.jpg'></div>"),
    "links alone": page(f"<ul><li><a href='/1.html'>{FIRST}</a></li></ul>"),
    "a frameset": "<frameset><frame src='/1.html'></frameset>",
    "nothing": "",
}


@pytest.mark.parametrize("markup", NONE.values(), ids=NONE)
def test_what_holds_no_long_text_has_none_to_compare(markup: str) -> None:
    assert text_of(markup) == ""
    assert text_digest(lay_blocks(parse(markup)), WORDS) is None


PIECES = st.sampled_from([
    "<div>", "</div>", "<p>", "</p>", "<br>", "<table><tr><td>", "</table>", "<ul><li>", "</ul>",
    "<a href=/1.html>", "</a>", "<div class=footer>", "<script>", "</script>", "<frameset>",
    FIRST, SECOND, THIRD, "来源：县水利局", "相关阅读", "\n",
])  # fmt: skip


@given(st.lists(PIECES, max_size=30).map("".join))
def test_of_any_page_the_text_is_long_enough_and_of_the_page(markup: str) -> None:
    text = text_of(markup)

    assert not text or len(text) >= LEAST_TEXT
    assert text.isalnum() or not text
