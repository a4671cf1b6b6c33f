"""A host that refuses the session it began is visited without cookies; others keep theirs."""

import asyncio

import pytest

from crawler.fleet.fetch.fetcher import Fetcher
from schema.types.capture import Page, Request
from testkit.scripted_server import ScriptedServer, http

pytestmark = pytest.mark.network
SESSION = ("Set-Cookie: s=1; Path=/",)


async def ask(fetcher: Fetcher, server: ScriptedServer, *paths: str) -> list[Page]:
    return [await fetcher.fetch(Request(url=server.url(path))) for path in paths]


def with_cookies(server: ScriptedServer) -> list[bool]:
    return [b"\r\nCookie: " in request for request in server.requests]


async def test_a_refused_session_is_left_and_never_taken_up_again(
    fetcher: Fetcher, server: ScriptedServer
) -> None:
    async def only_strangers(writer: asyncio.StreamWriter) -> None:
        known = b"\r\nCookie: " in server.requests[-1]
        status = "400 Bad Request" if known else "200 OK"
        writer.write(http("x", status=status, headers=SESSION))

    server.answers = dict.fromkeys(("/", "/a", "/b"), only_strangers)

    pages = await ask(fetcher, server, "/", "/a", "/b")

    assert [page.status for page in pages] == [200, 200, 200]
    assert "without cookies" in pages[1].reason
    assert with_cookies(server) == [False, True, False, False]


async def test_a_400_for_another_reason_costs_one_request_and_no_cookie(
    fetcher: Fetcher, server: ScriptedServer
) -> None:
    server.answers["/"] = http("x", headers=SESSION)
    server.answers["/odd"] = http("x", status="400 Bad Request")
    server.answers["/next"] = http("x")

    pages = await ask(fetcher, server, "/", "/odd", "/next")

    assert [page.status for page in pages] == [200, 400, 200]
    assert with_cookies(server) == [False, True, False, True]
