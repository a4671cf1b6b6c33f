from datetime import UTC, datetime

import pytest

from crawler.policy.canonical import Address, address_of
from crawler.policy.cookies import COOKIES, CookieJar

NOW = datetime(2026, 11, 23, tzinfo=UTC)
HOME = "http://www.a.gov.cn/dir/page"


def at(url: str) -> Address:
    address = address_of(url)
    assert address is not None
    return address


def jar(*cookies: str, url: str = HOME) -> CookieJar:
    made = CookieJar()
    made.take(at(url), tuple(("set-cookie", text) for text in cookies), NOW)
    return made


def test_a_cookie_goes_back_to_its_host() -> None:
    assert jar("a=1", "b=2; Path=/").header(at("http://www.a.gov.cn/dir/x")) == "a=1; b=2"


def test_a_host_that_is_refused_gets_no_cookie_and_others_still_do() -> None:
    made = jar("a=1; Domain=a.gov.cn; Path=/")

    made.refuse("www.a.gov.cn")

    assert made.header(at("http://www.a.gov.cn/")) is None
    assert made.header(at("http://b.a.gov.cn/")) == "a=1"


GOES = {
    "http://www.a.gov.cn/": True,
    "http://b.a.gov.cn/": False,
    "http://a.gov.cn/": False,
    "http://www.b.gov.cn/": False,
    "http://xwww.a.gov.cn/": False,
}


@pytest.mark.parametrize("url", GOES)
def test_a_cookie_without_a_domain_stays_with_its_host(url: str) -> None:
    assert (jar("a=1; Path=/").header(at(url)) is not None) is GOES[url]


def test_a_cookie_of_the_site_goes_to_all_its_hosts() -> None:
    made = jar("a=1; Domain=.a.gov.cn; Path=/")

    assert made.header(at("http://b.a.gov.cn/")) == "a=1"
    assert made.header(at("http://b.gov.cn/")) is None


@pytest.mark.parametrize(
    "text",
    ["a=1; Domain=gov.cn", "a=1; Domain=b.gov.cn", "a=1; Domain=cn", "=1", "novalue", "a=\x01",
     f"a={'z' * 5000}"],
)  # fmt: skip
def test_a_cookie_that_is_none_of_the_host_or_odd_is_passed_over(text: str) -> None:
    assert jar(f"{text}; Path=/").header(at("http://www.a.gov.cn/")) is None


def test_a_cookie_goes_back_in_the_bytes_that_it_came_in() -> None:
    gbk = "中文牋".encode("gbk").decode("latin-1")  # its last byte, 0xA0, is a space to Python

    assert jar(f"a={gbk}; Path=/").header(at("http://www.a.gov.cn/")) == f"a={gbk}"


@pytest.mark.parametrize(
    "text", ["a=; Max-Age=0", "a=; Max-Age=-1", "a=; Expires=Thu, 01 Jan 1970 00:00:00 GMT"]
)
def test_a_cookie_can_be_taken_back(text: str) -> None:
    made = jar("a=1; Path=/")

    made.take(at(HOME), (("set-cookie", f"{text}; Path=/"),), NOW)

    assert made.header(at(HOME)) is None


def test_a_secure_cookie_waits_for_tls() -> None:
    made = jar("a=1; Secure; Path=/", url="https://www.a.gov.cn/")

    assert made.header(at("http://www.a.gov.cn/")) is None
    assert made.header(at("https://www.a.gov.cn/")) == "a=1"


@pytest.mark.parametrize(("path", "goes"), [("/dir", True), ("/dir/", True), ("/dirx", False)])
def test_a_path_is_a_whole_step(path: str, goes: bool) -> None:  # noqa: FBT001 - a table
    made = jar("a=1; Path=/dir")

    assert (made.header(at(f"http://www.a.gov.cn{path}")) is not None) is goes


def test_no_flood_of_cookies_is_kept() -> None:
    made = jar(*(f"c{number}=1" for number in range(COOKIES * 3)))

    assert (made.header(at(HOME)) or "").count(";") == COOKIES - 1


@pytest.mark.parametrize(
    "odd", ["Expires=tomorrow", "Max-Age=soon", "Expires=", "Path=x", "Domain="]
)
def test_an_odd_attribute_costs_no_cookie(odd: str) -> None:
    assert jar(f"a=1; {odd}").header(at(HOME)) == "a=1"
