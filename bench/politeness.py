"""`make bench-politeness`: 50 names on one address, two workers; what the server itself saw.

The server of the 50 sites keeps its own log. One worker is killed in the middle and started anew.
Then many clients take and give back slots of one address, and the statement is timed.
"""

import argparse
import asyncio
import json
import shutil
import signal
import sys
import tempfile
import time
from bisect import bisect_left
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

import asyncpg

from crawler.fleet.politeness.politeness import HostGate
from crawler.policy.canonical import url_key
from pucha.clock import SystemClock
from pucha.embedded_postgres import EmbeddedPostgres
from pucha.migrations import upgrade
from schema.store.engine import async_url, open_engine
from schema.store.lease import LeaseStore
from schema.types.errors import LeaseBusy
from schema.types.ids import SiteId, SweepId
from schema.types.settings import PolitenessSettings

ROOT = Path(__file__).resolve().parents[1]
NAMES = 50
WORKERS = 2
SLOTS = 4
CONCURRENCY = 2
LEASE_SECONDS = 5
DONE_SECONDS = 240
CLIENTS = 16
ROUNDS = 60
HOSTS = 100_000
_COLUMNS = ("tzgg", "gzdt", "zcwj", "rsxx", "ghjh", "bmdt", "jhzj", "gsgg")
_SETTINGS = """\
data = "{data}"
[database]
url = "{database}"
[network]
allow = ["127.0.0.0/8"]
connect_to = [":80:127.0.0.1:{port}"]
[politeness]
delay = {delay}
concurrency = {concurrency}
address_slots = {slots}
[fleet]
concurrency = 12
lease_seconds = {lease}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What the server is like, and the delay of the settings; seconds."""

    name: str
    answer: float
    delay: float


LONG = Scene(name="answers that take 0.4 s", answer=0.4, delay=0.05)
"""Here the limit of requests under way bites."""
QUICK = Scene(name="answers that take 10 ms", answer=0.01, delay=0.2)
"""Here the limit of requests per second bites."""


@dataclass(slots=True)
class Log:
    """When requests came and went, as the server saw them."""

    began: list[float] = field(default_factory=list)
    hosts: list[str] = field(default_factory=list)
    running: int = 0
    worst_running: int = 0

    @asynccontextmanager
    async def request(self, host: str) -> AsyncIterator[None]:
        """Note a request as long as it is under way."""
        self.began.append(time.monotonic())
        self.hosts.append(host)
        self.running += 1
        self.worst_running = max(self.worst_running, self.running)
        try:
            yield
        finally:
            self.running -= 1

    def worst_within(self, seconds: float) -> int:
        """Count the requests that began in the busiest stretch of so many seconds."""
        return max(
            (bisect_left(self.began, at + seconds) - n for n, at in enumerate(self.began)),
            default=0,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What the server saw, beside what the settings allow."""

    requests: int
    names: int
    seconds: float
    in_flight: int
    in_a_second: int
    in_five_seconds: int
    in_a_minute: int
    in_flight_limit: int
    a_second_limit: float


@asynccontextmanager
async def serve_names(log: Log, seconds: float) -> AsyncIterator[int]:
    """Serve the homepage and columns of any name; give the port."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            host = next(
                (line[6:] for line in head.split("\r\n") if line.lower().startswith("host: ")), ""
            )
            async with log.request(host):
                await asyncio.sleep(seconds)
                writer.write(_answer(head.split(" ", 2)[1]))
                await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]


def _answer(path: str) -> bytes:
    column = path.strip("/")
    if not column:
        links = "".join(f"<li><a href='/{name}/'>{name} 通知公告</a></li>" for name in _COLUMNS)
        body = f"<html><title>某县人民政府</title><ul>{links}</ul><p>{'政务公开。' * 40}</p></html>"
    elif column in _COLUMNS:
        rows = "".join(
            f"<li><a href='/{column}/{n}.html'>第{n}号通知</a><span>2026-11-{n:02}</span></li>"
            for n in range(1, 15)
        )
        body = f"<html><title>通知公告</title><h2>通知公告</h2><ul>{rows}</ul></html>"
    else:
        return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    data = body.encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close\r\nContent-Length: {len(data)}\r\n\r\n"  # noqa: E501 - one line of protocol
    return head.encode() + data


