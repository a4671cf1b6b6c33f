"""`make bench-slow`: 2,000 slow sites probed at once, by the parts that `pucha probe` is made of.

95 of 100 answer after 0.5 to 5 s, 3 never, 2 refuse the connection; a visit may take 15 s. Every
site has an address of its own (127.2.x.y), the server is another process. What is measured: from
the first request to the end of the last first look, beside the critical path (the longer of one
limit and of all waits over the places); resident memory for each request under way; the longest
time that the event loop was held up; outcomes that are not those of the plan. The second opinion
of the other client stack belongs to a visit and runs meanwhile; its own end is told as well.

Each process probes all twice: in the order of the register, as the first round of a new register,
and then as every later round, for which the store puts the slow ones of each batch first.
"""

import argparse
import asyncio
import json
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from ipaddress import ip_network
from pathlib import Path
from socket import create_server
from typing import cast

from crawler.fleet.archiving.archive import SegmentFolder
from crawler.fleet.own_faults.garbage import collecting_between
from crawler.fleet.probe_sites import OpenStacks, Prober
from crawler.survey.visit_walk import VisitPlan
from pucha.crawling import open_prober
from pucha.wire import SOFTWARE
from schema.ports import Transport
from schema.types.capture import Page, Request
from schema.types.ids import SiteId
from schema.types.outcome import CountsAs, Outcome
from schema.types.probe import BatchResult
from schema.types.settings import FetchSettings, NetworkSettings, ProbeSettings, Settings
from schema.types.site import Site

SITES = 2000
ROUNDS = 5
LIMIT_SECONDS = 15.0
PAUSE_SECONDS = 2.0
"""Before the other client stack looks, as in the defaults."""
BATCH = 200
SPAN_GOAL, KB_GOAL, BLOCK_GOAL_MS = 1.05, 32.0, 50.0
READY_SECONDS = 30
ROUND_SECONDS = 180
_TICK = 0.005
_SAMPLE_TICKS = 8
_SAMPLE_LOOKS = 10
_SEED = 42
_REFUSE, _SILENT = 0.02, 0.05
_COLUMNS = ("通知公告", "工作动态", "政策文件", "人事任免", "规划计划", "财政预决算")


def make_home() -> bytes:
    """Give a homepage of 25 KB: a navigation, six boxes of dated rows, links to others."""
    chance = random.Random(_SEED)  # noqa: S311 - a page, no secret
    words = "关于印发公布政务信息公开市县区办公室工作年度报告规划财政任免招考实施方案"
    boxes = []
    for number, name in enumerate(_COLUMNS):
        rows = "".join(
            f"<li><a href='/c{number}/{n}.html' title='{n}'>{''.join(chance.choices(words, k=22))}"
            f"</a><span class='date'>2026-11-{n + 1:02}</span></li>"
            for n in range(10)
        )
        title = f"<h3><a href='/c{number}/'>{name}</a></h3>"
        boxes.append(f"<div class='box'>{title}<ul>{rows}</ul></div>")
    links = "".join(f"<a href='http://b{n}.example.cn/'>某某局{n}号网站</a>" for n in range(60))
    filler = "<script>var menu=[];function show(n){menu.push(n);}</script>" * 120
    head = "<html><head><meta charset=utf-8><title>某某市人民政府</title></head>"
    body = f"{filler}{''.join(boxes)}<div class='links'>{links}</div>"
    return f"{head}<body>{body}</body></html>".encode()


_BODY = make_home()
_ANSWER = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n"
    b"Connection: close\r\n\r\n%s" % (len(_BODY), _BODY)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What one site does: `ok` after so many seconds, `silent` or `refuse`."""

    kind: str
    seconds: float = 0.0

    @property
    def wait(self) -> float:
        """Give the seconds that a look at it must take."""
        return LIMIT_SECONDS if self.kind == "silent" else self.seconds


def make_plans(count: int) -> list[Plan]:
    """Draw what the sites do, always the same; the last one answers at once, for warming up."""
    chance, found = random.Random(_SEED), []  # noqa: S311 - a plan, no secret
    for _ in range(count):
        drawn = chance.random()
        if drawn < _REFUSE:
            found.append(Plan(kind="refuse"))
        elif drawn < _SILENT:
            found.append(Plan(kind="silent"))
        else:
            found.append(Plan(kind="ok", seconds=round(chance.uniform(0.5, 5), 3)))
    return [*found, Plan(kind="ok")]


def address(number: int) -> str:
    """Name the address of a site."""
    return f"127.2.{number // 250}.{number % 250 + 1}"


def critical_path(plans: Sequence[Plan], places: int) -> float:
    """Give the seconds that nobody can be faster than."""
    return max(*(one.wait for one in plans), sum(one.wait for one in plans) / places)


# --- the server ----------------------------------------------------------------------------------


class _Slow(asyncio.Protocol):
    """Answer one request as its site's plan says."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        if self._plan.kind == "ok" and data.endswith(b"\r\n\r\n"):
            asyncio.get_running_loop().call_later(self._plan.seconds, self._answer)

    def _answer(self) -> None:
        if not self._transport.is_closing():
            self._transport.write(_ANSWER)
            self._transport.close()


