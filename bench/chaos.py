"""`make chaos SEED=…`: a simulated province surveyed twice, in calm and while everything breaks.

The second time workers are killed and frozen, the database is restarted and connections are cut,
at moments drawn from the seed. The sheets must be those of the calm run; no site is lost, no
evidence doubled. With several nights (`NIGHTS=14`: the fortnight) sites rot, recover and move
between the sweeps, and each night's second visits are made half a day later. The checker reads the
database alone: the sheets that stand in it, and its books.
"""

import argparse
import asyncio
import json
import random
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from typing_extensions import override

from bench.chaos_books import COUNTS
from bench.chaos_faults import Chaos, Course
from bench.chaos_fleet import LANES, LEASE_SECONDS, Database, Fleet
from bench.province import Auditor, Order, Province, serving
from pucha.embedded_postgres import EmbeddedPostgres
from pucha.migrations import upgrade
from schema.store.engine import async_url

FIRST = "2026-11-23"
AT = datetime.fromisoformat("2026-11-23T12:00:00+08:00")
SCALE = 0.1
CALM_SECONDS = 600.0
_LOOK_SECONDS = 0.5
_SOUND = (
    "lost",
    "accepted_twice",
    "replaced_accepted",
    "foreign_evidence",
    "doubled_evidence",
    "unjudged",
)
_SHEETS = """
    select dense_rank() over (order by sheet.sweep_id) || ' ' || site.home_url as name, sheet.body
    from sheet join site on site.id = sheet.site_id join sweep on sweep.id = sheet.sweep_id
    where sweep.follows is null order by name
"""
_WAITING = "select count(*) from sweep_site where second_due is not null"
_NIGHT = timedelta(days=1)
_HALF_A_DAY = timedelta(hours=12)
"""All second visits of a night are due by then."""
# A machine that is disturbed all the time is strained all the time, and so are the sites beside it:
# no question of this run.
_FLEET = """
[database]
url = "{database}"
[overload]
lag = 600.0
lost_share = 100.0
[fleet]
concurrency = {lanes}
lease_seconds = {lease}
"""
Sheets = dict[str, dict[str, tuple[str, str]]]
"""Night and home address → item → (verdict, reason)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one run came to; every figure is read from the database."""

    seed: int
    sites: int
    nights: int
    sheets: int
    sheets_differ: int
    books: dict[str, int]
    did: dict[str, int]
    seconds: float

    @property
    def sound(self) -> bool:
        """Tell whether the disturbed sweep came to the calm one's sheets, and no row is wrong."""
        wrong = self.sheets_differ or any(self.books[name] for name in _SOUND)
        return not wrong and self.sheets == self.sites * self.nights


class ProvinceFleet(Fleet):
    """Workers that survey a simulated province."""

    def __init__(self, folder: Path, database: str, province: Province) -> None:
        super().__init__(folder, database, province.ports["http"])
        auditor = Auditor.facing(province, folder, scale=SCALE, concurrency=LANES)
        text = auditor.settings.read_text(encoding="utf-8").partition("[fleet]")[0]
        self._settings = text.replace("[politeness]", "[politeness]\nslow_factor = 1000.0")

    @override
    def command(self, agent: str, *words: str) -> list[str]:
        settings = self.folder / f"{agent}.toml"
        more = _FLEET.format(database=self.database, lanes=LANES, lease=LEASE_SECONDS)
        settings.write_text(self._settings + more, encoding="utf-8")
        return [sys.executable, "-m", "pucha", "--quiet", "--config", str(settings), *words]


def main() -> int:
    """Play one seed, or several; print one JSON object for each."""
    parser = argparse.ArgumentParser(prog="bench.chaos", description=__doc__)
    parser.add_argument("--sites", type=int, default=40)
    parser.add_argument("--seed", type=int, action="append")
    parser.add_argument("--workers", type=int, default=3)
    parser.add_argument("--nights", type=int, default=1)
    parser.add_argument(
        "--seconds", type=float, default=90.0, help="faults fall for so long, each night"
    )
    given = parser.parse_args()
    sound = True
    for seed in given.seed or [1]:
        course = Course(
            sites=given.sites, rechecks=0, workers=given.workers, seed=seed, seconds=given.seconds
        )
        outcome = play(course, given.nights)
        sound = sound and outcome.sound
        print(json.dumps(asdict(outcome) | {"sound": outcome.sound}), flush=True)
    return 0 if sound else 1


