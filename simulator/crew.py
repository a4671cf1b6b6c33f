"""The processes that serve a province together: one clock, one account of what they saw."""

import asyncio
import multiprocessing
import signal
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from multiprocessing.connection import Connection

from simulator.meters import Account
from simulator.server import ProvinceServer
from simulator.world import World

_FORK = multiprocessing.get_context("fork")
_ENDS_IN_SECONDS = 5.0
_COUNT = "count"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How fast the province answers (server.ProvinceServer)."""

    latency: float
    time_scale: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Doors:
    """The listening sockets of one process."""

    plain: socket.socket
    secure: socket.socket

    @property
    def port(self) -> int:
        """Give the plain port."""
        return int(self.plain.getsockname()[1])

    @property
    def secure_port(self) -> int:
        """Give the port with TLS."""
        return int(self.secure.getsockname()[1])

    def close(self) -> None:
        """Leave them to others."""
        self.plain.close()
        self.secure.close()


class Crew:
    """The other processes as the first one sees them; it forks them before its loop runs.

    The first of the `doors` are its own, the next those of the first other process, and so on.
    """

    def __init__(self, world: World, pace: Pace, doors: Sequence[Doors]) -> None:
        self._lines: list[Connection] = []
        self._turn = asyncio.Lock()
        self._processes = []
        for place, own in enumerate(doors[1:], start=1):
            ours, theirs = _FORK.Pipe()
            self._lines.append(ours)
            spare = [*doors[:place], *doors[place + 1 :]]
            process = _FORK.Process(
                target=_serve_alone,
                args=(world, pace, own, spare, theirs, tuple(self._lines)),
                daemon=True,
            )
            process.start()
            self._processes.append(process)
            theirs.close()
        for own in doors[1:]:
            own.close()

    async def move(self, moment: datetime) -> None:
        """Set the clock of all, and return when all have heard it."""
        await self._ask(moment)

    async def accounts(self) -> list[Account]:
        """Ask all what they saw."""
        return await self._ask(_COUNT)

    async def _ask(self, word: object) -> list[Account]:
        async with self._turn:
            return await asyncio.to_thread(self._asked, word)

    def _asked(self, word: object) -> list[Account]:
        for line in self._lines:
            line.send(word)
        return [line.recv() for line in self._lines]

    def stop(self) -> None:
        """End all: each ends when nobody holds the other end of its line."""
        for line in self._lines:
            line.close()
        for process in self._processes:
            process.join(_ENDS_IN_SECONDS)


def _serve_alone(  # noqa: PLR0913, PLR0917 - what a fork is given
    world: World,
    pace: Pace,
    own: Doors,
    spare: Sequence[Doors],
    line: Connection,
    inherited: Sequence[Connection],
) -> None:
    """Serve until the line is closed; Ctrl-C ends the first process, which closes it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for other in spare:
        other.close()
    for end in inherited:
        end.close()
    asyncio.run(_serve(world, pace, own, line))


async def _serve(world: World, pace: Pace, own: Doors, line: Connection) -> None:
    server = ProvinceServer(world, pace.latency, pace.time_scale)
    over = asyncio.Event()

    def hear() -> None:
        try:
            word = line.recv()
        except EOFError:
            over.set()
            return
        if isinstance(word, datetime):
            world.moment = word
        line.send(server.meters.as_json())

    asyncio.get_running_loop().add_reader(line.fileno(), hear)
    await server.open(own.plain)
    await server.open(own.secure, secure=True)
    await over.wait()
    await server.stop()