async def serve(count: int, port: int) -> None:
    """Listen on the address of every site that does not refuse; say `ready`."""
    loop = asyncio.get_running_loop()
    for number, plan in enumerate(make_plans(count)):
        if plan.kind != "refuse":
            made = lambda plan=plan: _Slow(plan)  # noqa: E731 - binds the plan of this turn
            await loop.create_server(made, address(number), port, backlog=16)
    print("ready", flush=True)
    await asyncio.Event().wait()


# --- one round -----------------------------------------------------------------------------------


@dataclass(slots=True)
class Seen:
    """What is noted while the sites are probed."""

    plans: Sequence[Plan]
    now: int = 0
    most: int = 0
    first_began: float | None = None
    last_ended: float = 0.0
    looks: int = 0
    wrong: list[str] = field(default_factory=list)
    seconds: dict[int, float] = field(default_factory=dict)
    """What each look took, by the number of its site."""
    rss: int = 0
    rss_at_peak: int = 0
    base: int = 0
    block: float = 0.0
    block_cpu: float = 0.0
    """CPU of our own thread in the longest block; the rest of it, others had the core."""

    def begin(self) -> None:
        """Note a first look that begins."""
        self.now += 1
        if self.now > self.most:
            self.most = self.now
            if self.most % _SAMPLE_LOOKS == 0:
                self.rss_at_peak = _resident()
        if self.first_began is None:
            self.first_began = time.monotonic()

    def end(self, number: int, page: Page) -> None:
        """Note how a first look ended."""
        self.now -= 1
        self.looks += 1
        self.seconds[number] = page.seconds
        self.last_ended = time.monotonic()
        self.rss = max(self.rss, _resident())
        expected = {
            "ok": Outcome.OK,
            "silent": Outcome.HEADER_TIMEOUT,
            "refuse": Outcome.CONNECT_REFUSED,
        }
        if page.outcome is not expected[self.plans[number].kind]:
            said = f"{page.url} {self.plans[number].kind}: {page.outcome} {page.reason}"
            self.wrong.append(said)


def _resident() -> int:
    """Give the resident memory of this process in KB."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize() // 1024


class _Watched:
    """A transport whose first looks are noted."""

    def __init__(self, inner: Transport, seen: Seen) -> None:
        self.stack = inner.stack
        self._inner, self._seen = inner, seen

    async def fetch(self, request: Request) -> Page:
        self._seen.begin()
        page = await self._inner.fetch(request)
        a, b = map(int, request.url.split(":")[1].split(".")[2:])
        self._seen.end(a * 250 + b - 1, page)
        return page


def watched(stacks: OpenStacks, seen: Seen) -> OpenStacks:
    """Open the client stacks of the product with the first one watched."""

    @asynccontextmanager
    async def opened() -> AsyncIterator[dict[str, Transport]]:
        async with stacks() as own:
            yield {**own, "aiohttp": _Watched(own["aiohttp"], seen)}

    return opened


async def watch_loop(seen: Seen) -> None:
    """Note the longest time by which the loop came too late, and the memory."""
    ticks = 0
    while True:
        due, cpu = time.monotonic() + _TICK, time.thread_time()
        await asyncio.sleep(_TICK)
        late = time.monotonic() - due
        if late > seen.block:
            seen.block, seen.block_cpu = late, time.thread_time() - cpu
        ticks += 1
        if ticks % _SAMPLE_TICKS == 0:
            seen.rss = max(seen.rss, _resident())


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """The figures of one round."""

    span: float
    critical: float
    total: float
    """Until the last visit was over, the second opinions included."""
    in_flight: int
    base_mb: float
    kb_per_request: float
    """Of resident memory, at the moment when most looks were under way."""
    kb_worst: float
    """The same at any time later, with the pages that wait to be read."""
    block_ms: float
    block_cpu_ms: float
    cpu_ms: float
    """Of a visit, in all."""
    wrong: int
    examples: tuple[str, ...] = ()

    @property
    def ratio(self) -> float:
        """Give the span over the critical path."""
        return self.span / self.critical


def bench_settings(count: int) -> Settings:
    """Give the product's defaults, with loopback allowed, the limit, and room for all."""
    return Settings(
        network=NetworkSettings(allow=(ip_network("127.0.0.0/8"),), ports=("1-65535",)),
        fetch=FetchSettings(visit_deadline=LIMIT_SECONDS),
        probe=ProbeSettings(in_flight=count, batch=BATCH),
    )


