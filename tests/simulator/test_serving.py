"""The command `serve` as a person runs it: several processes, one clock, one account."""

import json
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

pytestmark = [pytest.mark.process, pytest.mark.network]
ROOT = Path(__file__).resolve().parents[2]
SITES = 5


class Serving:
    """A running province of three processes."""

    def __init__(self, out: Path) -> None:
        command = [
            sys.executable, "-m", "simulator", "serve", "--sites", str(SITES), "--profile", "clean",
            "--families", "F1", "--workers", "3", "--latency-scale", "0", "--out", str(out),
        ]  # fmt: skip
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
        assert self.process.stdout is not None
        self.ready = json.loads(self.process.stdout.readline())

    def control(self, path: str, method: str = "GET") -> Any:
        address = f"http://127.0.0.1:{self.ready['ports']['control']}{path}"
        asked = urllib.request.Request(address, method=method)
        with urllib.request.urlopen(asked, timeout=10) as answer:  # noqa: S310 - loopback
            return json.loads(answer.read())

    def page(self, number: int, path: str = "/") -> str:
        host = json.loads(self.truths[number - 1])["url"].split("/")[2]
        address = f"http://127.0.1.{number}:{self.ready['ports']['http']}{path}"
        asked = urllib.request.Request(address, headers={"Host": host})
        with urllib.request.urlopen(asked, timeout=10) as answer:  # noqa: S310 - loopback
            return str(answer.read().decode())

    @property
    def truths(self) -> list[str]:
        return (Path(self.ready["out"]) / "truth.ndjson").read_text("utf-8").splitlines()


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    running = Serving(tmp_path_factory.mktemp("province"))
    yield running
    running.process.send_signal(signal.SIGTERM)
    running.process.communicate(timeout=10)


def test_the_sites_are_served_by_all_processes_and_counted_together(serving: Serving) -> None:
    for number in range(1, SITES + 1):
        assert "模拟网站" in serving.page(number)

    told = serving.control("/counters")

    assert len(psutil.Process(serving.process.pid).children()) == 2
    assert told["requests"] == SITES
    assert list(told["sites"]) == [str(number) for number in range(1, SITES + 1)]


def test_every_process_hears_of_a_moved_clock_at_once(serving: Serving) -> None:
    before = {number: serving.page(number) for number in range(1, SITES + 1)}

    serving.control("/clock?days=20", method="POST")

    assert all(serving.page(number) != page for number, page in before.items())


def test_all_processes_end_with_the_first(tmp_path: Path) -> None:
    running = Serving(tmp_path)
    others = psutil.Process(running.process.pid).children()

    running.process.send_signal(signal.SIGTERM)
    running.process.communicate(timeout=10)

    assert running.process.returncode == 0
    assert len(others) == 2
    assert not any(one.is_running() for one in others)
