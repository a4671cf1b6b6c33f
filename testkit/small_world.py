"""Small sites in memory: a home page, two columns, a mailbox, and no socket anywhere."""

import asyncio
from random import Random

from crawler.fleet.stacks.hop import Hop, Progress, conclude
from crawler.fleet.stacks.reader import AnswerReader
from crawler.policy.framing import Head
from schema.types.settings import FetchSettings
from schema.types.site import Site

_ITEMS = 4
_DATED = "tzgg"
"""The column whose rows show dates; those of the other one stand in the articles alone."""
_ROBOTS = "User-agent: *\nDisallow: /admin/\n"


def small_site(number: int) -> Site:
    """Give the register's word on a small site."""
    return Site(id=None, home_url=f"http://s{number}.gov.cn.test/", name=f"第{number}县政府网站")


def page_of(host: str, path: str) -> tuple[int, str]:
    """Give status and markup of a page; a pure function."""
    if path == "/robots.txt":
        return 200, _ROBOTS
    pages = {"/": _home(host), "/tzgg/": _list("tzgg"), "/gzdt/": _list("gzdt")}
    if path in pages:
        return 200, pages[path]
    name, _, file = path.strip("/").partition("/")
    if name in {"tzgg", "gzdt"} and file.endswith(".html"):
        return 200, _article(file)
    return 404, "<html><title>404 Not Found</title><body>404</body></html>"


def _home(host: str) -> str:
    links = '<a href="/tzgg/">通知公告</a> <a href="/gzdt/">工作动态</a>'
    return (
        f"<html><head><title>{host}</title></head><body><div class='nav'>{links}</div>"
        f"<h2>工作动态</h2><ul>{_rows('gzdt')}</ul></body></html>"
    )


def _list(column: str) -> str:
    return (
        f"<html><head><title>{column}</title></head><body><div class='list'><ul>{_rows(column)}"
        "</ul></div></body></html>"
    )


def _rows(column: str) -> str:
    return "".join(
        f'<li><a href="/{column}/item{n}.html">关于做好第{n}项工作的通知</a>'
        f"{f'<span>2026-11-2{n}</span>' if column == _DATED else ''}</li>"
        for n in range(_ITEMS)
    )


def _article(file: str) -> str:
    number = file.removeprefix("item").removesuffix(".html")
    return (
        f"<html><head><title>关于做好第{number}项工作的通知</title></head><body>"
        f"<h1>关于做好第{number}项工作的通知</h1><p>发布时间：2026-11-2{number}</p>"
        f"<p>{'各单位要高度重视，认真抓好落实。' * 6}</p></body></html>"
    )


class MemoryHops:
    """A client stack whose servers are a function; it answers after times drawn from a seed."""

    def __init__(self, stack: str, rng: Random, log: list[tuple[float, str, str]]) -> None:
        self.stack = stack
        self._rng = rng
        self._log = log
        self._bounds = FetchSettings()
        self.owner = ""
        """Who sends: written to the log beside each request."""

    async def send(self, hop: Hop, progress: Progress) -> Head:
        """Answer one request."""
        loop = asyncio.get_running_loop()
        self._log.append((loop.time(), hop.hostname, self.owner))
        progress.sent_at = loop.time()
        await asyncio.sleep(self._rng.choice((0.001, 0.02, 0.2, 1.5)))
        status, text = page_of(hop.hostname, hop.target)
        body = text.encode()
        kind = "text/plain" if hop.target == "/robots.txt" else "text/html; charset=utf-8"
        head = f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
        reader = AnswerReader(progress, self._bounds, loop.time)
        reader.feed(head.encode())
        if body:
            reader.feed(body)
        return conclude(progress)

    async def close(self) -> None:
        """Close nothing."""
