"""`make bench-fetch`: the product's fetcher beside bare aiohttp, on kept connections of loopback.

100 addresses, one request under way on each: gzipped pages of 8 KB from nginx, or from a small
server of ours where it is not installed. Bare aiohttp hands out the body as it came; the fetcher
looks the route up, waits its turn, watches the deadline and the size, judges the head, inflates,
digests and names the outcome. No politeness delay, no archive. Rounds by turns, each in a process
of its own; server and client have a core each. The goal is judged by CPU a page: a client that has
its core to itself is bound by it, and one that has not would be judged by its neighbours.
"""

import argparse
import asyncio
import gzip
import hashlib
import json
import os
import random
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from ipaddress import ip_network
from pathlib import Path
from socket import create_connection, create_server
from typing import cast

import aiohttp

from crawler.extract.text.content_coding import remove_codings
from crawler.fleet.fetch.fetcher import Fetcher
from crawler.fleet.politeness.politeness import HostGate
from crawler.fleet.stacks.hop_aiohttp import AiohttpHops
from crawler.fleet.stacks.route import Router
from pucha.clock import SystemClock
from schema.types.capture import Request
from schema.types.outcome import Outcome
from schema.types.settings import FetchSettings, PolitenessSettings

ADDRESSES = 100
PAGES = 60
"""Pages of one address in a round."""
PAIRS = 7
GOAL = 0.6
GZIPPED_BYTES = 8 * 1024
SERVER_CORE, CLIENT_CORE = 0, 1
ROUND_SECONDS = 120
READY_SECONDS = 20
_LIMIT = 16 * 1024 * 1024
_OK = 200
_WORDS = "关于印发公布通知公告政务信息公开市县区政府办公室工作年度报告规划财政预算决算人事任免招考"
_NGINX = """\
daemon off; master_process off; worker_processes 1; worker_rlimit_nofile 8192;
pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 4096; }}
http {{
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000; keepalive_timeout 300s;
  client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  server {{
    {listen}
    root {folder}; types {{ }} default_type "text/html; charset=utf-8";
    add_header Content-Encoding gzip;
    location / {{ try_files /page.gz =404; }}
  }}
}}
"""

