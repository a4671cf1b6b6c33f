"""A real Chromium against a loopback server: it sees only what our own fetcher brings it."""

import asyncio
import json

import pytest

from schema.types.capture import RENDER, RENDER_PART, Rendering, Request
from schema.types.outcome import Outcome
from testkit.browser import open_pool, serve_rows, shell
from testkit.fleet import open_surveyor
from testkit.scripted_server import ScriptedServer, http

pytestmark = [pytest.mark.network, pytest.mark.slow]
ROWS = json.dumps(
    [[f"关于第{n}号事项的通知公告", f"/tzgg/{n}.html", f"2026-11-0{n}"] for n in (3, 2)]
)


async def render(server: ScriptedServer, markup: str, **bounds: float) -> Rendering:
    server.answers["/"] = http(markup)
    async with open_pool(**bounds) as pool, open_surveyor() as surveyor:
        request = Request(url=server.url(), purpose=RENDER)
        return await pool.render(request, surveyor.transports["aiohttp"])


async def test_scripts_make_the_document(server: ScriptedServer) -> None:
    serve_rows(server, ROWS)

    shown = await render(server, shell())

    assert (shown.page.outcome, shown.page.reason) == (Outcome.OK, "rendered")
    assert shown.page.rendered
    assert "关于第3号事项的通知公告</a><span>2026-11-03" in shown.page.body.decode()
    assert [(request.purpose, page.url) for request, page in shown.parts] == [
        (RENDER_PART, server.url()),
        (RENDER_PART, server.url("/api/list")),
    ]


async def test_every_request_is_our_fetchers_own(server: ScriptedServer) -> None:
    picture = "document.body.insertAdjacentHTML('beforeend', '<img src=/a.png>');"
    serve_rows(server, ROWS)

    await render(server, shell(picture + "fetch('/api/list')"))

    assert server.paths() == ["/", "/api/list"]
    assert all(b"User-Agent: pucha/test" in head for head in server.requests)


async def test_ways_around_the_fetcher_lead_nowhere(server: ScriptedServer) -> None:
    came = []
    other = await asyncio.start_server(lambda *_: came.append(1), "127.0.0.1", 0)
    port = other.sockets[0].getsockname()[1]
    async with other:
        socket = f"new WebSocket('ws://127.0.0.1:{port}/ws');"
        window = f"window.open('http://127.0.0.1:{port}/window');"
        beacon = f"navigator.sendBeacon('http://127.0.0.1:{port}/beacon', 'x');"
        hint = f"document.head.innerHTML += '<link rel=preconnect href=http://127.0.0.1:{port}>';"
        shown = await render(server, shell(socket + window + beacon + hint))

    assert shown.page.outcome is Outcome.OK
    assert came == []


async def test_address_of_the_inner_net_is_refused(server: ScriptedServer) -> None:
    shown = await render(server, shell("fetch('http://169.254.169.254/latest/meta-data/')"))

    inner = [page for request, page in shown.parts if "169.254" in request.url]
    assert [page.outcome for page in inner] == [Outcome.BLOCKED_BY_POLICY]


async def test_file_of_this_machine_is_not_opened(server: ScriptedServer) -> None:
    shown = await render(server, shell("location.href = 'file:///etc/passwd'"))

    assert b"root:" not in shown.page.body
    assert shown.page.final_url == server.url()


async def test_dialogs_and_windows_do_not_hold_the_page_up(server: ScriptedServer) -> None:
    serve_rows(server, ROWS)
    talk = "alert('欢迎'); confirm('继续？'); window.open('/ad.html');"

    shown = await render(server, shell(talk + "fetch('/api/list')"), deadline=10.0)

    assert shown.page.outcome is Outcome.OK
    assert "/ad.html" not in server.paths()


async def test_download_is_not_taken(server: ScriptedServer) -> None:
    server.answers["/a.zip"] = http(
        b"PK\x03\x04", content_type="application/zip",
        headers=("Content-Disposition: attachment; filename=a.zip",),
    )  # fmt: skip

    shown = await render(server, shell("location.href = '/a.zip'"))

    assert 'id="app"' in shown.page.body.decode()


async def test_page_that_never_rests_is_shown_in_part(server: ScriptedServer) -> None:
    serve_rows(server, ROWS)

    shown = await render(server, shell("setInterval(() => fetch('/api/list'), 50)"), deadline=2.0)

    assert shown.page.outcome is Outcome.OK_TRUNCATED
    assert "not settled within" in shown.page.reason


async def test_page_that_wants_too_much_is_shown_in_part(server: ScriptedServer) -> None:
    many = "for (let n = 0; n < 30; n++) fetch('/api/' + n)"

    shown = await render(server, shell(many), requests=5)

    assert "more than 5 requests" in shown.page.reason
    assert len(server.paths()) == 6


async def test_answer_that_only_we_may_have_missed_is_told(server: ScriptedServer) -> None:
    server.answers["/api/list"] = http("{}", status="403 Forbidden")

    shown = await render(server, shell())

    assert shown.page.outcome is Outcome.OK_TRUNCATED
    assert "/api/list was not given" in shown.page.reason


async def test_page_that_is_gone_is_not_shown(server: ScriptedServer) -> None:
    server.answers.clear()
    async with open_pool() as pool, open_surveyor() as surveyor:
        shown = await pool.render(
            Request(url=server.url("/gone"), purpose=RENDER), surveyor.transports["aiohttp"]
        )

    assert (shown.page.outcome, shown.page.body) == (Outcome.HTTP_4XX, b"")


async def test_two_pages_know_nothing_of_each_other(server: ScriptedServer) -> None:
    server.answers["/"] = http(shell("localStorage.x = '1'; document.cookie = 'x=1'"))
    server.answers["/b"] = http(shell("document.title = [localStorage.x, document.cookie]"))
    async with open_pool() as pool, open_surveyor() as surveyor:
        line = surveyor.transports["aiohttp"]
        await pool.render(Request(url=server.url(), purpose=RENDER), line)
        other = await pool.render(Request(url=server.url("/b"), purpose=RENDER), line)

    assert "<title>,</title>" in other.page.body.decode()