def play(course: Course, nights: int) -> Outcome:
    """Sweep one province twice, every night, and compare."""
    order = Order(
        sites=course.sites, seed=course.seed, profile="all", first=FIRST, at=AT, scale=SCALE,
        more=("--events",) if nights > 1 else (),
    )  # fmt: skip
    whole = Nights(order=order, course=course, number=nights)
    with tempfile.TemporaryDirectory(prefix="chaos-") as folder:
        began = time.monotonic()
        calm, _, _ = _swept(Path(folder) / "calm", whole, disturbed=False)
        found, books, did = _swept(Path(folder) / "chaos", whole, disturbed=True)
    differing = sorted(_differing(calm, found))
    for line in differing[:20]:
        print(line)
    return Outcome(
        seed=course.seed,
        sites=course.sites,
        nights=nights,
        sheets=len(found),
        sheets_differ=len(differing),
        books=books,
        did=did,
        seconds=round(time.monotonic() - began, 1),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Nights:
    """What is played: a province, and how often it is swept; its clock goes forward alone."""

    order: Order
    course: Course
    number: int

    @property
    def moments(self) -> list[datetime]:
        """Give the moment of every night's sweep."""
        return [AT + night * _NIGHT for night in range(self.number)]


def _swept(
    folder: Path, nights: Nights, *, disturbed: bool
) -> tuple[Sheets, dict[str, int], dict[str, int]]:
    """Sweep with a database of its own; give its sheets, its books and what was done to it."""
    folder.mkdir()
    server = EmbeddedPostgres(folder / "postgres")
    server.start()
    try:
        upgrade(async_url(server.url).render_as_string(hide_password=False))
        with serving(nights.order, folder / "province") as province:
            fleet = ProvinceFleet(folder, server.url, province)
            run = _sweep(fleet, Database(server), province, nights, disturbed=disturbed)
            return asyncio.run(run)
    finally:
        server.stop()


async def _sweep(
    fleet: Fleet, database: Database, province: Province, nights: Nights, *, disturbed: bool
) -> tuple[Sheets, dict[str, int], dict[str, int]]:
    register = map(str, sorted((province.folder / "register").glob("*")))
    await _pucha(fleet, "register", "import", *register)
    course = nights.course
    chaos = Chaos(fleet, database, course, random.Random(course.seed))  # noqa: S311
    try:
        for moment in nights.moments:
            province.move(moment)
            await _pucha(fleet, "sweep", "--enqueue-only", "--as-of", moment.isoformat())
            await _worked_off(chaos, fleet, database, course, disturbed=disturbed)
            if nights.number > 1:
                province.move(moment + _HALF_A_DAY)
                await _until(lambda: _done(database), CALM_SECONDS)
    finally:
        await asyncio.to_thread(fleet.stop)
    books = {name: await database.number(query) for name, query in COUNTS.items()}
    did = {kind.value: times for kind, times in chaos.did.items()}
    return _sheets(await database.rows(_SHEETS)), books, did


async def _worked_off(
    chaos: Chaos, fleet: Fleet, database: Database, course: Course, *, disturbed: bool
) -> None:
    """Let the fleet work until the sweep is done and judged, with faults or without."""

    async def swept() -> bool:
        return not await database.number(COUNTS["lost"])

    fleet.fill(course.workers)
    if disturbed:
        await chaos.play(swept)
    await _until(swept, CALM_SECONDS)
    await _until(lambda: _all_judged(database), CALM_SECONDS)


async def _done(database: Database) -> bool:
    """Tell whether no second visit waits, and all that was looked at is judged."""
    waiting = [await database.number(query) for query in (_WAITING, COUNTS["lost"])]
    return not any(waiting) and await _all_judged(database)


async def _all_judged(database: Database) -> bool:
    return not await database.number(COUNTS["unjudged"])


async def _until(done: Callable[[], Awaitable[bool]], seconds: float) -> None:
    """Wait for the fleet to finish; what it did not finish stands in the books."""
    for _ in range(int(seconds / _LOOK_SECONDS)):
        if await done():
            return
        await asyncio.sleep(_LOOK_SECONDS)


async def _pucha(fleet: Fleet, *words: str) -> None:
    process = await asyncio.create_subprocess_exec(
        *fleet.command("pucha", *words), stdout=asyncio.subprocess.DEVNULL
    )
    if await process.wait():
        raise SystemExit(f"pucha {words[0]} ended with status {process.returncode}")


def _sheets(rows: Iterable[tuple[Any, ...]]) -> Sheets:
    found: Sheets = {}
    for url, body in rows:
        sheet = json.loads(body) if isinstance(body, str) else body
        found[url] = {
            item["id"]: (item["finding"]["verdict"], item["finding"]["reason"])
            for item in sheet["items"]
        }
    return found


def _differing(calm: Sheets, found: Sheets) -> list[str]:
    """Name the items that came out otherwise; a missing sheet is one."""
    lines = [f"{url}: no sheet" for url in calm if url not in found]
    for url, items in calm.items():
        lines += [
            f"{url} {item}: {said} in calm, {found[url][item]} in chaos"
            for item, said in items.items()
            if url in found and found[url].get(item) != said
        ]
    return lines


if __name__ == "__main__":
    sys.exit(main())