async def probe_twice(count: int, port: int, folder: Path) -> tuple[Round, Round]:
    """Probe all sites as a new register, and again with what was seen."""
    with collecting_between() as collect:
        first, seconds = await probe_once(count, port, folder / "first", {})
        collect()
        later, _ = await probe_once(count, port, folder / "later", seconds)
    return first, later


async def probe_once(
    count: int, port: int, folder: Path, known: dict[int, float]
) -> tuple[Round, dict[int, float]]:
    """Probe all sites once, in batches of the usual size, each with a segment of its own.

    `known` is what each took the last time; what each took now is given beside the figures.
    """
    plans = make_plans(count)
    seen = Seen(plans)
    sites = [_site(number, port) for number in range(count)]
    plan = VisitPlan(deadline=LIMIT_SECONDS, pause=PAUSE_SECONDS, vantage="bench")
    archive = SegmentFolder(root=folder, software=SOFTWARE)
    async with open_prober(bench_settings(count)) as plain:
        # One that answers at once, and one that nobody serves: all that is loaded late is here now.
        warm = [_site(count, port), _site(count + 1, port)]
        await _batch(plain, warm, plan, archive, "warm-up")
        prober = replace(plain, stacks=watched(plain.stacks, seen))
        await asyncio.sleep(0.5)
        seen.rss = seen.base = _resident()
        watch = asyncio.create_task(watch_loop(seen))
        began, cpu = time.monotonic(), time.process_time()
        batches = [
            sorted(sites[at : at + BATCH], key=lambda site: -known.get((site.id or 0) - 1, 0.0))
            for at in range(0, count, BATCH)
        ]
        found = await asyncio.gather(
            *(_batch(prober, one, plan, archive, f"b{n}") for n, one in enumerate(batches))
        )
        total, cpu = time.monotonic() - began, time.process_time() - cpu
        watch.cancel()
        with suppress(asyncio.CancelledError):
            await watch
    wrong = [*seen.wrong, *_wrong_visits(plans, found), *([] if seen.looks == count else ["lost"])]
    figures = Round(
        span=round(seen.last_ended - (seen.first_began or began), 3),
        critical=round(critical_path(plans, count), 3),
        total=round(total, 2),
        in_flight=seen.most,
        base_mb=round(seen.base / 1024, 1),
        kb_per_request=round((seen.rss_at_peak - seen.base) / max(seen.most, 1), 1),
        kb_worst=round((seen.rss - seen.base) / max(seen.most, 1), 1),
        block_ms=round(1e3 * seen.block, 1),
        block_cpu_ms=round(1e3 * seen.block_cpu, 1),
        cpu_ms=round(1e3 * cpu / count, 3),
        wrong=len(wrong),
        examples=tuple(wrong[:3]),
    )
    return figures, seen.seconds


def _site(number: int, port: int) -> Site:
    return Site(
        id=SiteId(number + 1), home_url=f"http://{address(number)}:{port}/", name=f"{number}号网站"
    )


async def _batch(
    prober: Prober, sites: Sequence[Site], plan: VisitPlan, archive: SegmentFolder, name: str
) -> BatchResult:
    segment = archive.open(f"probe-bench/{name}.warc.gz", now=datetime.now(UTC))

    async def prove() -> None:
        """Find the batch held: nobody else wants it."""

    try:
        result = await prober.probe(sites, plan, segment, prove=prove)
        await asyncio.to_thread(segment.seal)
    finally:
        segment.abandon()
    return result


