"""`make kill-evidence RUNS=200`: sweeps killed at random moments, the evidence checked after each.

A real `pucha sweep` over a small simulated province gets SIGKILL at a moment drawn from a seed; the
next one goes on from there. After every kill `pucha evidence verify` must find nothing wrong:
orphans and torn tails may lie about, but no row may point at nothing.
"""

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bench.demo import AS_OF, simulator

SITES = 6
RUN_SECONDS = 180.0
FIRST_SECONDS = 0.5
SETTINGS = """\
data = "{data}"
[network]
allow = ["127.0.0.0/8"]
resolver = ["127.0.0.1:{dns}"]
connect_to = [":80::{http}", ":443::{https}"]
[politeness]
delay = 0.01
max_delay = 0.05
[survey]
pages = 40
[archive]
segment_bytes = 100000
[fleet]
concurrency = 3
lease_seconds = 2
"""


@dataclass(slots=True, kw_only=True)
class Tally:
    """What all kills together left behind."""

    runs: int = 0
    killed: int = 0
    """The others had come to their end before their moment."""
    unsound: int = 0
    """Checks that found something wrong."""
    problems: int = 0
    orphans: int = 0
    torn: int = 0
    """Orphans that end inside a record."""
    attempts: int = 0
    """Accepted in all, as the last check counts them."""
    references: int = 0
    unresolved: int = 0
    """Rows that point at nothing."""
    revisits: int = 0

    def add(self, found: dict[str, Any]) -> None:
        """Count one check, whose orphans were deleted after it."""
        self.unsound += not found["sound"]
        self.problems += len(found["problems"])
        self.orphans += found["pruned"]
        self.torn += sum(one["torn"] for one in found["orphans"] if not one["in_use"])
        self.attempts = found["attempts"]
        self.references = found["references"]
        self.unresolved += found["references"] - found["resolved"]
        self.revisits = found["revisits"]


def kill_runs(pucha: Sequence[str], *, runs: int, seed: int, as_of: str) -> Tally:
    """Sweep, kill and check so many times; `pucha` is the command with its settings."""
    chance = random.Random(seed)  # noqa: S311 - draws moments
    sweep = [*pucha, "sweep", "--as-of", as_of]
    began = time.monotonic()
    subprocess.run(sweep, check=True, capture_output=True, timeout=RUN_SECONDS)
    whole = time.monotonic() - began
    tally = Tally()
    for number in range(1, runs + 1):
        tally.runs += 1
        tally.killed += _killed(sweep, chance.uniform(FIRST_SECONDS, whole))
        found = _checked(pucha)
        tally.add(found)
        for problem in found["problems"]:
            print(f"run {number}: {problem['where']}: {problem['what']}", flush=True)
    return tally


def _killed(sweep: Sequence[str], moment: float) -> bool:
    """Run a sweep until its moment; tell whether it had to be killed."""
    process = subprocess.Popen(sweep, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with suppress(subprocess.TimeoutExpired):
        process.wait(moment)
    going = process.poll() is None
    process.kill()
    process.wait()
    return going


def _checked(pucha: Sequence[str]) -> dict[str, Any]:
    done = subprocess.run(
        [*pucha, "evidence", "verify", "--prune", "--json"],
        check=False,
        capture_output=True,
        text=True,
        timeout=RUN_SECONDS,
    )
    if not done.stdout:
        raise SystemExit(done.stderr)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def main() -> int:
    """Run the kills on a province of its own; 1 if any check found something wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", action="store_true", help="Keep the folder and say where it is.")
    given = parser.parse_args()
    # Never a fixed place: another run may be under way in this checkout, for hours.
    folder = Path(tempfile.mkdtemp(prefix="pucha-kill-evidence-"))
    folder.chmod(0o755)  # the embedded server may run under another user
    try:
        return _province_of_kills(folder, runs=given.runs, seed=given.seed)
    finally:
        if given.keep:
            print(f"kept: {folder}")
        else:
            shutil.rmtree(folder, ignore_errors=True)


def _province_of_kills(folder: Path, *, runs: int, seed: int) -> int:
    with simulator(folder / "province", "--sites", str(SITES), "--profile", "clean") as world:
        settings = folder / "pucha.toml"
        settings.write_text(
            SETTINGS.format(data=folder / "data", **world["ports"]),
            encoding="utf-8",
        )
        pucha = [sys.executable, "-m", "pucha", "--config", str(settings), "--quiet"]
        register = sorted((folder / "province" / "register").glob("*.csv"))
        subprocess.run([*pucha, "register", "import", *map(str, register)], check=True)
        began = time.monotonic()
        try:
            tally = kill_runs(pucha, runs=runs, seed=seed, as_of=AS_OF)
        finally:
            subprocess.run([*pucha, "db", "stop"], check=False)
    print(f"{tally.runs} runs, {tally.killed} killed, {time.monotonic() - began:.0f} s")
    print(f"checks that found something wrong: {tally.unsound} ({tally.problems} things)")
    print(f"rows that point at nothing: {tally.unresolved} of {tally.references} at the end")
    print(f"orphans left: {tally.orphans}, torn tails among them: {tally.torn}")
    print(json.dumps(asdict(tally)))
    return 1 if tally.unsound else 0


if __name__ == "__main__":
    sys.exit(main())
