from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.policy.canonical import Address, address_of
from crawler.policy.cookies import COOKIE_BYTES, COOKIES, CookieJar

NOW = datetime(2026, 11, 24, tzinfo=UTC)
SITE = "http://www.example.gov.cn/xwdt/a.html"


def at(url: str) -> Address:
    address = address_of(url)
    assert address is not None
    return address


def sent(*cookies: str, to: str = SITE, by: str = SITE) -> str | None:
    jar = CookieJar()
    jar.take(at(by), tuple(("set-cookie", text) for text in cookies), NOW)
    return jar.header(at(to))


def test_a_cookie_goes_back_where_it_came_from() -> None:
    assert sent("a=1; Path=/", "b=2; path=/") == "a=1; b=2"


@pytest.mark.parametrize(
    "to", ["http://other.example.gov.cn/", "http://example.gov.cn/", "http://evil.cn/"]
)
def test_a_cookie_of_one_host_goes_to_no_other(to: str) -> None:
    assert sent("a=1; Path=/", to=to) is None


def test_a_domain_cookie_goes_to_the_hosts_below() -> None:
    cookie = "a=1; Path=/; Domain=.example.gov.cn"

    assert sent(cookie, to="http://other.example.gov.cn/") == "a=1"


@pytest.mark.parametrize("domain", ["gov.cn", "cn", "evil.cn", "www.other.gov.cn"])
def test_a_cookie_for_somebody_elses_domain_is_passed_over(domain: str) -> None:
    assert sent(f"a=1; Path=/; Domain={domain}") is None


def test_without_a_path_it_is_for_the_folder() -> None:
    assert sent("a=1", to="http://www.example.gov.cn/xwdt/b.html") == "a=1"
    assert sent("a=1", to="http://www.example.gov.cn/zcwj/") is None


def test_a_secure_cookie_never_goes_in_the_clear() -> None:
    assert sent("a=1; Path=/; Secure") is None
    assert sent("a=1; Path=/; Secure", to="https://www.example.gov.cn/") == "a=1"


@pytest.mark.parametrize("gone", ["Max-Age=0", "Expires=Thu, 01 Jan 1970 00:00:00 GMT"])
def test_a_cookie_is_removed_as_it_was_set(gone: str) -> None:
    assert sent("a=1; Path=/", f"a=; Path=/; {gone}") is None


@pytest.mark.parametrize("odd", ["", "=1", "a\x01=1", "novalue", "a=" + "x" * COOKIE_BYTES])
def test_odd_and_oversized_cookies_are_passed_over(odd: str) -> None:
    assert sent(odd) is None


def test_a_site_cannot_fill_our_memory() -> None:
    header = sent(*(f"c{n}=1; Path=/" for n in range(3 * COOKIES)))

    assert header is not None
    assert header.count("=") == COOKIES


@given(st.text(max_size=80))
def test_no_cookie_raises(text: str) -> None:
    sent(text)
