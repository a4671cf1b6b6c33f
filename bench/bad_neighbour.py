"""`make bench-neighbour`: what one hostile site among 100 does to the 99 others.

Rounds by turns, with the same settings: A sweeps 100 healthy sites, B 99 healthy ones and one that
is hostile, another form in each pair. Each round is a real `pucha sweep` on a fresh database of the
embedded PostgreSQL; every name has an address of its own on loopback. Throughput of the 99: their
pages by the server's own log, over the time from the first request to the last of their surveys
being accepted (`sweep_site.done_at`). What the hostile one takes after that is its own affair: the
sweep is ended there. Verdicts and reasons of the 99, item by item, must be those of round A.
"""

import argparse
import asyncio
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from http.client import HTTPConnection
from pathlib import Path
from socket import create_server
from typing import Any

import asyncpg
from sqlalchemy.engine import make_url

from bench.neighbour_sites import CONTROL, FORMS, SITES, address
from pucha.embedded_postgres import EmbeddedPostgres
from pucha.migrations import upgrade
from schema.store.engine import async_url

ROOT = Path(__file__).resolve().parents[1]
GOAL = 0.95
LEAST_PAIRS = 5
LANES = SITES
"""Sites under way at once: a hostile one keeps its place for long, and must not be missed there."""
ROUND_SECONDS = 240
READY_SECONDS = 60
AS_OF = "2026-11-23"
ALL = "all of them"
_TEMPLATE = "neighbour_template"
_SETTINGS = """\
data = "{data}"
[database]
url = "{database}"
[network]
allow = ["127.0.0.0/8"]
connect_to = [{rules}]
[politeness]
delay = {delay}
[survey]
seconds = 300
[fleet]
concurrency = {lanes}
"""

Verdicts = dict[tuple[str, str], tuple[str, str]]
"""(name, item) → verdict and reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What one sweep came to for the 99."""

    pages: int
    seconds: float
    verdicts: Verdicts

    @property
    def rate(self) -> float:
        """Give pages a second."""
        return self.pages / self.seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A round without and one with the hostile site."""

    form: str
    healthy: float
    """Pages a second of the 99."""
    beside: float
    ratio: float
    pages: tuple[int, int]
    changed: int
    """Verdicts of the 99 that are others."""
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Where the rounds are played, and how the workers are set."""

    folder: Path
    server: str
    port: int
    lanes: int
    delay: float


def name_of(number: int) -> str:
    """Name a site; the last one is hostile in rounds B."""
    return f"n{number}.example"


async def _execute(server: str, *statements: str) -> None:
    connection = await asyncpg.connect(server)
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()


def _database(server: str, name: str) -> str:
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def _settings(scene: Scene, database: str, hostile_port: int | None) -> Path:
    """Write the settings of one round."""
    ports = [scene.port] * SITES
    ports[-1] = hostile_port or scene.port
    rules = ", ".join(
        f'"{name_of(number)}:80:{address(number)}:{port}"' for number, port in enumerate(ports)
    )
    file = scene.folder / f"{database}.toml"
    file.write_text(
        _SETTINGS.format(
            data=scene.folder / database, database=_database(scene.server, database), rules=rules,
            lanes=scene.lanes, delay=scene.delay,
        ),
        encoding="utf-8",
    )  # fmt: skip
    return file


def prepare(scene: Scene) -> None:
    """Make the database that every round gets a copy of: migrated, all sites registered."""
    asyncio.run(_execute(scene.server, f"create database {_TEMPLATE}"))
    upgrade(async_url(_database(scene.server, _TEMPLATE)).render_as_string(hide_password=False))
    register = scene.folder / "register.csv"
    lines = [f"某县{n}号网站,http://{name_of(n)}/,某县人民政府办公室" for n in range(SITES)]
    register.write_text("\n".join(["网站名称,首页网址,主办单位", *lines]), encoding="utf-8")
    command = [*_pucha(_settings(scene, _TEMPLATE, None)), "register", "import", str(register)]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, timeout=READY_SECONDS)


def _pucha(settings: Path) -> list[str]:
    return [sys.executable, "-m", "pucha", "--quiet", "--config", str(settings)]


@contextmanager
def serving(kind: str, *more: str) -> Iterator[int]:
    """Run one of the servers in a process of its own; give its port."""
    with create_server(("127.0.0.1", 0)) as probe:
        port = int(probe.getsockname()[1])
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.neighbour_sites", kind, str(port), *more],
        stdout=subprocess.PIPE, text=True, cwd=ROOT,
    )  # fmt: skip
    try:
        if process.stdout is None or process.stdout.readline() != "ready\n":
            raise SystemExit(f"the server of {kind} sites did not start")
        yield port
    finally:
        process.kill()
        process.communicate(timeout=READY_SECONDS)


def ask_log(port: int, path: str) -> dict[str, Any]:
    """Ask the healthy server what it saw."""
    connection = HTTPConnection(address(0), port, timeout=READY_SECONDS)
    connection.request("GET", path, headers={"Host": CONTROL})
    found: dict[str, Any] = json.loads(connection.getresponse().read())
    connection.close()
    return found


# --- one round -----------------------------------------------------------------------------------


def play(scene: Scene, database: str, form: str | None) -> Round:
    """Sweep once; `form` None: all 100 are healthy."""
    asyncio.run(_execute(scene.server, f"create database {database} template {_TEMPLATE}"))
    try:
        if form is None:
            return _swept(scene, database, None)
        with serving("hostile", form) as port:
            return _swept(scene, database, port)
    finally:
        asyncio.run(_execute(scene.server, f"drop database {database} with (force)"))
        shutil.rmtree(scene.folder / database, ignore_errors=True)


