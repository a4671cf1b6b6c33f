"""Fetch for a page what its browser asks for: by our own fetcher, within the page's bounds."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from crawler.policy.canonical import same_site
from schema.ports import Transport
from schema.types.capture import RENDER_PART, Page, Request
from schema.types.outcome import Outcome

_WANTED = {"document", "script", "xhr", "fetch"}
"""What makes a page's text; pictures, fonts, styles and films do not."""
_BY_SCRIPT = {"xhr", "fetch"}
_METHODS = {"GET", "POST"}
_ANSWERED = {Outcome.OK, Outcome.NOT_MODIFIED}
_GONE = {404, 410}
_DROPPED = {
    "content-encoding",
    "content-length",
    "transfer-encoding",
    "connection",
    "content-disposition",
    "content-security-policy-report-only",
}
"""Of the body as it was on the wire; ours is decoded. Nothing is ever downloaded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request of the browser."""

    url: str
    method: str
    kind: str
    """What the browser wants it for: document, script, xhr, fetch, image …"""
    payload: str = ""
    payload_type: str = ""


@dataclass(slots=True, kw_only=True)
class Errands:
    """What one page's browser was given; `lack` names the first thing that it should have had."""

    home: str
    transport: Transport
    most_requests: int
    most_bytes: int
    deadline: float
    given: list[tuple[Request, Page]] = field(default_factory=list)
    lack: str = ""
    _asked: int = 0
    _bytes: int = 0

    async def fetch(self, asked: Asked) -> Page | None:
        """Fetch, under all rules of the fetcher; None where the browser gets nothing."""
        if asked.kind not in _WANTED or urlsplit(asked.url).scheme not in {"http", "https"}:
            return None
        if asked.method not in _METHODS:
            return None
        spent = self._spent()
        if spent is not None:
            self._note(asked.url, spent)
            return None
        self._asked += 1
        posts = asked.method == "POST"
        request = Request(
            url=asked.url,
            purpose=RENDER_PART,
            method="POST" if posts else "GET",
            referer=None if asked.kind == "document" else self.home,
            by_script=asked.kind in _BY_SCRIPT,
            deadline=self.deadline,
            payload=asked.payload if posts else "",
            payload_type=asked.payload_type if posts else "",
        )
        page = await self.transport.fetch(request)
        self.take(request, page)
        return None if page.status is None else page

    def take(self, request: Request, page: Page) -> None:
        """Count what came; an answer that only we may have been refused is one that is lacking."""
        self.given.append((request, page))
        self._bytes += max(len(page.body), page.wire_bytes)
        if page.outcome not in _ANSWERED and page.status not in _GONE:
            self._note(request.url, f"{page.outcome}: {page.reason}")

    @property
    def bytes(self) -> int:
        """Tell how many bytes the browser was given."""
        return self._bytes

    def _spent(self) -> str | None:
        """Say which bound of the page is reached."""
        if self._asked >= self.most_requests:
            return f"more than {self.most_requests} requests"
        return f"more than {self.most_bytes} bytes" if self._bytes >= self.most_bytes else None

    def _note(self, url: str, why: str) -> None:
        """Keep the first lack; what strangers' hosts do not give is no part of the page's text."""
        if not self.lack and same_site(url, self.home):
            self.lack = f"{url[:200]} was not given ({why})"


def answer_headers(page: Page) -> dict[str, str]:
    """Give the headers that a browser may see of an answer whose body is decoded."""
    return {name: value for name, value in page.headers if name not in _DROPPED}
