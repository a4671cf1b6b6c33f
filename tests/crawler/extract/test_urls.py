import pytest

from crawler.extract.urls import resolve

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


def test_without_a_base_a_relative_link_stays_as_it_is() -> None:
    assert resolve(None, "2021/1/4/a.html") == "2021/1/4/a.html"


def test_broken_address_is_none() -> None:
    assert resolve(BASE, "http://[") is None
