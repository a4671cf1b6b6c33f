"""The sites of a chaos run: any name's homepage, columns and articles, by one server."""

import asyncio
import random
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import NamedTuple

AGENT = "chaos-worker-"
"""Stands before a worker's number in its User-Agent."""
ANSWER_SECONDS = (0.02, 0.45)
_COLUMNS = ("tzgg", "gzdt", "rsxx", "ghjh", "zcwj")
_UNDATED = "zcwj"
"""Its list names no dates, so that articles are read: one wave more."""


class Asked(NamedTuple):
    """A request as the sites' server saw it."""

    at: float
    host: str
    worker: str


@asynccontextmanager
async def serve_sites(log: list[Asked], chance: random.Random) -> AsyncIterator[int]:
    """Serve any name's homepage, columns and articles, each after a short while; give the port."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            agent = head.partition(AGENT)[2].partition(")")[0]
            host = head.lower().partition("\r\nhost: ")[2].partition("\r\n")[0]
            log.append(Asked(time.time(), host, agent))
            await asyncio.sleep(chance.uniform(*ANSWER_SECONDS))
            writer.write(_answer(head.split(" ", 2)[1]))
            await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0, backlog=500)
    async with server:
        yield server.sockets[0].getsockname()[1]


def _answer(path: str) -> bytes:
    column, _, article = path.strip("/").partition("/")
    if column and column not in _COLUMNS:
        return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    if not column:
        links = "".join(f"<li><a href='/{name}/'>{name} 通知公告</a></li>" for name in _COLUMNS)
        text = f"<title>某县人民政府</title><ul>{links}</ul><p>{'政务公开。' * 40}</p>"
    elif article:
        text = f"<title>第{article}号通知</title><p>发布时间:2026-11-20</p><p>{'各科室。' * 60}</p>"
    else:
        rows = "".join(
            f"<li><a href='/{column}/{n}.html'>第{n}号通知</a>{_date(column, n)}</li>"
            for n in range(1, 15)
        )
        text = f"<title>通知公告</title><h2>通知公告</h2><ul>{rows}</ul>"
    body = f"<html>{text}</html>".encode()
    head = (
        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
        f"Connection: close\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def _date(column: str, day: int) -> str:
    return "" if column == _UNDATED else f"<span>2026-11-{day:02}</span>"
