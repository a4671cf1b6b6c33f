"""`make chaos-lease`: real workers killed, frozen and cut off over 400 sites; what the rows say.

Workers, their PostgreSQL and the server of the sites are real. A fault every other second is drawn
from a seed: SIGKILL, SIGSTOP for longer than a lease, all connections cut, the database restarted.
The verdict comes from the database, the archive's folder and the log of the sites' server alone.
"""

import argparse
import asyncio
import json
import random
import shutil
import signal
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.chaos_books import AT_WORK, COUNTS, JOBS, PENDING, attempts_in, late_requests
from bench.chaos_faults import Chaos, Course, Fault
from bench.chaos_fleet import LANES, LEASE_SECONDS, ROOT, Database, Fleet
from bench.chaos_sites import Asked, serve_sites
from bench.demo import AS_OF
from pucha.embedded_postgres import EmbeddedPostgres
from pucha.migrations import upgrade
from schema.store.engine import async_url

CALM_SECONDS = 150.0
"""The workers have so long to finish once nothing disturbs them."""
CALL_SECONDS = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What was left behind; all but the counts of faults is read from rows, files and the log."""

    sites: int
    pairs: int
    """(sweep, site); a recheck is a sweep of its own."""
    lost: int
    """Never done."""
    accepted_twice: int
    replaced_accepted: int
    """Accepted although another attempt had begun in between."""
    foreign_evidence: int
    """Rows of an attempt that is not the accepted one."""
    doubled_evidence: int
    """Rows more or fewer than the accepted attempt wrote."""
    unjudged: int
    """Surveyed without a sheet."""
    uneven: int
    """Pairs whose pages differ from most: all sites are alike."""
    attempts: int
    refused: int
    died: int
    """Without any outcome."""
    failed: int
    requests: int
    late_requests: int
    """By a process after another's attempt on the same site had begun."""
    late_worst: int
    """Of these, the most that one replaced attempt sent."""
    kills: int
    freezes: int
    restarts: int
    cuts: int
    frozen_in_commit: int
    """Freezes after which a statement of ours stayed open in the database."""
    ended: int
    """Workers that ended by themselves, save those that met no database when they started."""
    unready: int
    silent: int
    """Living workers that took no work when called at the end."""
    stuck: int
    """Jobs that nobody works on and nobody may take, for their worker lives."""
    verify_sound: bool
    problems: int
    orphans: int
    seconds: float

    def sound(self) -> bool:
        """Tell whether nothing was lost, doubled or spoilt, and nobody was lost on the way."""
        wrong = (
            self.lost, self.accepted_twice, self.replaced_accepted, self.foreign_evidence,
            self.doubled_evidence, self.unjudged, self.ended, self.silent, self.stuck,
        )  # fmt: skip
        return self.verify_sound and not any(wrong)


# --- the sites -----------------------------------------------------------------------------------


# --- the faults ----------------------------------------------------------------------------------


# --- the run -------------------------------------------------------------------------------------


def lease_chaos(folder: Path, course: Course) -> Verdict:
    """Play one course with a database of its own under a folder; leave no process behind."""
    server = EmbeddedPostgres(folder / "postgres")
    server.start()
    try:
        upgrade(async_url(server.url).render_as_string(hide_password=False))
        return asyncio.run(_play(folder, Database(server), course))
    finally:
        server.stop()


async def _play(folder: Path, database: Database, course: Course) -> Verdict:
    chance = random.Random(course.seed)  # noqa: S311 - draws faults
    log: list[Asked] = []
    async with serve_sites(log, random.Random(course.seed)) as port:  # noqa: S311 - draws delays
        fleet = Fleet(folder, database.url, port)
        try:
            await _register(fleet, course)
            began = time.monotonic()
            fleet.fill(course.workers)
            chaos = Chaos(fleet, database, course, chance)
            await _reached(database, AT_WORK, course.workers, CALL_SECONDS)
            await _disturbed(chaos, database, course)
            await _reached(database, PENDING, 0, CALM_SECONDS)
            seconds = time.monotonic() - began
            silent = await _call(fleet, database)
            await _reached(database, JOBS, 0, 5 * LEASE_SECONDS)
            stuck = await database.number(JOBS)
        finally:
            await asyncio.to_thread(fleet.stop)
        verified = json.loads(await _pucha(fleet, "evidence", "verify", "--json"))
    ended, unready = fleet.ended()
    for worker in ended:
        print(f"{worker.said.name} ended: {worker.said.read_text(errors='replace')[-600:]}")
    for problem in verified["problems"]:
        print(f"{problem['where']}: {problem['what']}")
    counted = {name: await database.number(query) for name, query in COUNTS.items()}
    late = late_requests(log, await attempts_in(database), _holders(fleet))
    return Verdict(
        sites=course.sites,
        requests=len(log),
        late_requests=late.total(),
        late_worst=max(late.values(), default=0),
        kills=chaos.did[Fault.KILL],
        freezes=chaos.did[Fault.FREEZE],
        restarts=chaos.did[Fault.RESTART_FAST] + chaos.did[Fault.RESTART_IMMEDIATE],
        cuts=chaos.did[Fault.CUT],
        frozen_in_commit=chaos.in_commit,
        ended=len(ended),
        unready=len(unready),
        silent=silent,
        stuck=stuck,
        verify_sound=verified["sound"],
        problems=len(verified["problems"]),
        orphans=len(verified["orphans"]),
        seconds=round(seconds, 1),
        **counted,
    )


