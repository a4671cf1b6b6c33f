"""The pool's bounds, and what is left of a browser when it has ended: nothing."""

import asyncio
from pathlib import Path

import psutil
import pytest

from crawler.render.chromium import processes
from crawler.render.pool import RenderPool
from pucha.clock import SystemClock
from schema.types.capture import RENDER, Rendering, Request
from schema.types.outcome import Outcome
from schema.types.settings import RenderSettings
from testkit.browser import open_pool, shell
from testkit.fleet import open_surveyor
from testkit.scripted_server import ScriptedServer, http

pytestmark = [pytest.mark.network, pytest.mark.slow]


def browser_of(pool: RenderPool) -> str:
    assert pool._running is not None
    return pool._running.name


def profile_of(name: str) -> Path:
    line = next(processes(name)).cmdline()
    return Path(next(one for one in line if "user-data-dir" in one).partition("=")[2])


async def show(pool: RenderPool, server: ScriptedServer, path: str = "/") -> Rendering:
    async with open_surveyor() as surveyor:
        request = Request(url=server.url(path), purpose=RENDER)
        return await pool.render(request, surveyor.transports["aiohttp"])


async def test_closed_pool_leaves_no_process_and_no_profile(server: ScriptedServer) -> None:
    server.answers["/"] = http(shell(""))
    async with open_pool() as pool:
        await show(pool, server)
        name = browser_of(pool)
        profile = profile_of(name)
        assert profile.exists()
        await pool.close()

        assert list(processes(name)) == []
        assert not profile.exists()


async def test_browser_is_started_anew_after_enough_pages(server: ScriptedServer) -> None:
    server.answers["/"] = http(shell(""))
    async with open_pool(recycle=2) as pool:
        await show(pool, server)
        first = browser_of(pool)
        await show(pool, server)

        assert pool._running is None
        assert list(processes(first)) == []
        assert (await show(pool, server)).page.outcome is Outcome.OK


async def test_browser_that_holds_too_much_is_ended_and_nobody_is_blamed(
    server: ScriptedServer,
) -> None:
    server.answers["/"] = http(shell("setInterval(() => fetch('/'), 50)"))
    async with open_pool(memory=1024**2) as pool:
        shown = await show(pool, server)

        assert shown.page.outcome is Outcome.OWN_FAULT
        assert "not rendered" in shown.page.reason


async def test_browser_that_was_killed_is_replaced(server: ScriptedServer) -> None:
    server.answers["/"] = http(shell(""))
    async with open_pool() as pool:
        await show(pool, server)
        for process in list(processes(browser_of(pool))):
            _kill(process)
        await show(pool, server)

        assert (await show(pool, server)).page.outcome is Outcome.OK


async def test_no_more_pages_at_once_than_allowed(server: ScriptedServer) -> None:
    together: list[int] = []
    under_way = 0

    async def slow(writer: asyncio.StreamWriter) -> None:
        nonlocal under_way
        under_way += 1
        together.append(under_way)
        await asyncio.sleep(0.3)
        under_way -= 1
        writer.write(http(shell("")))
        await writer.drain()

    server.answers |= {f"/{n}": slow for n in range(4)}
    async with open_pool(at_once=2) as pool:
        await asyncio.gather(*(show(pool, server, f"/{n}") for n in range(4)))

    assert max(together) == 2


async def test_program_that_is_no_browser_is_our_own_fault(server: ScriptedServer) -> None:
    pool = RenderPool(RenderSettings(chromium="true"), SystemClock())

    shown = await show(pool, server)

    assert shown.page.outcome is Outcome.OWN_FAULT
    await pool.close()


def _kill(process: psutil.Process) -> None:
    try:
        process.kill()
    except psutil.NoSuchProcess:
        return
