"""Runs the servers of a province until SIGTERM or SIGINT."""

import asyncio
import json
import secrets
import signal
from dataclasses import asdict, dataclass
from pathlib import Path

from simulator.control import Control
from simulator.export import write_world
from simulator.names import NameServer
from simulator.server import ProvinceServer
from simulator.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """The ports of the servers; 0 picks one."""

    http: int = 0
    https: int = 0
    dns: int = 0
    control: int = 0


def serve(world: World, out: Path, ports: Ports, *, latency: float, workers: int) -> int:
    """Serve the world; one line of JSON says when it is ready."""
    del workers
    return asyncio.run(_serve(world, out, ports, latency))


async def _serve(world: World, out: Path, ports: Ports, latency: float) -> int:
    pages, names = ProvinceServer(world, latency), NameServer(world)
    token = secrets.token_hex(16)
    control = Control(world, pages.meters, token)
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    bound = Ports(
        http=await pages.start(ports.http),
        https=await pages.start(ports.https, secure=True),
        dns=await names.start(ports.dns),
        control=await control.start(ports.control),
    )
    await asyncio.to_thread(write_world, world, out, asdict(bound))
    ready = {"ready": True, "ports": asdict(bound), "token": token, "out": str(out)}
    print(json.dumps(ready, ensure_ascii=False), flush=True)
    await stopped.wait()
    await control.stop()
    await names.stop()
    await pages.stop()
    return 0
