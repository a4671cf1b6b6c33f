"""`make demo`: a simulated province, its register, one sweep, its sheets marked by the truth.

The simulator and the product are separate processes that meet on loopback only.
"""

import json
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

OUT = Path("demo-out")
SITES = 60
SEED = 7
AS_OF = "2026-11-23"
READY_SECONDS = 30
TIME_SCALE = 0.1
"""A second of the made-up sites takes so many of ours; their sheets say so."""
SETTINGS = """\
data = "{data}"
[network]
allow = ["127.0.0.0/8"]
resolver = ["127.0.0.1:{dns}"]
connect_to = [":80::{http}", ":443::{https}"]
contact = "mailto:demo@localhost"
[clock]
source = "http://127.0.0.1:{control}/clock"
time_scale = {scale}
[fetch]
visit_deadline = 16.0
[politeness]
delay = 0.02
[fleet]
concurrency = 12
"""


def main() -> int:
    """Run the demo; give the first status that is not 0."""
    began = time.monotonic()
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    with simulator(OUT / "province", "--time-scale", str(TIME_SCALE)) as world:
        settings = OUT / "pucha.toml"
        data = (OUT / "data").absolute()
        text = SETTINGS.format(data=data, scale=TIME_SCALE, **world["ports"])
        settings.write_text(text, encoding="utf-8")
        status = run_steps(settings, world)
    print(f"\ntook {time.monotonic() - began:.0f} s")
    return status


def run_steps(settings: Path, world: dict[str, Any]) -> int:
    """Import, sweep, replay and mark, as a person would."""
    register = sorted((OUT / "province" / "register").glob("*.csv"))
    steps: list[tuple[str, list[str]]] = [
        ("the register", ["register", "import", *map(str, register)]),
        ("the sweep", ["sweep", "--as-of", world["as_of"], "--out", str(OUT)]),
        ("the same sheets again, from the stored pages alone", ["replay"]),
    ]
    for title, words in steps:
        print(f"\n— {title}", flush=True)
        status = subprocess.run(
            [sys.executable, "-m", "pucha", "--config", str(settings), *words], check=False
        ).returncode
        if status:
            return status
    print("\n— the sheets against the province's truth", flush=True)
    marking = [sys.executable, "-m", "simulator", "mark"]
    where = ["--truth", str(OUT / "province" / "truth.ndjson"), "--sheets", str(OUT / "sheets")]
    status = subprocess.run([*marking, *where], check=False).returncode
    print(f"\nreport: {OUT / 'index.html'}\nsheets: {OUT / 'sheets'}")
    return status


@contextmanager
def simulator(folder: Path, *more: str) -> Iterator[dict[str, Any]]:
    """Run the simulator on free ports of loopback and give its world."""
    command = [
        sys.executable, "-m", "simulator", "serve", "--sites", str(SITES), "--seed", str(SEED),
        "--as-of", AS_OF, "--out", str(folder), *more,
    ]  # fmt: skip
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        line = process.stdout.readline() if process.stdout else ""
        if not line:
            raise SystemExit("the simulator did not start")
        ready = json.loads(line)
        world: dict[str, Any] = json.loads((folder / "world.json").read_text(encoding="utf-8"))
        print(f"{world['sites']} simulated sites on 127.0.0.0/8, port {ready['ports']['http']}")
        yield world
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(READY_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