async def _register(fleet: Fleet, course: Course) -> None:
    register = fleet.folder / "register.csv"
    lines = [f"某县{n}号网站,http://n{n}.example/,某县人民政府办公室" for n in range(course.sites)]
    register.write_text("\n".join(["网站名称,首页网址,主办单位", *lines]), encoding="utf-8")
    await _pucha(fleet, "register", "import", str(register))
    await _pucha(fleet, "sweep", "--enqueue-only", "--as-of", AS_OF)


async def _disturbed(chaos: Chaos, database: Database, course: Course) -> None:
    """Let the faults fall while rechecks are asked for one by one."""
    sites = [row[0] for row in await database.rows("select id from site order by id")]
    draw = random.Random(course.seed)  # noqa: S311 - draws sites, whatever faults are drawn
    wanted = draw.sample(sites, course.rechecks)

    async def ask_rechecks() -> None:
        for site in wanted:
            await database.ask_survey([site])
            await asyncio.sleep(draw.uniform(0, course.seconds / 2 / course.rechecks))

    asking = asyncio.create_task(ask_rechecks())

    async def done() -> bool:
        return asking.done() and not await database.number(PENDING)

    try:
        await chaos.play(done)
        await asking
    finally:
        asking.cancel()


async def _reached(database: Database, query: str, number: int, seconds: float) -> bool:
    """Wait until a query gives so much; tell whether it did in time."""
    end = time.monotonic() + seconds
    while await database.number(query) != number:
        if time.monotonic() > end:
            return False
        await asyncio.sleep(0.2)
    return True


async def _call(fleet: Fleet, database: Database) -> int:
    """Ask for more work than some workers can hold; count those that take none of it."""
    sites = [row[0] for row in await database.rows("select id from site order by id")]
    end = time.monotonic() + CALL_SECONDS
    missing = {worker.holder for worker in fleet.alive()}
    while missing and time.monotonic() < end:
        sweep = await database.ask_survey(sites[: 2 * LANES * len(missing)])
        await _reached(database, PENDING, 0, CALL_SECONDS)
        seen = await database.rows("select distinct holder from run where sweep_id = $1", sweep)
        missing -= {row[0] for row in seen}
    return len(missing)


async def _pucha(fleet: Fleet, *words: str) -> str:
    process = await asyncio.create_subprocess_exec(
        *fleet.command("pucha", *words), cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    said, _ = await process.communicate()
    if process.returncode and not said:
        raise RuntimeError(words)
    return said.decode()


def _holders(fleet: Fleet) -> dict[str, str]:
    return {str(worker.number): worker.holder for worker in fleet.all}


def tell(verdict: Verdict) -> None:
    """Print the figures, those first that must be zero."""
    for name, value in asdict(verdict).items():
        print(f"  {name:18} {value}")


def main() -> int:
    """Play one course; give 1 when anything was lost, doubled, foreign or unsound."""
    usual = Course()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sites", type=int, default=usual.sites)
    parser.add_argument("--rechecks", type=int, default=usual.rechecks)
    parser.add_argument("--workers", type=int, default=usual.workers)
    parser.add_argument("--seed", type=int, default=usual.seed)
    parser.add_argument("--seconds", type=float, default=usual.seconds, help="of faults at most")
    parser.add_argument("--keep", action="store_true", help="Leave the folder with all logs.")
    given = vars(parser.parse_args())
    keep = given.pop("keep")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that all is stopped then as well
    folder = Path(tempfile.mkdtemp(prefix="pucha-chaos-"))
    folder.chmod(0o755)
    try:
        verdict = lease_chaos(folder, Course(**given))
    finally:
        if keep:
            print(folder)
        else:
            shutil.rmtree(folder, ignore_errors=True)
    tell(verdict)
    print(json.dumps(asdict(verdict)))
    return int(not verdict.sound())


if __name__ == "__main__":
    sys.exit(main())