Get = Callable[[str], Awaitable[bool]]
"""Fetches an address; tells whether the whole page came."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """What one round came to."""

    pages_a_second: float
    cpu_ms: float
    """Of a page, user and system."""
    bad: int = 0


def make_page() -> bytes:
    """Give a gzipped list page of about 8 KB, always the same."""
    chance = random.Random(7)  # noqa: S311 - a page, no secret
    rows: list[str] = []
    while True:
        for _ in range(8):
            title = "".join(chance.choices(_WORDS, k=24))
            number = chance.randrange(10**7)
            rows.append(
                f"<li><a href='/zwgk/{number}.html'>{title}</a><span>2026-11-20</span></li>"
            )
        text = f"<html><title>通知公告</title><body><ul>{''.join(rows)}</ul></body></html>"
        packed = gzip.compress(text.encode(), 6, mtime=0)
        if len(packed) >= GZIPPED_BYTES:
            return packed


def addresses(count: int) -> list[str]:
    """Name the addresses of the server."""
    return [f"127.0.1.{number + 1}" for number in range(count)]


# --- the server ----------------------------------------------------------------------------------


class _Page(asyncio.Protocol):
    """Answer every request of a kept connection with the page."""

    answer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        self._transport.write(self.answer * data.count(b"\r\n\r\n"))


async def serve_here(body: bytes, port: int, count: int) -> None:
    """Serve the page on all addresses until the process is ended."""
    _Page.answer = (
        b"HTTP/1.1 200 OK\r\nServer: bench\r\nContent-Type: text/html; charset=utf-8\r\n"
        b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)
    )
    loop = asyncio.get_running_loop()
    for address in addresses(count):
        await loop.create_server(_Page, address, port)
    await asyncio.Event().wait()


@contextmanager
def server(folder: Path, count: int) -> Iterator[tuple[str, int]]:
    """Run the server on a core of its own; give its name and port."""
    (folder / "page.gz").write_bytes(make_page())
    with create_server(("127.0.0.1", 0)) as probe:
        port = int(probe.getsockname()[1])
    nginx = shutil.which("nginx")
    if nginx is None:
        name = "own server"
        command = [sys.executable, "-m", "bench.fetch_loop", "--serve", str(folder / "page.gz")]
        command += ["--port", str(port), "--addresses", str(count)]
    else:
        name = "nginx"
        listen = " ".join(f"listen {one}:{port} backlog=512;" for one in addresses(count))
        (folder / "nginx.conf").write_text(_NGINX.format(folder=folder, listen=listen), "utf-8")
        command = [nginx, "-p", str(folder), "-c", str(folder / "nginx.conf")]
    process = subprocess.Popen([*_pinned(SERVER_CORE), *command])
    try:
        _await_port(addresses(count)[-1], port)
        yield name, port
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(10)


def _pinned(core: int) -> list[str]:
    taskset = shutil.which("taskset")
    cores = os.cpu_count() or 1
    return [] if taskset is None or core >= cores else [taskset, "-c", str(core)]


def _await_port(address: str, port: int) -> None:
    end = time.monotonic() + READY_SECONDS
    while True:
        try:
            create_connection((address, port), 1).close()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)
        else:
            return


# --- the clients ---------------------------------------------------------------------------------


async def fetch_bare(urls: Sequence[Sequence[str]], *, decode: bool) -> Rate:
    """Fetch with aiohttp alone; `decode`: inflate and digest each body as the fetcher must."""
    async with aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=0),
        cookie_jar=aiohttp.DummyCookieJar(),
        auto_decompress=False,
        headers={"Accept-Encoding": "gzip"},
    ) as session:

        async def get(url: str) -> bool:
            async with session.get(url) as answer:
                body = await answer.read()
                if decode:
                    coding = answer.headers.get("Content-Encoding")
                    hashlib.sha256(remove_codings(body, coding, _LIMIT)[0]).hexdigest()
                return answer.status == _OK and len(body) >= GZIPPED_BYTES

        return await _timed(urls, [get] * len(urls))


async def fetch_ours(urls: Sequence[Sequence[str]]) -> Rate:
    """Fetch with the fetchers of as many surveys as there are addresses, under one gate."""
    clock, bounds = SystemClock(), FetchSettings()
    gate = HostGate(PolitenessSettings(delay=0), clock)
    router = Router(allow=[ip_network("127.0.0.0/8")])
    fetchers = [
        Fetcher(
            hops=AiohttpHops(bounds, clock),
            router=router,
            gate=gate,
            clock=clock,
            settings=bounds,
            user_agent="pucha/bench",
        )
        for _ in urls
    ]

    def getter(fetcher: Fetcher) -> Get:
        async def get(url: str) -> bool:
            page = await fetcher.fetch(Request(url=url))
            return page.outcome is Outcome.OK and page.wire_bytes >= GZIPPED_BYTES

        return get

    rate = await _timed(urls, [getter(one) for one in fetchers])
    for fetcher in fetchers:
        await fetcher.close()
    return rate


async def _timed(urls: Sequence[Sequence[str]], getters: Sequence[Get]) -> Rate:
    """Open every connection, then time all pages, one request under way on each connection."""

    async def walk(mine: Sequence[str], get: Get) -> int:
        return sum([not await get(url) for url in mine])

    opened = await asyncio.gather(*(get(one[0]) for one, get in zip(urls, getters, strict=True)))
    wall, cpu = time.perf_counter(), time.process_time()
    bad = await asyncio.gather(*(walk(*pair) for pair in zip(urls, getters, strict=True)))
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    pages = sum(map(len, urls))
    return Rate(
        pages_a_second=round(pages / wall, 1),
        cpu_ms=round(1e3 * cpu / pages, 4),
        bad=sum(bad) + opened.count(False),
    )


def _client(kind: str, port: int, count: int, pages: int) -> Rate:
    urls = [[f"http://{one}:{port}/{n}.html" for n in range(pages)] for one in addresses(count)]
    if kind == "ours":
        return asyncio.run(fetch_ours(urls))
    return asyncio.run(fetch_bare(urls, decode=kind == "decoded"))


# --- the rounds ----------------------------------------------------------------------------------

KINDS = ("bare", "ours", "decoded")


def play(kind: str, port: int, count: int, pages: int) -> Rate:
    """Play one round in a process of its own, on a core of its own."""
    command = [
        *_pinned(CLIENT_CORE), sys.executable, "-m", "bench.fetch_loop", "--client", kind,
        "--port", str(port), "--addresses", str(count), "--pages", str(pages),
    ]  # fmt: skip
    done = subprocess.run(
        command, stdout=subprocess.PIPE, text=True, check=True, timeout=ROUND_SECONDS
    )
    return Rate(**json.loads(done.stdout.splitlines()[-1]))


def compare(folder: Path, *, count: int, pages: int, pairs: int) -> dict[str, object]:
    """Play the rounds by turns and give the medians."""
    seen: dict[str, list[Rate]] = {kind: [] for kind in KINDS}
    with server(folder, count) as (name, port):
        print(f"{count} addresses, {pages} pages each, {pairs} rounds by turns, from {name}")
        for _ in range(pairs):
            for kind in KINDS:
                seen[kind].append(play(kind, port, count, pages))
            print("  ".join(f"{kind} {seen[kind][-1].pages_a_second:7.0f}/s" for kind in KINDS))
    for kind in KINDS:
        speed, cost = _median(seen[kind], "pages_a_second"), _median(seen[kind], "cpu_ms")
        print(f"{kind:8} {speed:8.0f} pages/s   {cost:.4f} ms CPU a page")
    return {
        "server": name,
        **{f"{kind}_pages_s": _median(seen[kind], "pages_a_second") for kind in KINDS},
        **{f"{kind}_cpu_ms": _median(seen[kind], "cpu_ms") for kind in KINDS},
        "ratio": _ratio(seen, "cpu_ms", "bare", "ours"),
        "ratio_pages_s": _ratio(seen, "pages_a_second", "ours", "bare"),
        "ratio_same_body_work": _ratio(seen, "cpu_ms", "decoded", "ours"),
        "bad": sum(one.bad for rates in seen.values() for one in rates),
        "goal": GOAL,
    }


def _median(rates: Sequence[Rate], name: str) -> float:
    return statistics.median(float(getattr(one, name)) for one in rates)


def _ratio(seen: dict[str, list[Rate]], name: str, over: str, under: str) -> float:
    """Give the median of the ratios of neighbouring rounds."""
    pairs = zip(seen[over], seen[under], strict=True)
    found = [float(getattr(a, name)) / float(getattr(b, name)) for a, b in pairs]
    return round(statistics.median(found), 3)


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare both; give 1 where the fetcher keeps less than its share, or a page is missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--addresses", type=int, default=ADDRESSES)
    parser.add_argument("--pages", type=int, default=PAGES)
    parser.add_argument("--pairs", type=int, default=PAIRS)
    parser.add_argument("--client", choices=KINDS, help="play one round here, against --port")
    parser.add_argument("--serve", type=Path, help="serve this file on --port")
    parser.add_argument("--port", type=int, default=0)
    chosen = parser.parse_args(arguments)
    if chosen.serve is not None:
        asyncio.run(serve_here(chosen.serve.read_bytes(), chosen.port, chosen.addresses))
    if chosen.client is not None:
        rate = _client(chosen.client, chosen.port, chosen.addresses, chosen.pages)
        print(json.dumps(asdict(rate)))
        return 0
    folder = Path(tempfile.mkdtemp(prefix="pucha-fetch-"))
    try:
        found = compare(folder, count=chosen.addresses, pages=chosen.pages, pairs=chosen.pairs)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(
        f"ours / bare: {found['ratio']} by CPU (goal {GOAL}), {found['ratio_pages_s']} by pages/s; "
        f"beside bare aiohttp that inflates and digests too: {found['ratio_same_body_work']}"
    )
    print(json.dumps(found))
    kept = float(str(found["ratio"])) >= GOAL and not found["bad"]
    return int(not kept)


if __name__ == "__main__":
    sys.exit(main())
