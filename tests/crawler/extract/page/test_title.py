import pytest

from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_out
from crawler.extract.page.meta import read_metas
from crawler.extract.page.title import (
    article_title,
    document_title,
    linked_title_end,
    title_ends,
)

TITLE = "关于做好防汛工作的通知"


def title_of(markup: str) -> str:
    tree = parse(markup)
    return article_title(tree, read_metas(tree), lay_out(tree))


PAGES = {
    "tagged": f"<title>某县</title><meta name='ArticleTitle' content='{TITLE}'><p>{TITLE}</p>",
    "heading": f"<title>{TITLE}-某县人民政府</title><h1>{TITLE}</h1>",
    "class": f"<title>{TITLE}_通知公告_某县人民政府</title><div class='bt'>{TITLE}</div>",
    "heading_with_a_date": f"<title>{TITLE}_某县</title><h1>{TITLE}<i>2015-04-14</i></h1>",
    "no_heading": f"<title>{TITLE} - 某县人民政府</title><p>{TITLE}</p>",
    "site_first": f"<title>某县政府 - {TITLE}</title><p>{TITLE}</p>",
    "short_heading_above": f"<title>某县要闻 - {TITLE}</title><h1>某县要闻</h1><h1>{TITLE}</h1>",
    "parted_by_blanks": f"<title>某县政府 要闻 {TITLE}</title><div>{TITLE}</div>",
    "site_alone_in_the_documents_title": f"<title>某县政府门户网站</title><h1>{TITLE}</h1>",
    "site_heading_above": f"<title>{TITLE}-某县</title><h1>某县政府网站</h1><h2>{TITLE}</h2>",
}


@pytest.mark.parametrize("markup", PAGES.values(), ids=PAGES.keys())
def test_title_is_the_articles_without_the_site(markup: str) -> None:
    assert title_of(markup) == TITLE


def test_title_of_two_lines_is_found_by_both() -> None:
    flow = lay_out(parse(f"<h1>{TITLE[:6]}<br>{TITLE[6:]}</h1><p>x</p>"))
    title = title_of(f"<title>{TITLE}_某县</title><h1>{TITLE[:6]}<br>{TITLE[6:]}</h1>")

    assert title == f"{TITLE[:6]} {TITLE[6:]}"
    assert title_ends(flow, title) == [flow.text.index("\nx")]


def test_hyphen_inside_a_word_parts_no_title() -> None:
    assert (
        title_of("<title>Well-known facts of life | Site</title><p>x</p>")
        == "Well-known facts of life"
    )


def test_document_title_is_folded() -> None:
    assert document_title(parse("<title>\n 某县\t人民政府 </title>")) == "某县 人民政府"


def test_page_without_title_has_an_empty_one() -> None:
    assert title_of("<p>x</p>") == ""


def test_title_in_a_link_is_no_place_of_the_title() -> None:
    flow = lay_out(parse(f"<a href='/1'>{TITLE}</a><h1>{TITLE}</h1><p>x</p>"))

    ends = title_ends(flow, TITLE)

    assert [flow.text[:end].count(TITLE) for end in ends] == [2]


def test_a_title_that_is_a_link_in_a_heading_is_found_on_pages_in_other_languages() -> None:
    name = "Five ways to keep a bicycle"
    posts = f"<h3><a href='#1'>{name}</a></h3><p>x</p><h3><a href='#2'>Re: {name}</a></h3>"
    markup = f"<title>Mill Forum - View topic - {name}</title>{posts}"
    flow = lay_out(parse(markup))

    assert title_of(markup) == name
    assert linked_title_end(flow, name) == [len(name)]
    assert linked_title_end(flow, "Five ways to keep") == [len("Five ways to keep")]
    assert linked_title_end(lay_out(parse(f"<p><a href='#1'>{name}</a></p>")), name) == []
