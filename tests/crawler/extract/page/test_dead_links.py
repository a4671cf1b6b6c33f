import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.lexicon import load_lexicon
from crawler.extract.page.dead_links import leads_nowhere, wrong_address
from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_blocks

WORDS = load_lexicon().content_words
WRONG = [
    "file:///C:/Users/a/通知.doc", "C:\\Documents\\a.doc", "d:/a.htm", "\\\\server\\a.doc",
    "http://localhost/a", "http://localhost:8080/a", "http://127.0.0.1/",
    "http://192.168.1.8:8080/a",
    "http://10.1.2.3/a", "http://172.16.0.9/", "https://[::1]/", "http：//www.example.gov.cn",
    "http://http://www.example.gov.cn", "https://https//a.cn", "www.example.gov.cn", "www.a.com/b",
    "http://", "http:///a.html", "http://#", "点击这里", "请输入链接地址", "http://链接地址/",
    "//某某网址/",
]  # fmt: skip
FINE = [
    "", "#", "javascript:;", "/a/b.html", "a.html", "../c/", "http://www.example.gov.cn/",
    "//www.example.gov.cn/a", "http://示例.中国/", "http://示例县.政务", "/附件/通知.doc",
    "通知.doc",
    "?name=张三", "list.jsp?q=公告", "http://tags.example.com/苹果", "mailto:a@b.cn", "tel:123",
    "http://172.32.0.1/", "http://11.0.0.1/", "http://192.169.1.1/", "https://a.cn/?u=http://b.cn",
    "http://localhost.example.com/", "www/a.html", "www.html", "data:text/plain,x",
]  # fmt: skip


@pytest.mark.parametrize("href", WRONG)
def test_an_address_that_leads_no_visitor_anywhere_is_wrong(href: str) -> None:
    assert wrong_address(href, WORDS)


@pytest.mark.parametrize("href", FINE)
def test_an_address_that_may_lead_somewhere_is_not(href: str) -> None:
    assert wrong_address(href, WORDS) == ""


@given(st.text(max_size=60))
def test_any_address_gets_an_answer(href: str) -> None:
    assert isinstance(wrong_address(href, WORDS), str)


@given(st.from_regex(r"(?:[a-z0-9_-]{1,8}/){0,3}[a-z0-9_-]{1,8}\.s?html", fullmatch=True))
def test_no_plain_path_is_wrong(path: str) -> None:
    assert wrong_address(path, WORDS) == wrong_address(f"/{path}", WORDS) == ""


@pytest.mark.parametrize("href", ["javascript:;", "javascript:void(0)", "#", "", "###"])
def test_a_headline_without_an_address_leads_nowhere(href: str) -> None:
    layout = lay_blocks(parse(f"<li><a href='{href}' title='x'>关于开展检查工作的通知</a></li>"))

    assert leads_nowhere(layout.anchors[0])


@pytest.mark.parametrize(
    "markup",
    [
        "<a href='javascript:;'>更多</a>",
        "<a href='javascript:;' onclick='open1()'>关于开展检查工作的通知</a>",
        "<a href='#' class='tab'>关于开展检查工作的通知</a>",
        "<a href='#' data-id='8'>关于开展检查工作的通知</a>",
        "<div onclick='go()'><p><a href='#'>关于开展检查工作的通知</a></p></div>",
        "<a name='top'>关于开展检查工作的通知</a>",
        "<a href='a.html'>关于开展检查工作的通知</a>",
    ],
)
def test_a_button_an_anchor_and_what_a_script_may_act_on_do_not(markup: str) -> None:
    layout = lay_blocks(parse(markup))

    assert not any(leads_nowhere(anchor) for anchor in layout.anchors)
