"""`make mark`: audit a simulated province with a week of visits and two sweeps, and mark it.

The last sweep is judged under the sheet of 2015, and again, without fetching, under the indicators
of 2019; both are marked. `--history 0` marks one sweep alone, by what one visit can know.

The province, the auditor and the marker are separate processes. The last line is the mark as one
JSON object. `--time-scale 1` shows that the scale changes no verdict: it takes as long as it says.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bench.province import Auditor, Order, Province, fresh, serving, write_truth

OUT = Path("mark-out")
FIRST = "2026-11-23"
POINT = datetime(2026, 11, 23, 18, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
"""The monitoring point: the last sweep."""
EVERY = timedelta(minutes=50)
ROUNDS = 202
"""A week of visits, 28 a day: eight of them may be void for a fault of ours."""
BETWEEN_SWEEPS = timedelta(hours=5)
AGAIN = "indicators-2019"
"""The edition under which the last sweep is judged again."""


class Watch:
    """Says how long each step took."""

    def __init__(self) -> None:
        self._began = self._last = time.monotonic()
        self.steps: dict[str, float] = {}

    def done(self, step: str) -> None:
        """Note the end of a step."""
        now = time.monotonic()
        self.steps[step] = round(now - self._last, 1)
        self._last = now
        print(f"{step}: {self.steps[step]:.1f} s", flush=True)

    @property
    def seconds(self) -> float:
        """Give the seconds since the start."""
        return round(time.monotonic() - self._began, 1)


def main() -> int:
    """Run it all; give 1 where the mark holds a false veto."""
    options = _options()
    out = fresh(options.out)
    began = POINT - ROUNDS * EVERY if options.history else POINT
    order = Order(
        sites=options.sites, seed=options.seed, profile=options.profile, first=FIRST, at=began,
        scale=options.time_scale, workers=options.workers, more=tuple(options.more),
    )  # fmt: skip
    watch = Watch()
    with serving(order, out / "province") as province:
        watch.done("province drawn")
        auditor = Auditor.facing(
            province, out, scale=options.time_scale, concurrency=options.concurrency
        )
        auditor.take_register(province)
        watch.done("register imported")
        with auditor.helped(options.helpers):
            if options.history:
                probe_a_week(auditor, province, began, watch)
            sweep(auditor, province, POINT, out)
        watch.done("last sweep")
        auditor.run("audit", "--edition", AGAIN, "--out", str(out / AGAIN))
        watch.done(f"judged again under {AGAIN}")
        counters = out / "counters.json"
        counters.write_text(json.dumps(province.counters()), encoding="utf-8")
    truth = write_truth(order, out / "province", POINT)
    sheets = [out / "sheets", out / AGAIN]
    report = mark(truth, sheets, counters, history=options.history)
    watch.done("marked")
    report |= {"seed": options.seed, "profile": options.profile, "time_scale": options.time_scale}
    print(f"time_scale {options.time_scale:g}: one second of the sites took so many of ours")
    print(json.dumps(report | {"took": watch.seconds}, ensure_ascii=False))
    return 1 if report["false_vetoes"] or report[AGAIN]["false_vetoes"] else 0


def probe_a_week(auditor: Auditor, province: Province, began: datetime, watch: Watch) -> None:
    """Probe round after round, the clock moved between them; the first sweep falls in between."""
    minutes = int(EVERY.total_seconds() // 60)
    done, void, swept = 0, 0, False
    with auditor.probing(ROUNDS, minutes) as rounds:
        for done, said in enumerate(rounds, start=1):
            moment = began + (done - 1) * EVERY
            void += bool(said["visits"].get("void"))
            if not swept and moment >= POINT - BETWEEN_SWEEPS - EVERY:
                watch.done(f"{done} rounds of visits")
                sweep(auditor, province, POINT - BETWEEN_SWEEPS, province.folder.parent / "earlier")
                watch.done("first sweep")
                swept = True
            if done < ROUNDS:
                province.move(began + done * EVERY)
    if done < ROUNDS:
        raise SystemExit(f"the prober ended after {done} of {ROUNDS} rounds")
    watch.done(f"the other rounds ({void} of all held void visits)")


def sweep(auditor: Auditor, province: Province, moment: datetime, out: Path) -> None:
    """Sweep all sites at a moment."""
    province.move(moment)
    auditor.run("sweep", "--new", "--out", str(out))


def mark(truth: Path, sheets: Sequence[Path], counters: Path, *, history: bool) -> dict[str, Any]:
    """Mark the sheets, show what the marker says, and give its last line."""
    command = [
        sys.executable, "-m", "simulator", "mark", "--truth", str(truth),
        "--sheets", *map(str, sheets), "--counters", str(counters),
        *(["--history"] if history else []),
    ]  # fmt: skip
    said = subprocess.run(command, check=False, stdout=subprocess.PIPE, text=True).stdout
    *text, last = said.rstrip().splitlines() or [""]
    print("\n".join(text))
    try:
        found: dict[str, Any] = json.loads(last)
    except ValueError as err:
        raise SystemExit(f"the marker's last line is no JSON: {last[:200]}") from err
    return found


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sites", type=int, default=40)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--profile", default="all")
    parser.add_argument("--history", type=int, default=1, help="0: one sweep, no visits before")
    parser.add_argument("--time-scale", type=float, default=0.05)
    parser.add_argument("--workers", type=int, default=1, help="processes of the simulator")
    parser.add_argument("--concurrency", type=int, default=16, help="sites surveyed at once")
    parser.add_argument("--helpers", type=int, default=0, help="worker processes beside")
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("more", nargs="*", help="further words for the simulator, after --")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
