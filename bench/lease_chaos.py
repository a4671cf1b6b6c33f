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
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from bench.chaos_fleet import LANES, LEASE_SECONDS, ROOT, Database, Fleet, Worker
from bench.chaos_sites import Asked, serve_sites
from bench.demo import AS_OF
from pucha.embedded_postgres import EmbeddedPostgres
from pucha.migrations import upgrade
from schema.store.engine import async_url

FROZEN_LEASES = (1.2, 2.5)
"""A frozen worker wakes after so many leases."""
PAUSE_SECONDS = (0.5, 1.8)
"""Between two faults."""
CUT_SHARES = (0.5, 1.0)
"""Of the connections; half of them leave a worker's other half going on."""
CALM_SECONDS = 150.0
"""The workers have so long to finish once nothing disturbs them."""
CALL_SECONDS = 30.0


class Fault(StrEnum):
    """What is done to the fleet."""

    FREEZE = "freeze"
    KILL = "kill"
    CUT = "cut"
    RESTART_FAST = "restart, fast"
    RESTART_IMMEDIATE = "restart, immediate"


_WEIGHTS = {
    Fault.FREEZE: 12,
    Fault.KILL: 4,
    Fault.CUT: 3,
    Fault.RESTART_FAST: 1,
    Fault.RESTART_IMMEDIATE: 1,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What one run is made of."""

    sites: int = 400
    rechecks: int = 60
    workers: int = 4
    seed: int = 1
    seconds: float = 240.0
    """Faults end after so long, or when all is done."""


class Attempt(NamedTuple):
    """A row of `run`."""

    at: float
    host: str
    holder: str


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


class Chaos:
    """Draws faults and does them."""

    def __init__(
        self, fleet: Fleet, database: Database, course: Course, chance: random.Random
    ) -> None:
        self._fleet = fleet
        self._database = database
        self._course = course
        self._chance = chance
        self._waking: set[asyncio.Task[None]] = set()
        self.did: Counter[Fault] = Counter()
        self.in_commit = 0

    async def play(self, done: Callable[[], Awaitable[bool]]) -> None:
        """Do a fault every other second until all is done or the time is up; wake all at the end.

        Each kind comes at least once in a run that is long enough, a freeze and a kill first.
        """
        first = [Fault.RESTART_FAST, Fault.CUT, Fault.RESTART_IMMEDIATE, Fault.KILL, Fault.FREEZE]
        end = time.monotonic() + self._course.seconds
        while time.monotonic() < end and not await done():
            await asyncio.sleep(self._chance.uniform(*PAUSE_SECONDS))
            self._fleet.fill(self._course.workers)
            drawn = self._chance.choices(list(_WEIGHTS), list(_WEIGHTS.values()))[0]
            await self._do(first.pop() if first else drawn)
        await asyncio.gather(*self._waking)
        self._fleet.fill(self._course.workers)

    async def _do(self, fault: Fault) -> None:
        running = [one for one in self._fleet.alive() if not one.frozen]
        worker = self._chance.choice(running) if running else None
        if fault is Fault.FREEZE and worker is not None:
            self._freeze(worker)
            self.in_commit += await self._caught_in_commit()
        elif fault is Fault.KILL:
            self._fleet.kill(self._chance.choice(self._fleet.alive()))
            self._fleet.start()
        elif fault is Fault.CUT:
            await self._database.cut(self._chance.choice(CUT_SHARES))
        elif fault is Fault.RESTART_FAST:
            await self._database.restart(signal.SIGINT)
        elif fault is Fault.RESTART_IMMEDIATE:
            await self._database.restart(signal.SIGQUIT)
        else:
            return
        self.did[fault] += 1

    def _freeze(self, worker: Worker) -> None:
        seconds = LEASE_SECONDS * self._chance.uniform(*FROZEN_LEASES)
        worker.frozen = True
        worker.process.send_signal(signal.SIGSTOP)

        async def wake() -> None:
            await asyncio.sleep(seconds)
            worker.frozen = False
            worker.process.send_signal(signal.SIGCONT)

        task = asyncio.create_task(wake())
        self._waking.add(task)
        task.add_done_callback(self._waking.discard)

    async def _caught_in_commit(self) -> bool:
        """Tell whether a commit hangs between its statement and its end."""
        await asyncio.sleep(0.3)
        return bool(
            await self._database.number(
                "select count(*) from pg_stat_activity where state = 'idle in transaction' "
                "and query like '%with fence as%' and state_change < now() - interval '0.2 s'"
            )
        )


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
            await _reached(database, _AT_WORK, course.workers, CALL_SECONDS)
            await _disturbed(chaos, database, course)
            await _reached(database, _PENDING, 0, CALM_SECONDS)
            seconds = time.monotonic() - began
            silent = await _call(fleet, database)
            await _reached(database, _JOBS, 0, 5 * LEASE_SECONDS)
            stuck = await database.number(_JOBS)
        finally:
            await asyncio.to_thread(fleet.stop)
        verified = json.loads(await _pucha(fleet, "evidence", "verify", "--json"))
    ended, unready = fleet.ended()
    for worker in ended:
        print(f"{worker.said.name} ended: {worker.said.read_text(errors='replace')[-600:]}")
    for problem in verified["problems"]:
        print(f"{problem['where']}: {problem['what']}")
    counted = {name: await database.number(query) for name, query in COUNTS.items()}
    late = late_requests(log, await _attempts(database), _holders(fleet))
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
        return asking.done() and not await database.number(_PENDING)

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
        await _reached(database, _PENDING, 0, CALL_SECONDS)
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


# --- the verdict ---------------------------------------------------------------------------------

_PENDING = "select count(*) from sweep_site where state = 'pending'"
_AT_WORK = "select count(distinct holder) from run"
_JOBS = "select count(*) from procrastinate_jobs where status in ('todo', 'doing')"
COUNTS = {
    "pairs": "select count(*) from sweep_site",
    "lost": _PENDING,
    "accepted_twice": """
        select count(*) from (select from run where outcome = 'accepted'
            group by sweep_id, site_id having count(*) > 1) as twice""",
    "replaced_accepted": """
        select count(*) from run a where a.outcome = 'accepted' and exists (
            select from run b where b.site_id = a.site_id and b.token <> a.token
                and b.started_at between a.started_at and a.ended_at)""",
    "foreign_evidence": """
        select count(*) from (
            select e.token from evidence e join sweep_site s using (sweep_id, site_id)
                where e.token is distinct from s.accepted_token
            union all
            select token from (select token from archive_segment union all
                    select token from link_check union all select token from probe) as rows
                left join sweep_site s on s.accepted_token = token
                where s.accepted_token is null) as of_others""",
    "doubled_evidence": """
        select coalesce(sum(abs(evidence_rows - (select count(*) from evidence e
            where e.sweep_id = s.sweep_id and e.site_id = s.site_id))), 0)
        from sweep_site s where state = 'done'""",
    "unjudged": """
        select count(*) from sweep_site s where state = 'done' and not exists (
            select from sheet h where h.sweep_id = s.sweep_id and h.site_id = s.site_id)""",
    "uneven": """
        select count(*) from sweep_site where state = 'done'
            and pages <> (select mode() within group (order by pages) from sweep_site)""",
    "attempts": "select count(*) from run",
    "refused": "select count(*) from run where outcome = 'refused'",
    "died": "select count(*) from run where outcome is null",
    "failed": "select count(*) from run where outcome = 'failed'",
}
_ATTEMPTS = """
    select extract(epoch from started_at)::float8, split_part(home_url, '/', 3), holder
    from run join site on site.id = run.site_id order by started_at
"""


async def _attempts(database: Database) -> list[Attempt]:
    return [Attempt(*row) for row in await database.rows(_ATTEMPTS)]


def _holders(fleet: Fleet) -> dict[str, str]:
    return {str(worker.number): worker.holder for worker in fleet.all}


def late_requests(
    log: Sequence[Asked], attempts: Sequence[Attempt], holders: dict[str, str]
) -> Counter[tuple[str, Attempt]]:
    """Count the requests of a worker after another one's attempt on the same site had begun.

    They are counted by worker and by the attempt that had begun. An attempt that follows one of the
    same process cannot be told from it and is not counted.
    """
    of_host: dict[str, list[Attempt]] = defaultdict(list)
    for attempt in attempts:
        of_host[attempt.host].append(attempt)
    late: Counter[tuple[str, Attempt]] = Counter()
    for asked in log:
        began = of_host[asked.host]
        newest = bisect_left(began, asked.at, key=lambda one: one.at) - 1
        if newest >= 0 and began[newest].holder != holders[asked.worker]:
            late[asked.worker, began[newest]] += 1
    return late


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
