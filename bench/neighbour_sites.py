"""The sites of `make bench-neighbour`: a server of healthy names, and one of a hostile site.

Run as a process: `python -m bench.neighbour_sites healthy|hostile PORT [FORM]`. Each says `ready`.
"""

import asyncio
import gzip
import json
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from functools import cache
from typing import cast

from testkit.hostile.section_e import bomb
from testkit.hostile.talk import Talk, TalkServer

SITES = 100
ANSWER_SECONDS = 0.005
CONTROL = "log.invalid"
"""Host under which the healthy server tells what it saw."""
DEEP_BYTES = 16 * 1024 * 1024
SLOW_SECONDS = 29.0
_DATED = ("tzgg", "gzdt", "zcwj", "rsxx", "ghjh", "czyjs")
_BARE = ("bmdt", "zxft")
"""Columns whose rows have no dates, so that their articles are read."""
_ROWS = 12
_TICK = 0.3


def healthy_page(host: str, path: str) -> bytes | None:
    """Give a page of a healthy site: the homepage, a column or an article."""
    column, _, article = path.strip("/").partition("/")
    if not column:
        return _home(host, [f"/{name}/" for name in (*_DATED, *_BARE)])
    if column not in (*_DATED, *_BARE):
        return None
    return _article(host, column, article) if article else _column(host, column)


def _home(host: str, paths: list[str]) -> bytes:
    links = "".join(f"<li><a href='{path}'>{_title(path)}</a></li>" for path in paths)
    rows = _rows("tzgg", dated=True)
    return _html(
        f"{host} 某县人民政府",
        f"<ul class='nav'>{links}</ul><div><h3>通知公告</h3><ul>{rows}</ul></div>"
        f"<p>{'政务公开。' * 60}</p>",
    )


def _column(host: str, column: str) -> bytes:
    rows = _rows(column, dated=column in _DATED)
    return _html(f"{_title(column)}_{host}", f"<h2>{_title(column)}</h2><ul>{rows}</ul>")


def _article(host: str, column: str, article: str) -> bytes:
    name = article.removesuffix(".html")
    number = int(name) if name.isdigit() else 1
    text = "<p>各乡镇人民政府,县政府各部门:现将有关事项通知如下,请认真贯彻执行。</p>" * 12
    head = f"<h1>关于第{number}号事项的通知</h1><p>发布时间:2026-11-{number:02} 来源:{host}</p>"
    return _html(f"第{number}号通知_{_title(column)}", head + text)


def _rows(column: str, *, dated: bool) -> str:
    return "".join(
        f"<li><a href='/{column}/{n}.html'>关于印发第{n}号工作方案的通知</a>"
        + (f"<span>2026-11-{n:02}</span>" if dated else "")
        + "</li>"
        for n in range(1, _ROWS + 1)
    )


def _title(path: str) -> str:
    names = (
        "通知公告",
        "工作动态",
        "政策文件",
        "人事信息",
        "规划计划",
        "财政预决算",
        "部门动态",
        "在线访谈",
    )
    known = (*_DATED, *_BARE)
    name = path.strip("/")
    return names[known.index(name)] if name in known else f"栏目{name}"


def _html(title: str, body: str) -> bytes:
    head = f"<html><head><meta charset=utf-8><title>{title}</title></head>"
    return f"{head}<body>{body}</body></html>".encode()


def answer(body: bytes, *, status: str = "200 OK", more: str = "") -> bytes:
    """Write an answer with its length."""
    head = f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\n{more}"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


# --- the healthy ones ----------------------------------------------------------------------------


class Log:
    """What the healthy server saw since it was last asked to forget."""

    def __init__(self) -> None:
        self.first: float | None = None
        self.pages: Counter[str] = Counter()

    def note(self, host: str) -> None:
        """Count a page of a name."""
        if self.first is None:
            self.first = time.time()
        self.pages[host] += 1

    def told(self, *, forget: bool) -> bytes:
        """Give all as JSON."""
        text = json.dumps({"first": self.first, "pages": self.pages})
        if forget:
            self.first, self.pages = None, Counter()
        return text.encode()