def _wrong_visits(plans: Sequence[Plan], found: Sequence[BatchResult]) -> list[str]:
    """Name the visits that do not count as the plan demands."""
    visits = [visit for result in found for visit in result.visits]
    wrong = [f"{len(plans) - 1 - len(visits)} visits missing"] * (len(visits) != len(plans) - 1)
    for visit in visits:
        plan = plans[visit.site_id - 1]
        word = getattr(visit.evidence.fact, "counts_as", None)
        if word is not (CountsAs.OPENED if plan.kind == "ok" else CountsAs.FAILED):
            wrong.append(f"site {visit.site_id} {plan.kind}: counts as {word}")
    return wrong


# --- the rounds ----------------------------------------------------------------------------------


def play(count: int) -> tuple[Round, Round]:
    """Probe twice, with a server and a client process of its own."""
    with create_server(("127.0.0.1", 0)) as probe:
        port = int(probe.getsockname()[1])
    words = ["--sites", str(count), "--port", str(port)]
    here = [sys.executable, "-m", "bench.slow_sites"]
    process = subprocess.Popen([*here, "--serve", *words], stdout=subprocess.PIPE, text=True)
    try:
        if process.stdout is None or process.stdout.readline() != "ready\n":
            raise SystemExit("the server did not start")
        done = subprocess.run(
            [*here, "--probe", *words],
            stdout=subprocess.PIPE, text=True, check=True, timeout=ROUND_SECONDS,
        )  # fmt: skip
    finally:
        process.kill()
        process.communicate(timeout=READY_SECONDS)
    first, later = json.loads(done.stdout.splitlines()[-1])
    return Round(**first), Round(**later)


def main(arguments: Sequence[str] | None = None) -> int:
    """Play the rounds and compare their medians with the goals; give 1 where one is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sites", type=int, default=SITES)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--serve", action="store_true", help="be the server, on --port")
    parser.add_argument("--probe", action="store_true", help="probe once, on --port")
    parser.add_argument("--port", type=int, default=0)
    chosen = parser.parse_args(arguments)
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    if chosen.serve:
        asyncio.run(serve(chosen.sites, chosen.port))
    if chosen.probe:
        return _probe_here(chosen.sites, chosen.port)
    rounds = []
    for number in range(chosen.rounds):
        rounds.append(play(chosen.sites))
        for name, one in zip(("first", "later"), rounds[-1], strict=True):
            print(f"round {number + 1}, {name}: {asdict(one)}", flush=True)
    return _judge(chosen.sites, rounds)


def _probe_here(count: int, port: int) -> int:
    folder = Path(tempfile.mkdtemp(prefix="pucha-slow-"))
    try:
        found = asyncio.run(probe_twice(count, port, folder))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(json.dumps([asdict(one) for one in found], ensure_ascii=False), flush=True)
    return 0


def _judge(count: int, pairs: Sequence[tuple[Round, Round]]) -> int:
    """Print the medians beside the goals; give 1 where one is missed."""
    firsts = [first for first, _ in pairs]
    laters = [later for _, later in pairs]
    every = [*firsts, *laters]
    first, later = _median(firsts, "ratio"), _median(laters, "ratio")
    memory, block = _median(firsts, "kb_per_request"), _median(every, "block_ms")
    wrong = sum(one.wrong for one in every)
    rows = (
        ("span / critical path, first round", round(first, 3), SPAN_GOAL),
        ("span / critical path, later", round(later, 3), SPAN_GOAL),
        ("KB for a request under way", memory, KB_GOAL),
        ("longest block of the loop, ms", block, BLOCK_GOAL_MS),
        ("wrong outcomes", wrong, 0),
    )
    print(f"{count} sites, medians of {len(pairs)} processes on {os.cpu_count()} cores")
    for what, value, goal in rows:
        print(f"  {what:34} {value:8}   goal <= {goal:g}   {'' if value <= goal else 'MISSED'}")
    print(json.dumps({
        "sites": count, "rounds": len(pairs), "ratio": round(first, 4),
        "ratio_later": round(later, 4), "critical": firsts[0].critical,
        "total": _median(every, "total"), "in_flight": min(one.in_flight for one in firsts),
        "kb_per_request": memory, "kb_worst": _median(firsts, "kb_worst"),
        "block_ms": block, "worst_block_ms": max(one.block_ms for one in every),
        "cpu_ms_a_visit": _median(every, "cpu_ms"), "wrong": wrong,
    }))  # fmt: skip
    return int(any(value > goal for _, value, goal in rows))


def _median(rounds: Sequence[Round], name: str) -> float:
    return statistics.median(float(getattr(one, name)) for one in rounds)


if __name__ == "__main__":
    sys.exit(main())
