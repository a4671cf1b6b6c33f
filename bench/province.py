"""A simulated province and its auditor as separate processes that meet on loopback only."""

import json
import shutil
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

_END_SECONDS = 60
_CONTROL_SECONDS = 60
SETTINGS = """\
data = "{data}"
[network]
allow = ["127.0.0.0/8"]
resolver = ["127.0.0.1:{dns}"]
connect_to = [":80::{http}", ":443::{https}"]
contact = "mailto:bench@localhost"
[clock]
source = "http://127.0.0.1:{control}/clock"
time_scale = {scale}
[probe]
controls = ["http://127.0.0.1:{control}/clock"]
[fetch]
visit_deadline = 16.0
roots = "{roots}"
[survey]
seconds = 36000.0
[politeness]
delay = {delay:.4f}
max_delay = {max_delay:.4f}
max_backoff = {max_backoff:.4f}
max_retry_after = {max_retry_after:.4f}
patience = {max_backoff:.4f}
slow_delay = {slow_delay:.4f}
[fleet]
concurrency = {concurrency}
"""
"""Delays are the defaults, in the province's seconds; the gate counts those of the machine."""
_DELAYS = {
    "delay": 0.5,
    "max_delay": 10.0,
    "max_backoff": 60.0,
    "max_retry_after": 3600.0,
    "slow_delay": 5.0,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """The province that is asked for; `scale` is how long one of its seconds takes."""

    sites: int
    seed: int
    profile: str
    first: str
    at: datetime
    scale: float
    workers: int = 1
    more: tuple[str, ...] = ()

    def words(self) -> list[str]:
        """Give the simulator's options that say what the province is."""
        return [
            "--sites", str(self.sites), "--seed", str(self.seed), "--profile", self.profile,
            "--as-of", self.first, *self.more,
        ]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Province:
    """A running simulator, reached through its ports alone."""

    folder: Path
    ports: dict[str, int] = field(default_factory=dict)

    def move(self, moment: datetime) -> None:
        """Set its clock."""
        self._ask(f"/clock?to={moment:%Y-%m-%dT%H:%M:%S}", "POST")

    def counters(self) -> Any:
        """Give what its servers saw of their visitor."""
        return self._ask("/counters", "GET")

    def _ask(self, path: str, method: str) -> Any:
        address = f"http://127.0.0.1:{self.ports['control']}{path}"
        asked = urllib.request.Request(address, method=method)
        with urllib.request.urlopen(asked, timeout=_CONTROL_SECONDS) as answer:  # noqa: S310 - loopback
            return json.loads(answer.read())


@contextmanager
def serving(order: Order, folder: Path) -> Iterator[Province]:
    """Run the simulator on free ports of loopback until the block ends."""
    command = [
        sys.executable, "-m", "simulator", "serve", *order.words(), "--at", order.at.isoformat(),
        "--time-scale", str(order.scale), "--workers", str(order.workers), "--out", str(folder),
    ]  # fmt: skip
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        line = process.stdout.readline() if process.stdout else ""
        if not line:
            raise SystemExit("the simulator did not start")
        yield Province(folder=folder, ports=json.loads(line)["ports"])
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(_END_SECONDS)
        if process.stdout:
            process.stdout.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class Auditor:
    """The product with its settings, run as a person would."""

    settings: Path

    @classmethod
    def facing(cls, province: Province, out: Path, *, scale: float, concurrency: int) -> "Auditor":
        """Write the settings of an auditor that has nothing but the ports of a province."""
        text = SETTINGS.format(
            data=(out / "data").absolute(),
            roots=(province.folder / "roots.pem").absolute(),
            scale=scale,
            concurrency=concurrency,
            **province.ports,
            **{name: seconds * scale for name, seconds in _DELAYS.items()},
        )
        settings = out / "pucha.toml"
        settings.write_text(text, encoding="utf-8")
        return cls(settings=settings)

    def command(self, *words: str) -> list[str]:
        """Give the command line of one command."""
        return [sys.executable, "-m", "pucha", "--config", str(self.settings), "--quiet", *words]

    def run(self, *words: str, shown: bool = False) -> None:
        """Run a command to its end; end this one too where it fails."""
        out = None if shown else subprocess.DEVNULL
        done = subprocess.run(self.command(*words), check=False, stdout=out)
        if done.returncode:
            raise SystemExit(f"pucha {words[0]} ended with status {done.returncode}")

    def take_register(self, province: Province) -> None:
        """Import both registers."""
        self.run("register", "import", *map(str, sorted((province.folder / "register").glob("*"))))

    @contextmanager
    def helped(self, count: int) -> Iterator[None]:
        """Let so many workers take jobs beside the commands of the block."""
        workers = [subprocess.Popen(self.command("worker")) for _ in range(count)]
        try:
            yield
        finally:
            for worker in workers:
                worker.terminate()
            for worker in workers:
                worker.wait(_END_SECONDS)
            if workers:
                self.run("pace")  # the last user of the embedded database, who stops it

    @contextmanager
    def probing(self, rounds: int, minutes: int) -> Iterator[Iterator[Any]]:
        """Probe beside; the block is given the rounds as they are done."""
        words = ["probe", "--rounds", str(rounds), "--every", f"{minutes}m", "--json"]
        process = subprocess.Popen(self.command(*words), stdout=subprocess.PIPE, text=True)
        try:
            yield map(json.loads, process.stdout or ())
        finally:
            if process.poll() is None:
                process.terminate()
            process.wait(_END_SECONDS)


def write_truth(order: Order, folder: Path, moment: datetime) -> Path:
    """Write the truth of a moment into a folder, and give its file."""
    command = [sys.executable, "-m", "simulator", "truth", *order.words()]
    subprocess.run([*command, "--at", moment.isoformat(), "--out", str(folder)], check=True)
    return folder / "truth.ndjson"


def fresh(folder: Path) -> Path:
    """Give a folder that is empty."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
