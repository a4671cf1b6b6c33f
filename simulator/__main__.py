"""The simulator's commands: `serve` a province, `mark` an auditor's sheets against its truth."""

import argparse
import asyncio
import json
import signal
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from simulator.export import write_world
from simulator.mark import mark
from simulator.names import NameServer
from simulator.plan import PROFILES, Order
from simulator.present import as_text
from simulator.server import ProvinceServer
from simulator.world import World


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    options = _parser().parse_args(argv)
    if options.command == "serve":
        order = Order(sites=options.sites, seed=options.seed, profile=options.profile)
        world = World(order, options.as_of)
        return asyncio.run(serve(world, options.out, options.port, options.dns_port))
    report = mark(options.truth, options.sheets)
    print(json.dumps(report, ensure_ascii=False, indent=2) if options.json else as_text(report))
    return 0 if report["sites"]["marked"] else 1


async def serve(world: World, out: Path, port: int, dns_port: int) -> int:
    """Serve the world until SIGTERM or SIGINT; one line of JSON says when it is ready."""
    http, names = ProvinceServer(world), NameServer(world)
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    bound, dns_bound = await http.start(port), await names.start(dns_port)
    await asyncio.to_thread(write_world, world, out, bound, dns_bound)
    ready = {"ready": True, "port": bound, "dns": f"127.0.0.1:{dns_bound}", "out": str(out)}
    print(json.dumps(ready, ensure_ascii=False), flush=True)
    await stopped.wait()
    await names.stop()
    await http.stop()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m simulator", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    serving = commands.add_parser("serve", help="serve a province on loopback")
    serving.add_argument("--sites", type=_positive, default=24)
    serving.add_argument("--seed", type=int, default=7)
    serving.add_argument("--as-of", type=date.fromisoformat, default=date(2026, 11, 23))
    serving.add_argument("--out", type=Path, required=True)
    serving.add_argument("--port", type=int, default=0)
    serving.add_argument("--dns-port", type=int, default=0)
    serving.add_argument("--profile", choices=PROFILES, default="demo")
    marking = commands.add_parser("mark", help="mark an auditor's sheets against the truth")
    marking.add_argument("--truth", type=Path, required=True)
    marking.add_argument("--sheets", type=Path, required=True)
    marking.add_argument("--json", action="store_true")
    return parser


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least one site")
    return number


if __name__ == "__main__":
    sys.exit(main())