def _swept(scene: Scene, database: str, hostile_port: int | None) -> Round:
    settings = _settings(scene, database, hostile_port)
    ask_log(scene.port, "/forget")
    sweep = subprocess.Popen(
        [*_pucha(settings), "sweep", "--as-of", AS_OF], cwd=ROOT, stdout=subprocess.DEVNULL
    )
    try:
        asyncio.run(_until_judged(_database(scene.server, database), sweep))
    finally:
        sweep.kill()
        sweep.wait(READY_SECONDS)
    log = ask_log(scene.port, "/log")
    if log["first"] is None:
        raise SystemExit("the sweep asked for no page of a healthy site")
    last, verdicts = asyncio.run(_results(_database(scene.server, database)))
    pages = sum(count for name, count in log["pages"].items() if name != name_of(SITES - 1))
    return Round(pages=pages, seconds=last - float(log["first"]), verdicts=verdicts)


_THE_99 = "select id from site where home_url not like '%//n99.%'"


async def _until_judged(database: str, sweep: subprocess.Popen[bytes]) -> None:
    """Wait until the 99 have their sheets."""
    connection = await asyncpg.connect(database)
    end = time.monotonic() + ROUND_SECONDS
    try:
        query = f"select count(*) from sheet where site_id in ({_THE_99})"  # noqa: S608 - ours
        while await connection.fetchval(query) < SITES - 1:
            if time.monotonic() > end or sweep.poll():
                raise SystemExit(f"the sweep did not come to its end: {sweep.poll()}")
            await asyncio.sleep(0.25)
    finally:
        await connection.close()


async def _results(database: str) -> tuple[float, Verdicts]:
    """Give when the last of the 99 was accepted, and their verdicts."""
    connection = await asyncpg.connect(database)
    try:
        last = await connection.fetchval(
            "select extract(epoch from max(done_at))::float8 from sweep_site "  # noqa: S608 - ours
            f"where site_id in ({_THE_99})"
        )
        rows = await connection.fetch(
            "select home_url, item, verdict, reason from finding join site on site.id = site_id "  # noqa: S608 - ours
            f"where site_id in ({_THE_99})"
        )
    finally:
        await connection.close()
    found = {(row["home_url"], row["item"]): (row["verdict"], row["reason"]) for row in rows}
    return float(last), found


# --- the pairs -----------------------------------------------------------------------------------


def compare(scene: Scene, forms: Sequence[str]) -> list[Pair]:
    """Play a pair of rounds for each form, the one first and the other first by turns."""
    prepare(scene)
    play(scene, "neighbour_warm_up", None)
    found = []
    for number, form in enumerate(forms):
        rounds: dict[bool, Round] = {}
        for hostile in (False, True) if number % 2 == 0 else (True, False):
            name = f"neighbour_{number}_{'b' if hostile else 'a'}"
            rounds[hostile] = play(scene, name, form if hostile else None)
        found.append(_pair(form, rounds[False], rounds[True]))
        _tell(found[-1])
    return found


def _pair(form: str, a: Round, b: Round) -> Pair:
    keys = sorted(a.verdicts.keys() | b.verdicts.keys())
    changed = [key for key in keys if a.verdicts.get(key) != b.verdicts.get(key)]
    return Pair(
        form=form,
        healthy=round(a.rate, 1),
        beside=round(b.rate, 1),
        ratio=round(b.rate / a.rate, 3),
        pages=(a.pages, b.pages),
        changed=len(changed),
        examples=tuple(
            f"{' '.join(key)}: {a.verdicts.get(key)} / {b.verdicts.get(key)}" for key in changed[:3]
        ),
    )


def _tell(pair: Pair) -> None:
    print(
        f"{pair.form:14} {pair.healthy:7.1f} and {pair.beside:7.1f} pages/s of the 99   ratio "
        f"{pair.ratio:.3f}   pages {pair.pages[0]} and {pair.pages[1]}   verdicts changed "
        f"{pair.changed} {'; '.join(pair.examples)}",
        flush=True,
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Play all forms; give 1 where a verdict changed or throughput fell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--forms", nargs="*", choices=[*FORMS, ALL], default=[*FORMS, ALL])
    parser.add_argument("--lanes", type=int, default=LANES, help="sites under way at once")
    parser.add_argument("--delay", type=float, default=0.5, help="politeness.delay")
    chosen = parser.parse_args(arguments)
    forms = list(chosen.forms)
    while len(forms) < LEAST_PAIRS:
        forms += chosen.forms
    folder = Path(tempfile.mkdtemp(prefix="pucha-neighbour-"))
    folder.chmod(0o755)
    postgres = EmbeddedPostgres(folder / "postgres")
    postgres.start()
    try:
        with serving("healthy") as port:
            scene = Scene(
                folder=folder, server=postgres.url, port=port, lanes=chosen.lanes,
                delay=chosen.delay,
            )  # fmt: skip
            pairs = compare(scene, forms)
    finally:
        postgres.stop()
        shutil.rmtree(folder, ignore_errors=True)
    ratio = statistics.median(pair.ratio for pair in pairs)
    changed = sum(pair.changed for pair in pairs)
    print(f"median ratio {ratio:.3f} of {len(pairs)} pairs (goal {GOAL}), {changed} changed")
    print(json.dumps({
        "ratio": ratio, "changed": changed, "pairs": [asdict(pair) for pair in pairs],
        "lanes": chosen.lanes, "delay": chosen.delay, "goal": GOAL,
    }, ensure_ascii=False))  # fmt: skip
    return int(ratio < GOAL or changed > 0)


if __name__ == "__main__":
    sys.exit(main())
