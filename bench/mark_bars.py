"""`make mark-bars`: the bars of the simulated province, over several provinces together.

No veto may be false, 99 % of those that can be seen are found, at most 2 % of the sites are
undetermined beyond what was planted so, and every fault is met often enough to count. Each
province is marked by itself (`bench.mark`); the last line is one JSON object with what was
reached, and the exit status is 1 where a bar is missed.
"""

import argparse
import json
import subprocess
import sys
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bench.mark import AGAIN

OUT = Path("mark-bars-out")
FIRST = "census-2015"
"""The edition that a sweep of `bench.mark` is judged under."""
LEAST_FOUND = 0.99
MOST_UNDETERMINED = 0.02
LEAST_MET = 20
PROFILE = "bars"
Record = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """What one edition reached over all provinces."""

    false_vetoes: int
    visible: int
    found: int
    undetermined_share: float
    """Of the province that was worst."""

    @property
    def missed(self) -> list[str]:
        """Name the bars that were missed."""
        share = self.found / self.visible if self.visible else 0.0
        bars = {
            f"{self.false_vetoes} false vetoes": self.false_vetoes == 0,
            f"{self.found} of {self.visible} vetoes found": share >= LEAST_FOUND,
            f"{self.undetermined_share:.1%} undetermined": (
                self.undetermined_share <= MOST_UNDETERMINED
            ),
        }
        return [words for words, held in bars.items() if not held]


def main() -> int:
    """Mark every province; give 1 where a bar is missed."""
    options = _options()
    marks: list[Record] = []
    met: Counter[str] = Counter()
    for seed in options.seeds:
        out = options.out / f"seed-{seed}"
        marks.append(run(seed, options.sites, options.history, out))
        met += faults_in(out / "province" / "truth.ndjson")
    rare = {fault: times for fault, times in sorted(met.items()) if times < LEAST_MET}
    reached = {
        FIRST: summed(marks),
        AGAIN: summed([mark[AGAIN] for mark in marks]),
    }
    missed = [f"{edition}: {words}" for edition, one in reached.items() for words in one.missed]
    missed += [f"{fault} met {times} times" for fault, times in rare.items()]
    print(*(f"missed: {words}" for words in missed), sep="\n")
    report = {
        "sites": options.sites, "seeds": options.seeds, "history": options.history,
        "faults": len(met), "least_met": min(met.values(), default=0), "missed": len(missed),
    }  # fmt: skip
    print(json.dumps(report | {edition: asdict(one) for edition, one in reached.items()}))
    return 1 if missed else 0


def run(seed: int, sites: int, history: int, out: Path) -> Record:
    """Mark one province, show what the marker says, and give its last line."""
    command = [
        sys.executable, "-m", "bench.mark", "--sites", str(sites), "--seed", str(seed),
        "--profile", PROFILE, "--history", str(history), "--concurrency", "24", "--out", str(out),
    ]  # fmt: skip
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        last = ""
        for line in process.stdout or ():
            print(line, end="", flush=True)
            last = line
    try:
        mark: Record = json.loads(last)
    except ValueError as err:
        raise SystemExit(f"the mark of seed {seed} did not come to its end") from err
    return mark


def faults_in(truth: Path) -> Counter[str]:
    """Count the faults that a province was planted with."""
    with truth.open(encoding="utf-8") as lines:
        return Counter(fault for line in lines for fault in json.loads(line)["faults"])


def summed(marks: list[Record]) -> Reached:
    """Add up what one edition reached in each province."""
    return Reached(
        false_vetoes=sum(mark["false_vetoes"] for mark in marks),
        visible=sum(mark["vetoes_visible"] for mark in marks),
        found=sum(mark["vetoes_found"] for mark in marks),
        undetermined_share=max((mark["undetermined_share"] for mark in marks), default=0.0),
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sites", type=int, default=1000)
    parser.add_argument("--seeds", type=int, nargs="+", default=[31, 32, 33])
    parser.add_argument("--history", type=int, default=0, help="1: with a week of visits")
    parser.add_argument("--out", type=Path, default=OUT)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
