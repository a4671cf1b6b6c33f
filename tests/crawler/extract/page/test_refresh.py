import pytest

from crawler.extract.page.dom import parse
from crawler.extract.page.refresh import header_refresh, meta_refresh, refresh_target

TARGETS = {
    "plain": ("0;url=/real/", "/real/"),
    "quotes": ("0; url='/real/'", "/real/"),
    "double quotes": ("3,URL=\"/real/?a='b'\"", "/real/?a='b'"),
    "blanks": (" 0 ;  URL = ./ ", "./"),
    "a blank inside quotes": ("0;url='/a b' c", "/a b"),
    "no name": ("0; /real/", "/real/"),
    "no sign": ("0 /real/", "/real/"),
    "a part of a second": (".5;url=/real/", "/real/"),
    "itself, later": ("300", None),
    "no address": ("0;url=", None),
    "no time": ("url=/real/", None),
    "nothing": ("", None),
    "figures without end": ("0." * 50_000 + "x", None),
}


@pytest.mark.parametrize(("value", "target"), TARGETS.values(), ids=TARGETS)
def test_the_address_of_a_refresh_is_read_as_browsers_do(value: str, target: str | None) -> None:
    assert refresh_target(value) == target


def test_a_refresh_header_is_found_whatever_its_case() -> None:
    assert header_refresh((("Content-Type", "text/html"), ("Refresh", "0;url=/real/"))) == "/real/"


def test_without_a_refresh_header_nothing_leads_on() -> None:
    assert header_refresh((("content-type", "text/html; url=/real/"),)) is None


def test_a_meta_that_only_reloads_is_passed_over() -> None:
    markup = (
        "<meta http-equiv=refresh content=300><META HTTP-EQUIV='Refresh' CONTENT='0 ; URL = /x'>"
    )

    assert meta_refresh(parse(markup)) == "/x"
