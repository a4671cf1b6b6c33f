"""What a request says of itself, as its server hears it."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from crawler.fleet.fetch.fetcher import Fetcher
from crawler.fleet.fetch.request_head import manners, request_body
from crawler.fleet.stacks.route import ConnectTo, Router
from schema.types.capture import Request
from testkit.fetching import STACKS, make_fetcher
from testkit.scripted_server import ScriptedServer, http

FORM = (("栏目", "通知 公告"), ("state", "dDwx/+="))
HOME = "http://www.example.gov.cn/"


@pytest.fixture(params=STACKS)
async def fetcher(request: pytest.FixtureRequest, server: ScriptedServer) -> AsyncIterator[Fetcher]:
    """Give a fetcher for which every name leads to the server."""
    rule = ConnectTo.parse(f"::127.0.0.1:{server.port}")
    made = make_fetcher(request.param, Router(connect_to=[rule]))
    yield made
    await made.close()


async def headers(fetcher: Fetcher, server: ScriptedServer, request: Request) -> dict[str, str]:
    """Give the headers of the last request that the server heard."""
    await fetcher.fetch(request)
    lines = server.requests[-1].decode("latin-1").split("\r\n")[1:-2]
    return dict(line.split(": ", 1) for line in lines)


@pytest.mark.parametrize("charset", ["gbk", "gb18030"])
def test_a_form_goes_out_in_its_pages_encoding(charset: str) -> None:
    request = Request(url=HOME, method="POST", form=FORM, form_charset=charset)

    assert request_body(request) == b"%C0%B8%C4%BF=%CD%A8%D6%AA+%B9%AB%B8%E6&state=dDwx%2F%2B%3D"


def test_what_an_encoding_lacks_goes_out_by_its_number() -> None:
    request = Request(url=HOME, method="POST", form=(("k", "é한"),), form_charset="gbk")

    assert request_body(request) == b"k=%A8%A6%26%2354620%3B"


@pytest.mark.parametrize("charset", ["", "utf-8", "utf-16le", "no-such-encoding"])
def test_a_form_of_a_script_and_of_a_page_in_unicode_goes_out_in_utf_8(charset: str) -> None:
    request = Request(url=HOME, method="POST", form=(("k", "公告"),), form_charset=charset)

    assert request_body(request) == b"k=%E5%85%AC%E5%91%8A"


def test_only_a_post_has_a_body() -> None:
    assert request_body(Request(url=HOME, form=FORM)) is None


def test_all_fetchers_share_what_every_request_says() -> None:
    assert manners("a") is manners("a")


@pytest.mark.network
async def test_a_submitted_form_says_what_a_browser_says_of_it(
    fetcher: Fetcher, server: ScriptedServer
) -> None:
    request = Request(url=HOME, method="POST", form=FORM, form_charset="gbk", referer=HOME)

    heard = await headers(fetcher, server, request)

    assert heard["Content-Type"] == "application/x-www-form-urlencoded"
    assert "X-Requested-With" not in heard


@pytest.mark.network
async def test_a_script_says_so(fetcher: Fetcher, server: ScriptedServer) -> None:
    heard = await headers(fetcher, server, Request(url=HOME, referer=HOME, by_script=True))

    assert (heard["Referer"], heard["X-Requested-With"]) == (HOME, "XMLHttpRequest")


REFERERS = {
    "the same host": (f"{HOME}tz/1.html", f"{HOME}tz/index.html#top", f"{HOME}tz/index.html"),
    "another host": ("http://oa.example.gov.cn/x", f"{HOME}tz/index.html", HOME),
    "another port": ("http://www.example.gov.cn:8080/x", f"{HOME}tz/", HOME),
    "from https to http": (f"{HOME}x", "https://www.example.gov.cn/tz/", None),
    "with a password": (f"{HOME}x", "http://a:b@www.example.gov.cn/tz/", f"{HOME}tz/"),
    "typed": (f"{HOME}x", None, None),
}


@pytest.mark.network
@pytest.mark.parametrize(("url", "found_on", "said"), REFERERS.values(), ids=REFERERS)
async def test_a_link_says_where_it_stood_as_far_as_browsers_do(
    fetcher: Fetcher, server: ScriptedServer, url: str, found_on: str | None, said: str | None
) -> None:
    heard = await headers(fetcher, server, Request(url=url, purpose="visit", referer=found_on))

    assert heard.get("Referer") == said
    assert "X-Requested-With" not in heard


@pytest.mark.network
async def test_a_redirect_to_another_host_is_told_no_more_than_the_host(
    fetcher: Fetcher, server: ScriptedServer
) -> None:
    away = "http://oa.example.gov.cn/x"
    server.answers["/"] = http("", status="302 Found", headers=(f"Location: {away}",))

    heard = await headers(fetcher, server, Request(url=HOME, referer=f"{HOME}tz/"))

    assert (heard["Host"], heard["Referer"]) == ("oa.example.gov.cn", HOME)


@pytest.mark.network
async def test_what_an_anti_leech_rule_guards_is_opened_by_a_link(
    fetcher: Fetcher, server: ScriptedServer
) -> None:
    async def guarded(writer: asyncio.StreamWriter) -> None:
        known = f"Referer: {HOME}".encode() in server.requests[-1]
        writer.write(http("the file") if known else http("", status="403 Forbidden"))

    server.answers["/a.doc"] = guarded

    page = await fetcher.fetch(Request(url=f"{HOME}a.doc", referer=f"{HOME}tz/1.html"))

    assert page.body == b"the file"
