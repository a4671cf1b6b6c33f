import pytest

from crawler.cms.trs import FAMILY
from crawler.extract.page.dom import parse

PAGES = {
    "editor": "<div class='TRS_Editor'>正文</div>",
    "pager": "<script>createPageHTML(5, 0, 'index', 'html')</script>",
    "article_address": "<a href='./202001/t20200102_123.html'>通知</a>",
    "attachment": "<a href='./P020200102345678901234.pdf'>附件</a>",
}


@pytest.mark.parametrize("text", PAGES.values(), ids=PAGES.keys())
def test_page_is_recognised(text: str) -> None:
    assert FAMILY.recognise(text, parse(text), None)


def test_address_is_recognised() -> None:
    assert FAMILY.recognise("", parse(""), "http://a.gov.cn/tz/202001/t20200102_123.html")


def test_definition_of_the_pager_is_no_sign() -> None:
    text = "<script>function createPageHTML(total, current) {}</script>"

    assert not FAMILY.recognise(text, parse(text), None)
