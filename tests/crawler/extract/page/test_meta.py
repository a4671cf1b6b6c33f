import pytest

from crawler.extract.page.dom import parse
from crawler.extract.page.meta import read_metas, site_code, standard_metas


def test_names_are_lower_case_and_the_first_content_counts() -> None:
    tree = parse(
        "<meta name='PubDate' content=''><meta name='PubDate' content=' 2015-04-14 '>"
        "<meta name='pubdate' content='2016-01-01'><meta property='og:type' content='article'>"
    )

    assert read_metas(tree) == {"pubdate": "2015-04-14", "og:type": "article"}


def test_only_tags_of_the_guideline_are_kept() -> None:
    assert standard_metas({"sitename": "某县", "viewport": "x"}) == {"sitename": "某县"}


@pytest.mark.parametrize(
    "markup",
    [
        "<meta name='SiteIDCode' content='4301000001'>",
        "<script id='_jiucuo_' sitecode='4301000001' src='http://zfwzgl.www.gov.cn/jiucuo.js'></script>",
        "<a href='http://zfwzgl.www.gov.cn/exposure?site_code=1&amp;sitecode=4301000001'>x</a>",
    ],
    ids=["meta", "plug_in", "address"],
)
def test_site_code_is_read_where_the_page_states_it(markup: str) -> None:
    tree = parse(markup)

    assert site_code(tree, read_metas(tree)) == "4301000001"


def test_page_without_a_code_has_none() -> None:
    assert site_code(parse("<p>4301000001</p>"), {}) is None
