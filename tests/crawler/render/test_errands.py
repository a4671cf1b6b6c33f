import pytest

from crawler.render.errands import Asked, Errands, answer_headers
from schema.types.capture import Page, Request
from schema.types.outcome import Outcome
from testkit.facts import HOME
from testkit.pages import make_failure, make_page


class Line:
    """A transport that answers everything with one page."""

    stack = "aiohttp"

    def __init__(self, page: Page) -> None:
        self.page = page
        self.asked: list[Request] = []

    async def fetch(self, request: Request) -> Page:
        self.asked.append(request)
        return self.page


def errands(page: Page, **bounds: int) -> tuple[Errands, Line]:
    line = Line(page)
    limits = {"most_requests": 9, "most_bytes": 10**6, **bounds}
    return Errands(home=HOME, transport=line, deadline=5.0, **limits), line


def asked(url: str = f"{HOME}api", kind: str = "xhr", method: str = "GET") -> Asked:
    return Asked(
        url=url, kind=kind, method=method, payload='{"page":1}', payload_type="application/json"
    )


@pytest.mark.parametrize("kind", ["image", "font", "stylesheet", "media", "ping", "other"])
async def test_what_makes_no_text_is_not_fetched(kind: str) -> None:
    given, line = errands(make_page())

    assert await given.fetch(asked(kind=kind)) is None
    assert (line.asked, given.lack) == ([], "")


@pytest.mark.parametrize("url", ["ftp://www.example.gov.cn/a", "chrome://version", "file:///etc"])
async def test_only_the_web_is_asked(url: str) -> None:
    given, line = errands(make_page())

    assert await given.fetch(asked(url)) is None
    assert line.asked == []


async def test_post_brings_its_own_body() -> None:
    given, line = errands(make_page())

    await given.fetch(asked(method="POST"))

    assert (line.asked[0].method, line.asked[0].payload) == ("POST", '{"page":1}')
    assert line.asked[0].payload_type == "application/json"


async def test_other_methods_change_nothing_anywhere() -> None:
    given, line = errands(make_page())

    assert await given.fetch(asked(method="DELETE")) is None
    assert line.asked == []


async def test_refused_answer_of_the_site_is_a_lack() -> None:
    given, _ = errands(make_page(status=403))

    await given.fetch(asked())

    assert "http_4xx" in given.lack


async def test_missing_file_is_the_sites_own_answer() -> None:
    given, _ = errands(make_page(status=404))

    assert await given.fetch(asked()) is not None
    assert given.lack == ""


async def test_what_strangers_do_not_give_is_no_lack() -> None:
    given, _ = errands(make_failure(HOME, Outcome.CONNECT_TIMEOUT))

    assert await given.fetch(asked("http://counter.example.com/a.js", "script")) is None
    assert given.lack == ""


async def test_bytes_are_bounded() -> None:
    given, line = errands(make_page(body="x" * 2000), most_bytes=1000)

    await given.fetch(asked())
    await given.fetch(asked())

    assert len(line.asked) == 1
    assert "more than 1000 bytes" in given.lack


def test_headers_of_the_wire_are_dropped() -> None:
    page = make_page(
        headers=(("content-encoding", "gzip"), ("content-type", "text/html"), ("etag", '"1"'))
    )

    assert answer_headers(page) == {"content-type": "text/html", "etag": '"1"'}