async def run_workers(
    folder: Path, database: str, scene: Scene, *, names: int, kill: bool = True
) -> Measured:
    """Survey so many names of one address with two real workers, one of them killed midway."""
    log = Log()
    async with serve_names(log, scene.answer) as port:
        settings = folder / "pucha.toml"
        settings.write_text(
            _SETTINGS.format(
                data=folder / "data", database=database, port=port, delay=scene.delay,
                concurrency=CONCURRENCY, slots=SLOTS, lease=LEASE_SECONDS,
            ),
            encoding="utf-8",
        )  # fmt: skip
        register = folder / "register.csv"
        lines = [f"某县{n}号网站,http://n{n}.example/,某县人民政府办公室" for n in range(names)]
        register.write_text("\n".join(["网站名称,首页网址,主办单位", *lines]), encoding="utf-8")
        await _pucha(settings, "register", "import", str(register))
        await _pucha(settings, "sweep", "--enqueue-only")
        began = time.monotonic()
        workers = [await _start(settings, "worker") for _ in range(WORKERS)]
        try:
            if kill:
                await _until(database, names * 2 // 3)
                workers[0].kill()
                await workers[0].wait()
                workers[0] = await _start(settings, "worker")
            await _until(database, 0)
        finally:
            await _stop(workers)
    return Measured(
        requests=len(log.began),
        names=len(set(log.hosts)),
        seconds=round(time.monotonic() - began, 1),
        in_flight=log.worst_running,
        in_a_second=log.worst_within(1),
        in_five_seconds=log.worst_within(5),
        in_a_minute=log.worst_within(60),
        in_flight_limit=SLOTS * CONCURRENCY,
        a_second_limit=SLOTS / scene.delay,
    )


async def _start(settings: Path, *words: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "pucha", "--quiet", "--config", str(settings), *words, cwd=ROOT
    )


async def _pucha(settings: Path, *words: str) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "pucha", "--quiet", "--config", str(settings), *words,
        cwd=ROOT, stdout=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    if await process.wait():
        raise RuntimeError(words)


async def _stop(workers: Sequence[asyncio.subprocess.Process]) -> None:
    for worker in workers:
        if worker.returncode is None:
            worker.send_signal(signal.SIGTERM)
    for worker in workers:
        await worker.wait()


async def _until(database: str, left: int) -> None:
    """Wait until no more than so many sites are left to survey."""
    connection = await asyncpg.connect(database)
    try:
        async with asyncio.timeout(DONE_SECONDS):
            while True:
                query = "select count(*) from sweep_site where state = 'pending'"
                if await connection.fetchval(query) <= left:
                    return
                await asyncio.sleep(0.1)
    finally:
        await connection.close()


async def time_acquire(database: str) -> dict[str, float]:
    """Time taking a site with a slot while many clients want the same address (milliseconds)."""
    connection = await asyncpg.connect(database)
    sweep = await connection.fetchval(
        "insert into sweep (kind, edition, as_of, settings) "
        "values ('nightly', 'census-2015', now(), '{}') returning id"
    )
    await connection.execute("insert into sweep_site select $1, id from site", sweep)
    sites = [row["id"] for row in await connection.fetch("select id from site order by id")]
    await connection.close()
    engine = open_engine(database, pool=CLIENTS)
    times: dict[str, list[float]] = {"acquired": [], "busy": []}

    async def client(number: int) -> None:
        store = LeaseStore(
            engine, SystemClock(), holder=f"c{number}", ttl=60, url_key=url_key, slots_each=SLOTS
        )
        for turn in range(ROUNDS):
            site = SiteId(sites[(number + turn * CLIENTS) % len(sites)])
            began = time.perf_counter()
            try:
                lease = await store.acquire(SweepId(sweep), site, ("192.0.2.1",))
            except LeaseBusy:
                times["busy"].append(time.perf_counter() - began)
                continue
            times["acquired"].append(time.perf_counter() - began)
            await asyncio.sleep(0.002)
            await store.release(lease)

    await asyncio.gather(*(client(number) for number in range(CLIENTS)))
    await engine.dispose()
    return {
        f"{name}_{label}": value
        for name, found in times.items()
        for label, value in (
            ("count", len(found)),
            ("p50_ms", _quantile(found, 0.5)),
            ("p95_ms", _quantile(found, 0.95)),
            ("worst_ms", _quantile(found, 1.0)),
        )
    }


async def time_gate() -> dict[str, float]:
    """Time turns on many hosts, and count what the gate keeps in mind of them."""
    gate = HostGate(PolitenessSettings(delay=0), SystemClock())
    began = time.process_time()
    for number in range(HOSTS):
        async with gate.turn(f"n{number}.example", f"10.0.{number >> 8 & 255}.{number & 255}"):
            pass
    spent = time.process_time() - began
    return {"hosts": HOSTS, "us_per_turn": round(1e6 * spent / HOSTS, 1), "lanes": gate.lanes()}


def _quantile(found: list[float], share: float) -> float:
    ordered = sorted(found) or [0.0]
    return round(1000 * ordered[min(int(share * len(ordered)), len(ordered) - 1)], 1)


def main() -> int:
    """Run both measurements; give 1 where a limit was passed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--names", type=int, default=NAMES)
    names = parser.parse_args().names
    folder = Path(tempfile.mkdtemp(prefix="pucha-politeness-"))
    folder.chmod(0o755)
    server = EmbeddedPostgres(folder / "postgres")
    server.start()
    try:
        upgrade(async_url(server.url).render_as_string(hide_password=False))
        seen = [
            (scene.name, asyncio.run(run_workers(folder, server.url, scene, names=names)))
            for scene in (LONG, QUICK)
        ]
        timed = asyncio.run(time_acquire(server.url))
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
    print(f"{names} names on one address, {WORKERS} workers, one killed and started anew")
    kept = [_tell(name, one) for name, one in seen]
    print(f"taking a slot, {CLIENTS} clients: {timed}")
    gate = asyncio.run(time_gate())
    print(f"turns at the gate: {gate}")
    print(json.dumps({**{name: asdict(one) for name, one in seen}, **timed, "gate": gate}))
    return int(not all(kept))


def _tell(name: str, seen: Measured) -> bool:
    """Print the worst beside the limits; tell whether all were kept."""
    rate = seen.a_second_limit
    rows = (
        ("in flight", seen.in_flight, seen.in_flight_limit),
        ("starts within 1 s", seen.in_a_second, rate + WORKERS),
        ("starts within 5 s", seen.in_five_seconds, 5 * rate + WORKERS),
        ("starts within 60 s", seen.in_a_minute, 60 * rate + WORKERS),
    )
    print(f"{name}: {seen.requests} requests to {seen.names} names in {seen.seconds:g} s")
    for what, worst, limit in rows:
        print(f"  {what:20} worst {worst:4}   limit {limit:g}")
    return all(worst <= limit for _, worst, limit in rows)


if __name__ == "__main__":
    sys.exit(main())
