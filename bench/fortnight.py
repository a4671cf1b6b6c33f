"""`make fortnight`: two weeks of a simulated province, audited every night, against its truth.

Sites rot, recover, get backdated items, are hijacked and move to another CMS. Every night the
homepage's visit, 网站不更新 (V2) and the state of every registered column are compared with the
truth of that night: an auditor may say that it does not know, but no other word than the truth's,
and no veto may be false. The last line is one JSON object.
"""

import argparse
import json
import sys
import time
from collections import Counter
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from bench.province import Auditor, Order, Province, fresh, serving, write_truth

OUT = Path("fortnight-out")
FIRST = "2026-11-23"
BEGIN = datetime(2026, 11, 23, 22, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
NIGHTS = 14
EVERY = timedelta(minutes=70)
_VETOES = ("V1", "V2", "V3a", "V3b", "V3c", "V5")
_ABSTAINS = {"UNDETERMINED", "NEEDS_PERSON"}
_UNKNOWN = _ABSTAINS | {"void", "undetermined", "unreadable"}
"""Words that say nothing of the site: they are counted apart from wrong ones."""
Record = dict[str, Any]


class Comparison:
    """Adds up what agrees and what does not, by what happens to the site."""

    def __init__(self) -> None:
        self.agree: Counter[str] = Counter()
        self.differ: Counter[str] = Counter()
        self.unknown: Counter[str] = Counter()
        self.false_vetoes: list[str] = []
        self.examples: list[str] = []
        self.changes: dict[str, list[tuple[str, str]]] = {}
        """Site → the truth's and the auditor's word on V2, night after night."""

    def add(self, night: int, truth: Record, sheet: Record) -> None:
        """Compare one sheet of one night."""
        kind = str(truth.get("event", "calm"))
        visit = str((sheet.get("visit") or {}).get("counts_as"))
        right = truth["visit"]
        self._look(night, truth, kind, "visit", visit, {right["counts_as"], *right["also"]})
        said = {str(item["id"]): str(item["verdict"]) for item in sheet["items"]}
        allowed = _allowed(truth, "V2")
        self._look(night, truth, kind, "V2", said["V2"], allowed)
        words = self.changes.setdefault(truth["url"], [])
        words.append((truth["items"]["V2"]["verdict"], said["V2"]))
        for item in _VETOES:
            if said.get(item) == "FAIL" and "FAIL" not in _allowed(truth, item):
                self.false_vetoes.append(f"night {night}: {truth['url']} {item} ({kind})")
        if kind != "moves":  # the register names addresses that this site has left
            self._columns(night, truth, kind, sheet)

    def _columns(self, night: int, truth: Record, kind: str, sheet: Record) -> None:
        states = {_path(column["url"]): column["state"] for column in sheet["columns"]}
        for column in truth["columns"]:
            state = states.get(_path(column["url"]))
            # Only columns of a class with a window have a state on the sheet.
            if state is not None and column["registered"] and column["list"] != "unreadable":
                self._look(
                    night, truth, kind, f"state of {column['name']}", state, {column["state"]}
                )

    def _look(  # noqa: PLR0913, PLR0917 - one comparison with all that names it
        self, night: int, truth: Record, kind: str, what: str, said: str, allowed: set[str]
    ) -> None:
        subject = what.partition(" ")[0]
        if said in allowed:
            self.agree[f"{kind} {subject}"] += 1
            return
        (self.unknown if said in _UNKNOWN else self.differ)[f"{kind} {subject}"] += 1
        right = " or ".join(sorted(allowed))
        self.examples.append(f"night {night}: {truth['url']} {what}: said {said}, truth {right}")

    def turned(self) -> tuple[int, int]:
        """Count the nights on which V2 truly changed, and those of them that the sheets show."""
        true = seen = 0
        for words in self.changes.values():
            for before, after in pairwise(words):
                if before[0] != after[0] and not {before[0], after[0]} & _ABSTAINS:
                    true += 1
                    seen += before[0] == before[1] and after[0] == after[1]
        return true, seen


def _allowed(truth: Record, item: str) -> set[str]:
    """Give the right words of an item; with a week or two surveys behind it, those too."""
    found: set[str] = set()
    for group in ("items", "items_history"):
        row = truth.get(group, {}).get(item)
        if row is not None:
            found |= {row["verdict"], *row["also"]}
    return found


def _path(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.netloc}{parts.path}?{parts.query}"


def main() -> int:
    """Run the fortnight; give 1 where a veto is false, or a word was said that is not true."""
    options = _options()
    out, began = fresh(options.out), time.monotonic()
    order = Order(
        sites=options.sites, seed=options.seed, profile=options.profile, first=FIRST, at=BEGIN,
        scale=options.time_scale, more=("--events", *options.more),
    )  # fmt: skip
    comparison = Comparison()
    with serving(order, out / "province") as province:
        auditor = Auditor.facing(
            province, out, scale=options.time_scale, concurrency=options.concurrency
        )
        auditor.take_register(province)
        live(auditor, province, order, comparison, options.nights)
    true, seen = comparison.turned()
    print(*comparison.examples[:40], sep="\n")
    print(*(f"false veto: {one}" for one in comparison.false_vetoes), sep="\n")
    report = {
        "sites": options.sites, "seed": options.seed, "nights": options.nights,
        "time_scale": options.time_scale, "agree": dict(sorted(comparison.agree.items())),
        "differ": dict(sorted(comparison.differ.items())),
        "unknown": dict(sorted(comparison.unknown.items())), "v2_changes": true,
        "v2_changes_seen": seen, "false_vetoes": len(comparison.false_vetoes),
        "took": round(time.monotonic() - began, 1),
    }  # fmt: skip
    print(json.dumps(report, ensure_ascii=False))
    return 1 if comparison.false_vetoes or comparison.differ else 0


def live(
    auditor: Auditor, province: Province, order: Order, comparison: Comparison, nights: int
) -> None:
    """Probe by day and sweep by night; compare each night's sheets with that night's truth."""
    last = BEGIN + timedelta(days=nights)
    rounds = int((last - BEGIN) / EVERY) + 1
    night = 0
    with auditor.probing(rounds, int(EVERY.total_seconds() // 60)) as done:
        for number, _ in enumerate(done, start=1):
            due = BEGIN + number * EVERY
            while night < nights and due > (point := BEGIN + timedelta(days=night + 1)):
                night += 1
                province.move(point)
                compare_night(auditor, order, province, comparison, night, point)
            if number < rounds:
                province.move(due)


def compare_night(  # noqa: PLR0913, PLR0917 - one night with all that it needs
    auditor: Auditor,
    order: Order,
    province: Province,
    comparison: Comparison,
    night: int,
    point: datetime,
) -> None:
    """Sweep, and compare every sheet."""
    folder = province.folder.parent / f"night-{night:02}"
    auditor.run("sweep", "--new", "--out", str(folder))
    truths = write_truth(order, folder / "truth", point).read_text(encoding="utf-8").splitlines()
    by_url = {one["url"]: one for one in map(json.loads, truths)}
    for file in sorted((folder / "sheets").glob("*/sheet.json")):
        sheet = json.loads(file.read_text(encoding="utf-8"))
        comparison.add(night, by_url[sheet["url"]], sheet)
    wrong, unknown = comparison.differ.total(), comparison.unknown.total()
    print(f"night {night}: {wrong} differ and {unknown} are unknown so far", flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sites", type=int, default=15)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--profile", default="clean")
    parser.add_argument("--nights", type=int, default=NIGHTS)
    parser.add_argument("--time-scale", type=float, default=0.05)
    parser.add_argument("--concurrency", type=int, default=16)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("more", nargs="*", help="further words for the simulator, after --")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
