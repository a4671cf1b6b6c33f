"""What a chaos run disturbs: a PostgreSQL of its own, and real workers."""

import asyncio
import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import asyncpg

from bench.chaos_sites import AGENT
from bench.demo import AS_OF
from pucha.embedded_postgres import EmbeddedPostgres
from schema.store.engine import open_engine
from schema.store.sweeps import SweepStore
from schema.types.ids import SiteId
from schema.types.sweep import SweepKind

ROOT = Path(__file__).resolve().parents[1]
LEASE_SECONDS = 2.0
LANES = 8
DATABASE_SECONDS = 60.0
STOP_SECONDS = 20.0
_UNREADY = "cannot be reached"
"""What a worker says that was started while the database was away; another is started then."""
_SETTINGS = """\
data = "{data}"
[database]
url = "{database}"
[network]
allow = ["127.0.0.0/8"]
connect_to = [":80:127.0.0.1:{port}"]
user_agent = "Mozilla/5.0 (compatible; pucha/{{version}}; {agent})"
[politeness]
delay = 0.02
max_delay = 0.1
slow_factor = 1000.0
slow_delay = 0.02
address_slots = 64
[survey]
articles_per_column = 3
[fleet]
concurrency = {lanes}
lease_seconds = {lease}
"""


class Database:
    """The run's own PostgreSQL, as somebody sees it who only reads and breaks."""

    def __init__(self, server: EmbeddedPostgres) -> None:
        self._server = server
        self.url = server.url

    async def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """Ask, again and again while the database is away."""
        async with asyncio.timeout(DATABASE_SECONDS):
            while True:
                with suppress(OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
                    return await self._once(query, *values)
                await asyncio.sleep(0.2)

    async def number(self, query: str) -> int:
        """Ask for one number."""
        return int((await self.rows(query))[0][0])

    async def cut(self, share: float) -> None:
        """End a share of the connections, never our own."""
        await self.rows(
            "select pg_terminate_backend(pid) from pg_stat_activity where random() < $1 "
            "and backend_type = 'client backend' and pid <> pg_backend_pid()",
            share,
        )

    async def restart(self, number: signal.Signals) -> None:
        """End the server by a signal (SIGINT: fast, SIGQUIT: immediate) and start it again."""
        postmaster = self._server._process  # noqa: SLF001 - only who started it can wait for it
        if postmaster is not None:
            postmaster.send_signal(number)
            await asyncio.to_thread(postmaster.wait, DATABASE_SECONDS)
        await asyncio.to_thread(self._server.start)

    async def ask_survey(self, sites: Iterable[int]) -> int:
        """Make a recheck of some sites under the first sweep's settings; give its sweep."""
        settings = (await self.rows("select settings from sweep order by id limit 1"))[0][0]
        engine = open_engine(self.url, pool=1)
        try:
            while True:
                with suppress(Exception):  # the database may be away
                    made = await SweepStore(engine).create(
                        kind=SweepKind.RECHECK,
                        edition="census-2015",
                        as_of=datetime.fromisoformat(AS_OF),
                        settings=json.loads(settings),
                        sites=[SiteId(site) for site in sites],
                    )
                    return made.id
                await asyncio.sleep(0.2)
        finally:
            await engine.dispose()

    async def _once(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        connection = await asyncpg.connect(self.url, timeout=5, command_timeout=30)
        try:
            return [tuple(row) for row in await connection.fetch(query, *values)]
        finally:
            await connection.close(timeout=5)


@dataclass(slots=True, kw_only=True)
class Worker:
    """One process of `pucha worker`."""

    number: int
    process: subprocess.Popen[bytes]
    said: Path
    frozen: bool = False
    spent: bool = False
    """We ended it."""

    @property
    def holder(self) -> str:
        """Give the name that it writes into `run`."""
        return f"{socket.gethostname()}:{self.process.pid}"


@dataclass(slots=True)
class Fleet:
    """All workers that ever ran."""

    folder: Path
    database: str
    port: int
    all: list[Worker] = field(default_factory=list)

    def start(self) -> None:
        """Start one more worker, whose requests carry its number."""
        number = len(self.all)
        said = self.folder / f"worker-{number}.log"
        with said.open("wb") as log:
            process = subprocess.Popen(
                self.command(f"{AGENT}{number}", "worker"), stdout=log, stderr=log, cwd=ROOT
            )
        self.all.append(Worker(number=number, process=process, said=said))

    def command(self, agent: str, *words: str) -> list[str]:
        """Give a command of pucha with settings of its own."""
        settings = self.folder / f"{agent}.toml"
        settings.write_text(
            _SETTINGS.format(
                data=self.folder / "data", database=self.database, port=self.port, agent=agent,
                lanes=LANES, lease=LEASE_SECONDS,
            ),
            encoding="utf-8",
        )  # fmt: skip
        return [sys.executable, "-m", "pucha", "--quiet", "--config", str(settings), *words]

    def alive(self) -> list[Worker]:
        """Give those that run or are frozen."""
        return [one for one in self.all if one.process.poll() is None]

    def fill(self, workers: int) -> None:
        """Start as many as are missing."""
        for _ in range(workers - len(self.alive())):
            self.start()

    def kill(self, worker: Worker) -> None:
        """End it as a lost machine ends."""
        worker.spent = True
        worker.process.kill()
        worker.process.wait()

    def ended(self) -> tuple[list[Worker], list[Worker]]:
        """Give those that ended by themselves: without reason, and for want of a database."""
        gone = [one for one in self.all if not one.spent and one.process.poll() is not None]
        unready = [one for one in gone if _UNREADY in one.said.read_text(errors="replace")[-2000:]]
        return [one for one in gone if one not in unready], unready

    def stop(self) -> None:
        """End all in good order, or at last by force."""
        for worker in self.alive():
            worker.spent = True
            worker.process.send_signal(signal.SIGCONT)
            worker.process.terminate()
        end = time.monotonic() + STOP_SECONDS
        for worker in self.all:
            with suppress(subprocess.TimeoutExpired):
                worker.process.wait(max(end - time.monotonic(), 0.1))
            self.kill(worker) if worker.process.poll() is None else None
