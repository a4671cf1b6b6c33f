"""`make bench-simulator`: what a page of the simulated province costs its server, and its memory.

Provinces of two sizes are served without faults and without waits; the same client asks each for
the homepages and columns of some sites on kept connections, each page twice before it counts, so
that the templates are compiled. What is measured is the server's own CPU time and resident memory.
"""

import argparse
import asyncio
import json
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dns.resolver
import psutil

SIZES = (5_000, 20_000)
"""Both fill the server's caches of drawn sites, so that what grows beyond is no cache."""
ASKED_SITES = 60
COLUMNS = 8
ROUNDS = 6
MOST_CPU_MS = 0.5
MOST_GROWTH = 1.15
"""Times the memory of the small province that the large one may take."""
_READY_SECONDS = 900
_ANSWER_SECONDS = 20
_OK = b"HTTP/1.1 200"

Page = tuple[str, str]
"""A host and a path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One province: `cpu_ms` is the server's, a page."""

    sites: int
    ready_seconds: float
    pages: int
    pages_a_second: float
    cpu_ms: float
    rss_mb: float
    bad: int


@contextmanager
def served(sites: int, folder: Path) -> Iterator[tuple[psutil.Process, dict[str, Any]]]:
    """Serve a province without faults; give its process and what it says of itself."""
    command = [
        sys.executable, "-m", "simulator", "serve", "--sites", str(sites), "--seed", "7",
        "--as-of", "2026-11-23", "--profile", "clean", "--latency-scale", "0",
        "--sample-columns", str(COLUMNS), "--out", str(folder),
    ]  # fmt: skip
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        line = process.stdout.readline() if process.stdout else ""
        if not line:
            raise SystemExit("the simulator did not start")
        yield psutil.Process(process.pid), json.loads(line)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(_ANSWER_SECONDS)


def pages_of(truth: Path) -> dict[str, list[Page]]:
    """Give the homepage and columns of the first sites, by host; plain HTTP only."""
    found: dict[str, list[Page]] = {}
    with truth.open(encoding="utf-8") as lines:
        for line in islice(lines, ASKED_SITES):
            site = json.loads(line)
            home = urlsplit(site["url"])
            if home.scheme != "http":
                continue
            parts = (home, *(urlsplit(column["url"]) for column in site["columns"][:COLUMNS]))
            found[home.netloc] = [
                (home.netloc, f"{part.path or '/'}{'?' if part.query else ''}{part.query}")
                for part in parts
                if part.netloc == home.netloc
            ]
    return found


def addresses(hosts: Sequence[str], port: int) -> dict[str, str]:
    """Look the hosts up at the province's name server."""
    resolver = dns.resolver.Resolver(configure=False)
    resolver.nameservers, resolver.port = ["127.0.0.1"], port
    return {host: str(resolver.resolve(host, "A")[0]) for host in hosts}


async def ask(pages: Sequence[Page], address: str, port: int, rounds: int) -> int:
    """Ask for the pages of one site on one connection; give how many were not answered by 200."""
    bad = 0
    reader, writer = await asyncio.open_connection(address, port)
    for host, path in [*pages] * rounds:
        request = f"GET {path} HTTP/1.1\r\nHost: {host}\r\nUser-Agent: bench\r\n\r\n"
        writer.write(request.encode("ascii", "replace"))
        head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), _ANSWER_SECONDS)
        await _body(reader, head.lower())
        bad += not head.startswith(_OK)
        if b"connection: close" in head.lower():
            writer.close()
            reader, writer = await asyncio.open_connection(address, port)
    writer.close()
    return bad


async def _body(reader: asyncio.StreamReader, head: bytes) -> None:
    if b"transfer-encoding: chunked" in head:
        while size := int((await reader.readline()).split(b";")[0], 16):
            await reader.readexactly(size + 2)
        await reader.readline()
        return
    _, found, rest = head.partition(b"content-length:")
    await reader.readexactly(int(rest.split(b"\r\n", 1)[0]) if found else 0)


async def ask_all(sites: dict[str, list[Page]], places: dict[str, str], port: int, n: int) -> int:
    """Ask all sites at once, each page so many times."""
    asked = (ask(pages, places[host], port, n) for host, pages in sites.items())
    return sum(await asyncio.gather(*asked))


def measure(sites: int) -> Measured:
    """Serve a province and measure its server."""
    folder = Path(tempfile.mkdtemp(prefix="pucha-simulator-"))
    try:
        began = time.monotonic()
        with served(sites, folder) as (server, said):
            ready = time.monotonic() - began
            wanted = pages_of(folder / "truth.ndjson")
            places = addresses(tuple(wanted), said["ports"]["dns"])
            port = said["ports"]["http"]
            asyncio.run(ask_all(wanted, places, port, 2))
            before, began = server.cpu_times(), time.monotonic()
            bad = asyncio.run(ask_all(wanted, places, port, ROUNDS))
            seconds, after = time.monotonic() - began, server.cpu_times()
            pages = ROUNDS * sum(map(len, wanted.values()))
            cpu = after.user + after.system - before.user - before.system
            return Measured(
                sites=sites, ready_seconds=round(ready, 1), pages=pages,
                pages_a_second=round(pages / seconds, 1), cpu_ms=round(1000 * cpu / pages, 3),
                rss_mb=round(server.memory_info().rss / 1e6, 1), bad=bad,
            )  # fmt: skip
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main() -> int:
    """Print the figures; give 1 where a goal is missed or a page was not answered."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    found = [measure(sites) for sites in parser.parse_args().sizes]
    for one in found:
        print(
            f"{one.sites:7} sites: ready after {one.ready_seconds} s, {one.pages} pages,"
            f" {one.pages_a_second:.0f} pages/s, {one.cpu_ms} ms CPU a page, {one.rss_mb} MB",
            flush=True,
        )
    growth = round(found[-1].rss_mb / found[0].rss_mb, 2)
    print(f"CPU a page at most {MOST_CPU_MS} ms; memory {growth} times, at most {MOST_GROWTH}")
    print(json.dumps({"growth": growth, "provinces": [asdict(one) for one in found]}))
    missed = growth > MOST_GROWTH or any(one.cpu_ms > MOST_CPU_MS or one.bad for one in found)
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
