"""Runs the servers of a province until SIGTERM or SIGINT."""

import asyncio
import json
import secrets
import signal
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from simulator.control import Control
from simulator.crew import Crew, Doors, Pace
from simulator.export import write_world
from simulator.names import NameServer
from simulator.server import ProvinceServer
from simulator.steering import listeners
from simulator.tls import root_pem
from simulator.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """The ports of the servers; 0 picks one."""

    http: int = 0
    https: int = 0
    dns: int = 0
    control: int = 0


def serve(world: World, out: Path, ports: Ports, *, pace: Pace, workers: int) -> int:
    """Serve the world in so many processes; one line of JSON says when it is ready."""
    root_pem()  # made once, before the processes part
    doors = [
        Doors(plain=plain, secure=secure)
        for plain, secure in zip(
            listeners(workers, ports.http), listeners(workers, ports.https), strict=True
        )
    ]
    bound = replace(ports, http=doors[0].port, https=doors[0].secure_port)
    crew = Crew(world, pace, doors)
    try:
        return asyncio.run(_serve(world, out, bound, pace, doors[0], crew))
    finally:
        crew.stop()


async def _serve(  # noqa: PLR0913, PLR0917 - the parts of a province
    world: World, out: Path, ports: Ports, pace: Pace, own: Doors, crew: Crew
) -> int:
    pages, names = ProvinceServer(world, pace.latency, pace.time_scale), NameServer(world)
    token = secrets.token_hex(16)
    control = Control(world, pages.meters, token, crew)
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    await pages.open(own.plain)
    await pages.open(own.secure, secure=True)
    bound = replace(
        ports, dns=await names.start(ports.dns), control=await control.start(ports.control)
    )
    await asyncio.to_thread(write_world, world, out, asdict(bound))
    ready = {"ready": True, "ports": asdict(bound), "token": token, "out": str(out)}
    print(json.dumps(ready, ensure_ascii=False), flush=True)
    await stopped.wait()
    await control.stop()
    await names.stop()
    await pages.stop()
    return 0
