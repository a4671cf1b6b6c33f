import ada_url
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from crawler.extract.text.urls import query_pairs, resolve, with_query, without_query

BASE = "http://www.example.gov.cn/tzgg/index.html"


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("./201504/t20150414_1.html", "http://www.example.gov.cn/tzgg/201504/t20150414_1.html"),
        ("../a.html", "http://www.example.gov.cn/a.html"),
        ("//other.gov.cn/a", "http://other.gov.cn/a"),
        (" a b.html ", "http://www.example.gov.cn/tzgg/a%20b.html"),
        ("\\a\\b.html", "http://www.example.gov.cn/a/b.html"),
        ("#/list/1", "http://www.example.gov.cn/tzgg/index.html#/list/1"),
    ],
)
def test_link_is_resolved_as_a_browser_does(href: str, address: str) -> None:
    assert resolve(BASE, href) == address


@pytest.mark.parametrize(
    "href",
    [None, "", " ", "#", "#top", "javascript:;", "JavaScript:void(0)", "mailto:a@b.cn", "tel:1"],
)
def test_link_to_no_page_is_none(href: str | None) -> None:
    assert resolve(BASE, href) is None


@pytest.mark.parametrize(
    "href",
    ["{{item.url}}", "<?=el.link?>", "${url}", "<%=url%>", "/a/{$vo.id}.html", "/list?id={id}"],
)
def test_template_s_placeholder_is_no_link(href: str) -> None:
    assert resolve(BASE, href) is None


def test_guid_in_braces_is_a_part_of_an_address() -> None:
    address = resolve(BASE, "/doc/{3F2504E0-4F89-11D3}.pdf")

    assert address == "http://www.example.gov.cn/doc/%7B3F2504E0-4F89-11D3%7D.pdf"


def test_without_a_base_a_relative_link_stays_as_it_is() -> None:
    assert resolve(None, "2021/1/4/a.html") == "2021/1/4/a.html"


def test_broken_address_is_none() -> None:
    assert resolve(BASE, "http://[") is None


BASES = st.sampled_from(
    [
        BASE,
        "http://www.example.gov.cn",
        "https://www.example.gov.cn:8443/a/b/?c=d/e",
        "http://user:word@www.example.gov.cn/a",
        "HTTP://WWW.Example.gov.cn:80/A/../B/c",
        "http://127.0.1.7:18080/index.html",
        "file:///a/b",
    ]
)
PIECES = st.sampled_from(
    (
        *("a", "Z", "0", "col-1_x", "/", "//", ".", "..", "./", "../", "?", "&", "=", "#"),
        *("%2e", "%41", "\\", "\t", " ", ":", "@", "'", '"', "<", "|", "^", "中", "é", "~", "!"),
        *("(", "+", ",", ";", "http://", "https://", "www.example.gov.cn", "WWW.A.CN", "xn--a"),
        *("1.2.3", ":80", "a.cn/"),
    )
)


@given(base=BASES, link=st.lists(PIECES, min_size=1, max_size=8).map("".join))
@example(base=BASE, link="http://www.example.gov.cn/a.html")
@example(base=BASE, link="http://a.xn--b.cn/")
@example(base=BASE, link="http://1.2.3.4a/")
@settings(max_examples=1500)
def test_short_cuts_give_what_the_parser_gives(base: str, link: str) -> None:
    resolved = resolve(base, link)

    if resolved is not None:
        assert resolved == str(ada_url.join_url(base, link.strip()))


def test_plain_links_never_reach_the_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    resolve(BASE, "warm.html")

    def refuse(base: str, link: str) -> str:
        raise AssertionError((base, link))

    monkeypatch.setattr("ada_url.join_url", refuse)

    assert resolve(BASE, "/art/2015/4/14/art_1.html") is not None
    assert resolve(BASE, "./201504/t20150414_1.html?a=b&c=d") is not None
    assert resolve(BASE, "http://other.gov.cn/index.html") is not None


def test_query_is_taken_apart_and_put_together() -> None:
    url = "http://a.gov.cn/api?id=7&name=%E7%9C%81&empty=#top"

    assert query_pairs(url) == (("id", "7"), ("name", "省"), ("empty", ""))
    assert without_query(url) == "http://a.gov.cn/api"
    assert with_query(url, query_pairs(url)) == url.removesuffix("#top")


def test_what_is_no_address_has_no_query() -> None:
    assert query_pairs("http://[") == ()
