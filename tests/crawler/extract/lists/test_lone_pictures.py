import pytest

from config.lexicon import load_lexicon
from crawler.extract.lists.emptiness import sayings
from crawler.extract.lists.lone_pictures import shows_pictures
from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_blocks

WORDS = load_lexicon().list_words
SAID = "<div class='list'>暂无数据</div>"
SHOWN = {
    "a chart": "<div><img src='/images/jgt.jpg'></div>",
    "an upload": "<img src='./W020240404571.png' width='900'>",
    "a film": "<video src='/1.mp4'></video>",
    "a document": "<embed src='/1.pdf'>",
}
NOT_SHOWN = {
    "a sign of emptiness": "<img src='/images/nodata.png'>",
    "a sign by its box": "<div class='empty-box'><img src='/images/img_03.png'></div>",
    "an icon": "<h2><img src='/images/ico_3.gif'>通知公告</h2>",
    "a small one": "<img src='/images/a1.gif' width='16' height='16px'>",
    "a hidden one": "<div style='display:none'><img src='/images/jgt.jpg'></div>",
    "the head's": "<div class='header'><img src='/images/jgt.jpg'></div>",
    "one behind links": "<img src='/images/1.jpg'><a href='/'>首页</a>",
    "a link's": "<a href='/zt/'><img src='/images/zt.jpg'></a>",
}


def shown(markup: str) -> bool:
    layout = lay_blocks(parse(markup + SAID))
    return shows_pictures(layout, sayings(layout, WORDS), WORDS)


@pytest.mark.parametrize("markup", SHOWN.values(), ids=SHOWN)
def test_picture_beside_the_words_may_be_the_page_s_matter(markup: str) -> None:
    assert shown(markup)


@pytest.mark.parametrize("markup", NOT_SHOWN.values(), ids=NOT_SHOWN)
def test_sign_or_a_picture_of_the_layout_is_none(markup: str) -> None:
    assert not shown(markup)
