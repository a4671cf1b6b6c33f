"""`make bench`: pages per second of the product beside the crawlers that people use, on one graph.

The loopback farm, its nginx and the peers' scripts are the kit in ../shared/bench; every command
runs on a core of its own, servers and database on the other, in alternating runs. The product walks
every page and stores everything (`bench.whole_walk`); the peers follow links and take titles.
"""

import argparse
import importlib.util
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from pucha.embedded_postgres import EmbeddedPostgres
from pucha.migrations import upgrade
from schema.store.engine import async_url

ROOT = Path(__file__).resolve().parents[1]
KIT = ROOT.parent / "shared" / "bench"
OUT = ROOT / "bench-out"
PEER_PACKAGES = ("aiohttp", "uvloop", "isal", "selectolax", "scrapy", "twisted", "psutil")
TOOLS = ("nginx", "wget2", "taskset", "openssl")
OURS = "pucha, everything stored"
SCRAPY, TUNED = "scrapy", "scrapy tuned (own seen set, simple queue)"
WALKER, DATES = "ref aiohttp+selectolax", "ref +regex dates+rows"
OUR_LIMIT = 300.0
"""Seconds; the product is never cut, for a site counts only when it is committed."""
PEERS = (SCRAPY, TUNED, "wget2", WALKER, DATES)
GOALS = {SCRAPY: 8.0, TUNED: 4.0, DATES: 0.5}
"""How many times the peer's pages per second the product is to reach (recommendations §2)."""
_SETTINGS = """\
data = "{data}"
[database]
url = "{database}"
[network]
allow = ["127.0.0.0/8"]
[politeness]
delay = 0
max_delay = 0.01
concurrency = 8
address_concurrency = 8
[fleet]
concurrency = 50
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One command, measured: `pages` are distinct pages that nginx answered with 200."""

    name: str
    pages: int
    wall: float
    cpu: float
    rss_mb: float
    end: str

    @property
    def rate(self) -> float:
        """Pages per second."""
        return self.pages / self.wall

    @property
    def cpu_ms(self) -> float:
        """CPU milliseconds a page, start-up included."""
        return 1000 * self.cpu / max(self.pages, 1)


def missing(kit: Path) -> str:
    """Say what is not here; empty where nothing is missing."""
    tools = [tool for tool in TOOLS if shutil.which(tool) is None]
    if tools:
        return (
            f"not on this machine: {', '.join(tools)} (Debian: apt-get install nginx-light wget2)"
        )
    return (
        ""
        if (kit / "bench.py").exists()
        else f"the benchmark kit is not at {kit}; name it with --kit"
    )


def load_kit(kit: Path, work: Path, sites: int) -> ModuleType:
    """Load the kit with its folders set to ours, and make its pages."""
    python = work / "venv" / "bin" / "python"
    os.environ.update(
        BENCH_WORK=str(work), BENCH_PYTHON=str(python), BENCH_SITES=str(sites),
        BENCH_RESULTS=str(work / "results.jsonl"),
    )  # fmt: skip
    work.mkdir(parents=True, exist_ok=True)
    if not python.exists():
        wanted = [
            line for line in (kit / "requirements.txt").read_text(encoding="utf-8").splitlines()
            if line.partition("==")[0] in PEER_PACKAGES
        ]  # fmt: skip
        subprocess.run([sys.executable, "-m", "venv", str(work / "venv")], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", *wanted], check=True)
    spec = importlib.util.spec_from_file_location("bench_kit", kit / "bench.py")
    if spec is None or spec.loader is None:
        raise RuntimeError(kit)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.pages()
    return module


@contextmanager
def product(kit: ModuleType, sites: int) -> Iterator[list[str]]:
    """Give the product's command, with a database beside the web server on its core."""
    folder = Path(tempfile.mkdtemp(prefix="pucha-bench-"))
    folder.chmod(0o755)
    own = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {int(kit.SRV_CORE)})
    server = EmbeddedPostgres(folder / "postgres")
    try:
        server.start()
        os.sched_setaffinity(0, own)
        upgrade(async_url(server.url).render_as_string(hide_password=False))
        settings = folder / "pucha.toml"
        settings.write_text(_SETTINGS.format(data=folder / "data", database=server.url))
        register = folder / "register.csv"
        rows = [
            f"某县{n}号网站,http://127.0.1.{n + 1}:{kit.PORT}/index.html,某县人民政府办公室"
            for n in range(sites)
        ]
        register.write_text("\n".join(["网站名称,首页网址,主办单位", *rows]), encoding="utf-8")
        pucha = [sys.executable, "-m", "pucha", "--quiet", "--config", str(settings)]
        subprocess.run([*pucha, "register", "import", str(register)], check=True,
                       cwd=ROOT, stdout=subprocess.DEVNULL)  # fmt: skip
        yield [sys.executable, "-m", "bench.whole_walk", "--config", str(settings)]
    finally:
        os.sched_setaffinity(0, own)
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def run_all(
    kit: ModuleType, ours: Sequence[str], names: Sequence[str], *, reps: int, limit: float
) -> list[Run]:
    """Run every command in turn, so many rounds."""
    peers: Mapping[str, tuple[Sequence[Any], Mapping[str, str]]] = kit.peer_cmds()
    runs = []
    with kit.Server(log=True) as server:
        for number in range(reps):
            for name in (OURS, *names):
                server.reset()
                command, env = (ours, {}) if name == OURS else peers[name]
                cwd = ROOT if name == OURS else None
                seconds = OUR_LIMIT if name == OURS else limit
                seen = kit.measure(command, seconds, env, server, cwd=cwd)
                run = Run(
                    name=name, pages=server.distinct(), wall=seen["wall"], cpu=seen["cpu"],
                    rss_mb=seen["rss_mb"], end=seen["end"],
                )  # fmt: skip
                print(
                    f"  {number + 1}/{reps} {name}: {run.rate:.0f} pages/s, {run.end}", flush=True
                )
                runs.append(run)
    return runs


