import pytest

from config.lexicon import load_lexicon
from crawler.extract.articles.shown_title import with_shown_title
from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_blocks

WORDS = load_lexicon().date_words
SITE = "某县人民政府"
TITLE = "某县扎实推进义务教育均衡发展"
BAR = "<p>2015-04-14 来源：县教育局</p>"
TEXT = f"<p>{'近日，县教育局组织各学校开展均衡发展自查工作，' * 3}取得了明显成效。</p>"


def shown(markup: str, title: str = SITE) -> str:
    return with_shown_title(lay_blocks(parse(f"<div>{markup}</div>")), title, WORDS)


HEADLINES = {
    "a heading": f"<h2>{TITLE}</h2>{BAR}{TEXT}",
    "a class": f"<div class='con_bt bt'>{TITLE}</div>{BAR}{TEXT}",
    "a large font": f"<font size='4'><b>{TITLE}</b></font>{BAR}{TEXT}",
    "a large size": f"<p style='font-size: 22px'>{TITLE}</p>{BAR}{TEXT}",
    "below the column's name": f"<h2>全县教育事业工作动态</h2><h1>{TITLE}</h1>{BAR}{TEXT}",
    "over a heading in the text": f"<h1>{TITLE}</h1>{BAR}{TEXT}<h2>二是抓好教师队伍建设</h2>{TEXT}",
    "under a site's name": f"<p>{SITE}</p><h1>{TITLE}</h1>{TEXT}",
}


@pytest.mark.parametrize("markup", HEADLINES.values(), ids=HEADLINES)
def test_headline_over_the_text_is_the_title_where_the_document_names_a_site(markup: str) -> None:
    assert shown(markup) == TITLE


NONE = {
    "no heading": f"<p>{TITLE}</p>{BAR}{TEXT}",
    "a link": f"<h2><a href='1.html'>{TITLE}</a></h2>{BAR}{TEXT}",
    "called as a column that is linked to": f"<a href='/x/'>{TITLE}</a><h2>{TITLE}</h2>{TEXT}",
    "no text": f"<h2>{TITLE}</h2>{BAR}",
    "a short name": f"<h2>政务要闻</h2>{TEXT}",
    "a bar": f"<h2>来源：县教育局办公室</h2>{TEXT}",
}


@pytest.mark.parametrize("markup", NONE.values(), ids=NONE)
def test_other_lines_are_no_headline(markup: str) -> None:
    assert shown(markup) == SITE


def test_title_that_is_shown_stands() -> None:
    assert shown(f"<h1>{TITLE}</h1><h2>县教育局召开全县推进会</h2>{TEXT}", TITLE) == TITLE
