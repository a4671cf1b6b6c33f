"""Show one page in a browser that asks us for everything, and take its document down."""

import asyncio
import hashlib
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import replace
from typing import Any

from playwright.async_api import BrowserContext, Dialog, Route, WebSocketRoute
from playwright.async_api import Error as BrowserError
from playwright.async_api import Page as Tab

from crawler.extract.page.settled import settled
from crawler.policy.canonical import parse_http
from crawler.render.errands import Asked, Errands, answer_headers
from schema.ports import Clock
from schema.types.capture import RENDER_PART, Page, Rendering, Request
from schema.types.ids import Digest
from schema.types.outcome import Outcome

_QUIET = 0.5
"""Seconds without a request of its own after which a page has settled."""
_STEP = 0.1
_HTML = (("content-type", "text/html; charset=utf-8"),)


class Show:
    """One page under way in a context of its own."""

    def __init__(self, context: BrowserContext, errands: Errands, clock: Clock) -> None:
        self._context = context
        self._errands = errands
        self._clock = clock
        self._under_way = 0
        self._last = clock.monotonic()
        self._tab: Tab | None = None
        self._first: Page | None = None
        self._closing: set[asyncio.Task[Any]] = set()

    async def render(self, request: Request, seconds: float) -> Rendering:
        """Show the page; what it holds when it has settled, or at the deadline, is its body."""
        began, at = self._clock.monotonic(), self._clock.now()
        first = await self._errands.transport.fetch(_document(request, seconds))
        self._errands.take(_document(request, seconds), first)
        page = replace(
            first, url=request.url, fetched_at=at, exchanges=(), body=b"", sha256=None,
            headers=_HTML, redirects=first.redirects, rendered=True,
        )  # fmt: skip
        if first.body and first.status is not None and first.outcome is Outcome.OK:
            self._first = first
            left = began + seconds - self._clock.monotonic()
            page = await self._shown(page, max(left, _STEP))
        page = replace(
            page, seconds=self._clock.monotonic() - began, wire_bytes=self._errands.bytes
        )
        return Rendering(page=page, parts=tuple(self._errands.given))

    async def _shown(self, page: Page, seconds: float) -> Page:
        await self._context.route("**/*", self._answer)
        await self._context.route_web_socket("**/*", _refuse_socket)
        self._tab = await self._context.new_page()
        self._tab.on("dialog", self._dismiss)
        self._context.on("page", self._close)
        rests = await self._settle(page.final_url, seconds)
        markup = await asyncio.wait_for(self._tab.content(), timeout=5)
        body = settled(markup).encode("utf-8", "replace")
        lack = self._errands.lack or ("" if rests else f"not settled within {seconds:.0f} s")
        address = self._tab.url if parse_http(self._tab.url) else page.final_url
        return replace(
            page,
            final_url=address,
            outcome=Outcome.OK_TRUNCATED if lack else Outcome.OK,
            reason=f"rendered in part: {lack}" if lack else "rendered",
            body=body,
            sha256=Digest(hashlib.sha256(body).hexdigest()),
        )

    async def _settle(self, url: str, seconds: float) -> bool:
        """Wait until the page asks for nothing more; False where the time ran out first."""
        if self._tab is None:
            return False
        end = self._clock.monotonic() + seconds
        with suppress(BrowserError):  # a script may lead on at once; what it shows is looked at
            await self._tab.goto(url, wait_until="domcontentloaded", timeout=seconds * 1000)
        while self._clock.monotonic() < end:
            if not self._under_way and self._clock.monotonic() - self._last >= _QUIET:
                return True
            await self._clock.sleep(_STEP)
        return False

    async def _answer(self, route: Route) -> None:
        """Answer one request of the browser; a closed tab has no need of it."""
        self._under_way += 1
        try:
            with suppress(BrowserError):
                await self._give(route)
        finally:
            self._under_way -= 1
            self._last = self._clock.monotonic()

    async def _give(self, route: Route) -> None:
        asked = route.request
        if self._first is not None and asked.is_navigation_request() and self._is_own(route):
            page: Page | None = self._first
            self._first = None
        elif self._is_own(route):
            page = await self._errands.fetch(
                Asked(
                    url=asked.url,
                    method=asked.method,
                    kind=asked.resource_type,
                    payload=asked.post_data or "",
                    payload_type=asked.headers.get("content-type", ""),
                )
            )
        else:
            page = None
        if page is None or page.status is None:
            await route.abort("blockedbyclient")
            return
        await route.fulfill(status=page.status, headers=answer_headers(page), body=page.body)

    def _is_own(self, route: Route) -> bool:
        """Tell the requests of our tab, its frames included, from those of a window it opened."""
        try:
            return route.request.frame.page is self._tab
        except BrowserError:  # of no frame: a worker of the tab's, or a window's first request
            return route.request.resource_type in {"script", "xhr", "fetch"}

    def _dismiss(self, dialog: Dialog) -> None:
        self._later(dialog.dismiss())

    def _close(self, tab: Tab) -> None:
        if tab is not self._tab:
            self._later(tab.close())

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        async def quietly() -> None:
            with suppress(BrowserError):
                await work

        task = asyncio.create_task(quietly())
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)


def _document(request: Request, seconds: float) -> Request:
    return replace(request, purpose=RENDER_PART, deadline=seconds)


async def _refuse_socket(socket: WebSocketRoute) -> None:
    await socket.close()