class _Healthy(asyncio.Protocol):
    """Answer requests of kept connections, each a moment after it came."""

    def __init__(self, log: Log) -> None:
        self._log = log

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        lines = data.decode("latin-1").split("\r\n")
        host = next((one[6:] for one in lines if one.lower().startswith("host: ")), "")
        path = lines[0].split(" ")[1]
        if host == CONTROL:
            self._transport.write(answer(self._log.told(forget=path == "/forget")))
            return
        page = healthy_page(host, path)
        if page is None:
            reply = answer(b"<html><title>404</title></html>", status="404 Not Found")
        else:
            self._log.note(host)
            reply = answer(page)
        asyncio.get_running_loop().call_later(ANSWER_SECONDS, self._send, reply)

    def _send(self, reply: bytes) -> None:
        if not self._transport.is_closing():
            self._transport.write(reply)


def address(number: int) -> str:
    """Name the address of a site."""
    return f"127.4.0.{number + 1}"


async def serve_healthy(port: int) -> None:
    """Serve all addresses until the process is ended."""
    log, loop = Log(), asyncio.get_running_loop()
    for number in range(SITES):
        await loop.create_server(lambda: _Healthy(log), address(number), port)
    print("ready", flush=True)
    await asyncio.Event().wait()


# --- the hostile one -----------------------------------------------------------------------------

Play = Callable[[Talk, str], Awaitable[None]]
_OPEN = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
_PIECE = b"<p>" + b"x" * 65533


async def _drip(talk: Talk, _path: str) -> None:
    await talk.send(_OPEN)
    await talk.drip(b"x")


async def _endless(talk: Talk, _path: str) -> None:
    await talk.send(_OPEN)
    await talk.flood(_PIECE)


async def _bomb(talk: Talk, path: str) -> None:
    coding = "br" if hash(path) % 2 else "gzip"
    await talk.send(answer(bomb(coding), more=f"Content-Encoding: {coding}\r\n"))


async def _headers(talk: Talk, _path: str) -> None:
    await talk.send(b"HTTP/1.1 200 OK\r\n")
    await talk.flood(b"X-Flood: " + b"y" * 200 + b"\r\n")


async def _redirects(talk: Talk, path: str) -> None:
    await talk.send(answer(b"", status="302 Found", more=f"Location: {path}x\r\n"))


async def _deep(talk: Talk, _path: str) -> None:
    await talk.send(answer(_deep_page(), more="Content-Encoding: gzip\r\n"))


@cache
def _deep_page() -> bytes:
    head = "<html><meta charset=utf-8><title>某县人民政府</title><body>".encode()
    return gzip.compress((head + b"<div>" * (DEEP_BYTES // 5))[: DEEP_BYTES - 8], 6)


async def _calendar(talk: Talk, path: str) -> None:
    number = int("".join(filter(str.isdigit, path))[:9] or 0)
    await talk.send(answer(_home("n.example", [f"/cal/{number * 40 + n + 1}" for n in range(40)])))


async def _resets(talk: Talk, _path: str) -> None:
    talk.reset()


async def _slow(talk: Talk, _path: str) -> None:
    await asyncio.sleep(SLOW_SECONDS)
    await talk.send(answer(_column("slow", "tzgg")))


FORMS: dict[str, Play] = {
    "drips": _drip,
    "endless body": _endless,
    "bombs": _bomb,
    "header flood": _headers,
    "redirect loop": _redirects,
    "deep page": _deep,
    "calendar": _calendar,
    "resets": _resets,
    "slow answers": _slow,
}


def played(form: str) -> Callable[[Talk], Awaitable[None]]:
    """Give the script of a form: a plausible homepage, and everything behind it hostile.

    `all of them`: each path plays another one.
    """
    names = list(FORMS)

    async def script(talk: Talk) -> None:
        path = (await talk.request()).split(b" ", 2)[1].decode("latin-1")
        if path == "/robots.txt":
            await talk.send(answer(b"", status="404 Not Found"))
        elif path == "/":
            await talk.send(answer(_home("hostile", [f"/c/{n}" for n in range(1, 31)])))
        else:
            digits = "".join(filter(str.isdigit, path))
            number = int(digits[-2:] or 0) % len(names)
            name = names[number] if form == "all of them" else form
            await FORMS[name](talk, path)

    return script


async def serve_hostile(port: int, form: str) -> None:
    """Play the hostile site until the process is ended."""
    if form == "bombs":
        bomb("gzip"), bomb("br")
    elif form == "deep page":
        _deep_page()
    server = TalkServer(played(form), tick=_TICK, address=address(SITES - 1))
    await server.start(port)
    print("ready", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    kind, port = sys.argv[1], int(sys.argv[2])
    asyncio.run(serve_healthy(port) if kind == "healthy" else serve_hostile(port, sys.argv[3]))
