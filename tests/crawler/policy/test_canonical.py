from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.policy.canonical import (
    host_of,
    is_public_suffix,
    normalised,
    registrable_domain,
    same_site,
    twins,
    url_key,
)

SAME = [
    ("http://www.a.gov.cn/", "https://a.gov.cn/index.html"),
    ("http://a.gov.cn/x/?b=1", "http://www.a.gov.cn/x/?b=1#top"),
    ("http://a.gov.cn/x;jsessionid=4F2?b=1", "http://a.gov.cn/x?b=1"),
    ("HTTP://A.GOV.CN:80/x", "http://a.gov.cn/x"),
    ("http://name:word@a.gov.cn/x@y", "http://a.gov.cn/x@y"),
    ("http://a.gov.cn/x?", "http://a.gov.cn/x#"),
    ("http://a.gov.cn/tzgg/index.shtml", "http://a.gov.cn/tzgg/"),
]
DIFFERENT = [
    ("http://a.gov.cn/x?id=1", "http://a.gov.cn/x?id=2"),
    ("http://a.gov.cn/x", "http://b.gov.cn/x"),
    ("http://a.gov.cn/X", "http://a.gov.cn/x"),
    ("http://a.gov.cn:8080/", "http://a.gov.cn/"),
    ("http://a.gov.cn/#/list", "http://a.gov.cn/#/detail"),
    ("http://a.gov.cn/gkmlpt/index#12", "http://a.gov.cn/gkmlpt/index#13"),
    ("http://a.gov.cn/x?y=;jsessionid=1", "http://a.gov.cn/x?y="),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_two_addresses_of_one_page_have_one_key(one: str, other: str) -> None:
    assert url_key(one) == url_key(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_two_pages_have_two_keys(one: str, other: str) -> None:
    assert url_key(one) != url_key(other)


@pytest.mark.parametrize("text", ["javascript:void(0)", "mailto:a@b.cn", "file:///etc", "", "x y"])
def test_what_is_no_web_address_has_no_normal_form(text: str) -> None:
    assert normalised(text) is None
    assert host_of(text) is None


def test_a_home_has_a_scheme_twin_and_a_www_twin() -> None:
    assert twins("http://www.a.gov.cn/") == ("https://www.a.gov.cn/", "http://a.gov.cn/")


def test_an_odd_port_has_no_scheme_twin_and_an_address_no_www_twin() -> None:
    assert twins("http://a.gov.cn:8080/") == ("http://www.a.gov.cn:8080/",)
    assert twins("http://127.0.0.1:8080/") == ()


def test_gov_cn_is_a_public_suffix() -> None:
    assert registrable_domain("edu.hunan.gov.cn") == "hunan.gov.cn"
    assert same_site("http://edu.hunan.gov.cn/", "https://www.hunan.gov.cn/x")
    assert not same_site("http://www.hunan.gov.cn/", "http://www.hubei.gov.cn/")
    assert same_site("http://www.county.test/", "http://county.test/")  # under no public suffix


@given(st.text())
def test_a_key_is_made_of_anything(text: str) -> None:
    assert isinstance(url_key(text), str)


@pytest.mark.parametrize("asked", [registrable_domain, is_public_suffix])
def test_hosts_that_were_met_long_ago_are_forgotten(
    asked: Callable[[str], object],
) -> None:
    known = asked.cache_info()  # type: ignore[attr-defined] # functools'

    assert known.maxsize is not None
    assert known.maxsize <= 10_000


def test_a_long_address_has_a_short_key_of_its_own() -> None:
    longer = [f"http://a.gov.cn/{'x' * 5_000}{end}" for end in ("a", "b")]

    keys = [url_key(url) for url in longer]

    assert [len(key) for key in keys] == [600, 600]
    assert keys[0] != keys[1]
    assert keys[0] == url_key(longer[0].replace("http://", "https://www."))
    assert url_key(f"http://a.gov.cn/{'x' * 500}") == f"a.gov.cn/{'x' * 500}"


@given(st.text(st.characters(), max_size=700))
def test_no_key_is_longer_than_an_index_takes(text: str) -> None:
    assert len(url_key(text)) <= 600
    assert len(url_key(f"http://a.gov.cn/{text}")) <= 600
