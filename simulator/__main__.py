"""The simulator's commands: `serve` a province, write its `truth`, `mark` an auditor's sheets."""

import argparse
import json
import sys
from collections.abc import Collection, Sequence
from datetime import date, datetime
from pathlib import Path

from simulator.crew import Pace
from simulator.editions import EDITIONS
from simulator.export import write_truth
from simulator.families import FAMILIES
from simulator.faults import FAULTS
from simulator.mark import mark
from simulator.plan import Order
from simulator.present import as_text
from simulator.profiles import PROFILES
from simulator.serving import Ports, serve
from simulator.world import SHANGHAI, World

_FIRST = date(2026, 11, 23)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    options = _parser().parse_args(argv)
    if options.command == "mark":
        report = mark(
            options.truth, options.sheets, counters=options.counters, history=options.history
        )
        print(json.dumps(report, ensure_ascii=False, indent=2) if options.json else as_text(report))
        return 0 if report["sites"]["marked"] else 1
    order = Order(
        sites=options.sites,
        seed=options.seed,
        profile=options.profile,
        families=_named(options.families, FAMILIES, "family"),
        faults=_named(options.faults, FAULTS, "fault"),
        columns=options.sample_columns,
        events=options.events,
    )
    world = World(order, options.as_of)
    world.moment = options.at or world.moment
    if options.command == "truth":
        options.out.mkdir(parents=True, exist_ok=True)
        write_truth(world, options.out, options.edition or tuple(EDITIONS))
        return 0
    ports = Ports(
        http=options.port,
        https=options.tls_port,
        dns=options.dns_port,
        control=options.control_port,
    )
    pace = Pace(latency=options.latency_scale, time_scale=options.time_scale)
    return serve(world, options.out, ports, pace=pace, workers=options.workers)


def _named(text: str, known: Collection[str], what: str) -> frozenset[str]:
    """Read names parted by commas; one that there is not ends the command with a sentence."""
    names = frozenset(part.strip() for part in text.split(",") if part.strip())
    unknown = sorted(names - set(known))
    if unknown:
        raise SystemExit(f"no {what} {', '.join(unknown)}; there are {', '.join(known)}")
    return names


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m simulator", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    serving = commands.add_parser("serve", help="serve a province on loopback")
    _add_world(serving)
    for name in ("port", "tls-port", "dns-port", "control-port"):
        serving.add_argument(f"--{name}", type=int, default=0)
    serving.add_argument("--latency-scale", type=float, default=1.0)
    serving.add_argument(
        "--time-scale", type=_above_0, default=1.0,
        help="real seconds that a second of the province takes",
    )  # fmt: skip
    serving.add_argument("--workers", type=_positive, default=1)
    telling = commands.add_parser("truth", help="write the truth of a province at a moment")
    _add_world(telling)
    telling.add_argument(
        "--edition", action="append", choices=EDITIONS,
        help="may be given again; none: all. `items` are those of the first",
    )  # fmt: skip
    marking = commands.add_parser("mark", help="mark an auditor's sheets against the truth")
    marking.add_argument("--truth", type=Path, required=True)
    marking.add_argument(
        "--sheets", type=Path, nargs="+", required=True, help="folders; sheets of any edition"
    )
    marking.add_argument(
        "--history", action="store_true", help="against a week of visits and two surveys"
    )
    marking.add_argument("--counters", type=Path, help="what the control port told, as a file")
    marking.add_argument("--json", action="store_true")
    return parser


def _add_world(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--sites", type=_positive, default=24)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--as-of", type=date.fromisoformat, default=_FIRST)
    parser.add_argument(
        "--at", type=_moment,
        help="the moment to begin with, ISO, Asia/Shanghai where it names no zone; else noon",
    )  # fmt: skip
    parser.add_argument("--profile", choices=PROFILES, default="demo")
    parser.add_argument("--families", default="", help="ids parted by commas; empty: all")
    parser.add_argument("--faults", default="", help="ids parted by commas; empty: the profile's")
    parser.add_argument(
        "--events", action="store_true",
        help="things happen: sites rot, recover, are hijacked, move, mend a fault overnight",
    )  # fmt: skip
    parser.add_argument(
        "--sample-columns", type=int, default=0, metavar="K",
        help="columns of a site without faults at most; 0: all",
    )  # fmt: skip
    parser.add_argument("--out", type=Path, required=True)


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment.replace(tzinfo=moment.tzinfo or SHANGHAI).astimezone(SHANGHAI)


def _above_0(text: str) -> float:
    number = float(text)
    if number <= 0:
        raise argparse.ArgumentTypeError("above 0")
    return number


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least one site")
    return number


if __name__ == "__main__":
    sys.exit(main())
