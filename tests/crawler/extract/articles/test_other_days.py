from datetime import date

import pytest

from config.lexicon import load_lexicon
from crawler.extract.articles.other_days import is_of_card, is_of_something_else
from crawler.extract.articles.visible_dates import seen_dates
from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_blocks
from crawler.extract.page.title import title_ends

WORDS = load_lexicon().date_words
TITLE = "县水利局加固南岸河堤"
TEXT = (
    "<p>连日来，县水利局组织人员对南岸河堤进行加固，预计汛期之前全部完工，请沿岸居民注意安全。</p>"
)


def is_other(markup: str) -> bool:
    flow = lay_blocks(parse(f"<h1>{TITLE}</h1>{markup}{TEXT}")).flow
    found = next(one for one in flow.dates if one.value == date(2015, 4, 14))
    return is_of_something_else(flow, found, WORDS)


OTHERS = {
    "a label of its own": "<p>版本：2015-04-14</p>",
    "an appointment's hour behind its office": "<p>县信访局：2015-04-14 上午</p>",
    "one of several appointments": "<p>县信访局：2015-04-14</p><p>县水利局：2015-04-21</p>",
    "another label behind a known one": "<p>办理期限：2015-04-14</p>",
    "an entry of a life": "<p>2015-04-14 任局长</p><p>2017-09-10 任副县长</p>",
    "an entry after others": "<p>2011-07 参加工作</p><p>2015-04-14 任局长</p>",
    "a sentence in one element": "<p>2015-04-14县人大常委会第三次会议通过</p>",
    "an issue": "<p>第2015-04-14期</p>",
    "columns of a table": "<table><tr><td>2015-04-14</td><td>2015-05-14</td></tr></table>",
    "rows of a table": (
        "<table><tr><td>2015-04-14</td><td>晴</td></tr><tr><td>2015-04-15</td><td>雨</td></tr></table>"
    ),
}
OWN = {
    "alone": "<p>2015-04-14</p>",
    "a source's name behind": "<p>2015-04-14县水利局</p>",
    "a long publisher's name behind": "<p>2015-04-14某县人民政府办公室政务信息中心</p>",
    "a bar's word without a value": "<p>来源：2015-04-14</p>",
    "counted behind": "<p>2015-04-14浏览次数：一百二十八次，感谢您的阅读</p>",
    "a cell over that of a text with its day": (
        "<table><tr><td>2015-04-14</td></tr><tr><td><p>各乡镇：</p><p>请加强值守。</p>"
        "<p>县水利局</p><p>2015年4月1日</p></td></tr></table>"
    ),
    "one cell": "<table><tr><td>2015-04-14</td><td>县水利局</td></tr></table>",
    "a publisher's name and a colon": "<p>县政府网：2015-04-14</p>",
    "a publisher's before a text that begins with a day": (
        "<p>县政府网：2015-04-14 10:20</p><p>2015-04-13，县水利局组织人员加固南岸河堤，在汛期之前"
        "完成全部工程，请沿岸的各乡镇居民注意行车安全，谢谢合作。</p>"
    ),
    "a bar's weekday and minute before a text that begins with a day": (
        "<p>2015年4月14日 星期二 08:31</p><p>2015年4月13日，县水利局组织人员加固河堤。</p>"
    ),
    "a short line before a sentence with such a day": (
        "<p>2015-04-14 县水利局</p><p>2015-04-13，县水利局组织人员加固河堤。</p>"
    ),
    "a publisher's before another field": (
        "<p>县政府网：2015-04-14</p><p>报名截止时间：2015年5月14日</p>"
    ),
    "a bar before a text that begins with a day": (
        "<p>2015年4月14日 县水利局 阅读：128</p><p>2015年4月13日，县水利局组织人员加固河堤。</p>"
    ),
    "a minute before a text that begins with a day": (
        "<p>2015年4月14日 9:30 县水利局</p><p>2015年4月13日，县水利局组织人员加固河堤。</p>"
    ),
    "figures before a text that begins with a written day": (
        "<p>2015-04-14 县水利局</p><p>2015年4月13日，县水利局组织人员加固河堤。</p>"
    ),
    "text between entries": "<p>2015-04-14 县水利局</p><p>各乡镇：</p>",
}


@pytest.mark.parametrize("markup", OTHERS.values(), ids=OTHERS)
def test_days_of_other_things_are_told(markup: str) -> None:
    assert is_other(markup)


@pytest.mark.parametrize("markup", OWN.values(), ids=OWN)
def test_a_title_bars_day_is_its_own(markup: str) -> None:
    assert not is_other(markup)


CARD = "<div><a href='9.html'>关于开展防汛检查的通知</a><p>发布时间：2015-04-14</p></div>"
CARDS = {
    "another page's": (CARD, True),
    "an attachment's line": (CARD.replace("9.html", "9.doc"), False),
    "a short link": (CARD.replace("关于开展防汛检查的通知", "返回"), False),
    "a line of its own": ("<p>发布时间：2015-04-14</p><p><a href='9.html'>下一篇</a></p>", False),
}


@pytest.mark.parametrize(("markup", "told"), CARDS.values(), ids=CARDS)
def test_labelled_day_in_a_box_with_a_link_is_that_links(markup: str, *, told: bool) -> None:
    flow = lay_blocks(parse(f"<div><h1>{TITLE}</h1>{TEXT}</div>{markup}<p>{TEXT}</p>")).flow

    assert is_of_card(flow, flow.dates[0], title_ends(flow, TITLE)) is told


def test_a_box_that_holds_the_title_is_the_page() -> None:
    link = "<a href='9.html'>县水利局门户网站首页</a>"
    flow = lay_blocks(parse(f"<div>{link}<h1>{TITLE}</h1><p>发布时间：2015-04-14</p></div>")).flow

    assert not is_of_card(flow, flow.dates[0], title_ends(flow, TITLE))


def test_such_days_are_no_candidates() -> None:
    for markup in (OTHERS["columns of a table"], TEXT + CARD):
        flow = lay_blocks(parse(f"<h1>{TITLE}</h1>{markup}{TEXT}")).flow
        ends = title_ends(flow, TITLE)

        assert seen_dates(flow, ends, WORDS, date(2026, 11, 1), title=TITLE) == []