def summary(runs: Sequence[Run]) -> dict[str, dict[str, float]]:
    """Give each command's medians, and how many times as fast the product is."""
    names = dict.fromkeys(run.name for run in runs)
    found = {
        name: {
            "runs": len(own),
            "pages": statistics.median(run.pages for run in own),
            "pages_per_s": round(statistics.median(run.rate for run in own), 1),
            "cpu_ms_per_page": round(statistics.median(run.cpu_ms for run in own), 3),
            "rss_mb": round(statistics.median(run.rss_mb for run in own), 1),
        }
        for name in names
        for own in ([run for run in runs if run.name == name],)
    }
    rate, cpu = found[OURS]["pages_per_s"], found[OURS]["cpu_ms_per_page"]
    for one in found.values():
        one["ours_times_pages_per_s"] = round(rate / max(one["pages_per_s"], 0.1), 2)
        one["ours_times_by_cpu"] = round(one["cpu_ms_per_page"] / cpu, 2)
    return found


def tell(found: Mapping[str, Mapping[str, float]]) -> bool:
    """Print the table; tell whether every goal is reached."""
    print(f"\n{'':44} {'pages':>6} {'pages/s':>8} {'CPU ms':>7} {'RSS MB':>7} {'x':>6} {'goal':>5}")
    for name, one in found.items():
        goal = f"{GOALS[name]:g}" if name in GOALS else ""
        print(
            f"{name:44} {one['pages']:6.0f} {one['pages_per_s']:8.1f} {one['cpu_ms_per_page']:7.2f}"
            f" {one['rss_mb']:7.1f} {one['ours_times_pages_per_s']:6.2f} {goal:>5}"
        )
    return all(
        found[name]["ours_times_pages_per_s"] >= goal
        for name, goal in GOALS.items()
        if name in found
    )


def main() -> int:
    """Measure; give 0 where every goal is reached, 1 where one is missed, 2 where it cannot run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kit", type=Path, default=KIT)
    parser.add_argument("--reps", type=int, default=3)
    parser.add_argument("--sites", type=int, default=100)
    parser.add_argument("--limit", type=float, default=20.0, help="seconds; slower peers are cut")
    parser.add_argument("--only", nargs="*", default=list(PEERS), choices=PEERS, metavar="PEER")
    asked = parser.parse_args()
    lacking = missing(asked.kit)
    if lacking:
        print(f"make bench cannot run: {lacking}", file=sys.stderr)
        return 2
    kit = load_kit(asked.kit, OUT / "crawl", asked.sites)
    with product(kit, asked.sites) as ours:
        runs = run_all(kit, ours, asked.only, reps=asked.reps, limit=asked.limit)
    found = summary(runs)
    reached = tell(found)
    print(json.dumps({"goals_reached": reached, "runs": found}, ensure_ascii=False))
    return 0 if reached else 1


if __name__ == "__main__":
    sys.exit(main())
