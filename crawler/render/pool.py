"""The browser of a process: started when it is first needed, bounded, ended by its id."""

import asyncio
import logging
import secrets
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from playwright.async_api import Browser, Playwright, async_playwright
from playwright.async_api import Error as BrowserError

from crawler.render.chromium import (
    bare_environment,
    end,
    find_chromium,
    memory_of,
    needs_no_sandbox,
    switches,
)
from crawler.render.errands import Errands
from crawler.render.show import Show
from schema.ports import Clock, Transport
from schema.types.capture import Rendering, Request, not_rendered
from schema.types.settings import RenderSettings

_log = logging.getLogger(__name__)
_LOOK = 1.0
"""Seconds between two looks at the memory."""
_GRACE = 10.0
"""Seconds that a browser has to start, or to end by itself."""


@dataclass(slots=True, kw_only=True)
class _Running:
    """One browser; `pages` counts what it has shown, `showing` what it shows now."""

    name: str
    playwright: Playwright
    browser: Browser
    home: "tempfile.TemporaryDirectory[str]"
    pages: int = 0
    showing: int = 0
    spent: str = ""
    watch: "asyncio.Task[None] | None" = field(default=None)


class RenderPool:
    """A `Renderer` with one browser at a time and `at_once` pages in it; close it at the end."""

    def __init__(self, settings: RenderSettings, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock
        self._room = asyncio.Semaphore(settings.at_once)
        self._door = asyncio.Lock()
        self._running: _Running | None = None
        self._old: set[str] = set()

    async def render(self, request: Request, transport: Transport) -> Rendering:
        """Show a page; a browser that fails is our own fault and never the site's."""
        async with self._room:
            try:
                async with self._lent() as running:
                    return await self._show(running, request, transport)
            except (BrowserError, OSError, TimeoutError) as err:
                said = str(err).strip().splitlines()
                why = said[0] if said else type(err).__name__
                _log.warning("%s is not rendered: %s", request.url, why)
                return Rendering(
                    page=not_rendered(request, self._clock.now(), f"the browser: {why}")
                )

    async def close(self) -> None:
        """End the browser."""
        async with self._door:
            running, self._running = self._running, None
            if running is not None:
                await self._end(running)

    async def _show(self, running: _Running, request: Request, transport: Transport) -> Rendering:
        bounds = self._settings
        errands = Errands(
            home=request.url,
            transport=transport,
            most_requests=bounds.requests,
            most_bytes=bounds.bytes,
            deadline=bounds.deadline,
        )
        context = await running.browser.new_context(
            accept_downloads=False,
            service_workers="block",
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
        )
        try:
            show = Show(context, errands, self._clock)
            return await asyncio.wait_for(
                show.render(request, bounds.deadline), timeout=bounds.deadline + _GRACE
            )
        finally:
            with suppress(BrowserError, TimeoutError):
                await asyncio.wait_for(context.close(), timeout=_GRACE)

    @asynccontextmanager
    async def _lent(self) -> AsyncIterator[_Running]:
        """Lend the browser for one page; a spent one ends with the last page in it."""
        async with self._door:
            running = self._running
            if running is None:
                running = self._running = await self._start()
            running.pages += 1
            running.showing += 1
            if running.pages >= self._settings.recycle:
                running.spent = "it has shown enough pages"
                self._running = None
        try:
            yield running
        finally:
            running.showing -= 1
            if not running.browser.is_connected():
                running.spent = running.spent or "it has gone"
            if running.spent:
                async with self._door:
                    self._running = None if self._running is running else self._running
                    if not running.showing:
                        await self._end(running)

    async def _start(self) -> _Running:
        program = find_chromium(self._settings.chromium)
        if program is None:
            raise FileNotFoundError("no Chromium")
        name = secrets.token_hex(8)
        home = tempfile.TemporaryDirectory(prefix="pucha-render-")
        playwright = await async_playwright().start()
        try:
            browser = await playwright.chromium.launch(
                executable_path=program,
                args=switches(name),
                chromium_sandbox=not needs_no_sandbox(),
                env={**bare_environment(Path(home.name))},
                timeout=_GRACE * 1000,
                handle_sigint=False,
                handle_sigterm=False,
                handle_sighup=False,
            )
        except BaseException:
            end(name)
            await playwright.stop()
            home.cleanup()
            raise
        running = _Running(name=name, playwright=playwright, browser=browser, home=home)
        running.watch = asyncio.create_task(self._watch(running))
        return running

    async def _watch(self, running: _Running) -> None:
        """End a browser that holds too much memory: its pages are not rendered, nobody suffers."""
        while True:
            await self._clock.sleep(_LOOK)
            held = await asyncio.to_thread(memory_of, running.name)
            if held > self._settings.memory:
                _log.warning("the browser held %s MB and is ended", held >> 20)
                running.spent = "it held too much memory"
                await asyncio.to_thread(end, running.name)
                return

    async def _end(self, running: _Running) -> None:
        if running.watch is not None:
            running.watch.cancel()
        for close in (running.browser.close, running.playwright.stop):
            await _within(close)
        await asyncio.to_thread(end, running.name)
        await asyncio.to_thread(running.home.cleanup)


async def _within(close: Callable[[], Awaitable[None]]) -> None:
    with suppress(BrowserError, TimeoutError):
        await asyncio.wait_for(close(), timeout=_GRACE)
