"""`make mark-scale`: one province marked under a time scale and in real seconds, sheet by sheet.

The scale only shortens waiting: no veto item of any site, of either edition, may get another
verdict by it.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

from bench.mark import AGAIN

OUT = Path("mark-scale-out")
SCALES = ("0.1", "1")
Verdicts = dict[tuple[str, str], str]
"""By site and item; no item of one edition is called as one of the other."""


def main() -> int:
    """Run both, compare; give the number of verdicts that differ, at most 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sites", type=int, default=50)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--history", type=int, default=0, help="1: with a week of visits, hours")
    options = parser.parse_args()
    found = [run(scale, options.sites, options.seed, options.history) for scale in SCALES]
    short, real = found
    differ = {key: (short.get(key), real.get(key)) for key in short.keys() | real.keys()}
    differ = {key: words for key, words in differ.items() if words[0] != words[1]}
    for (site, item), (scaled, plain) in sorted(differ.items()):
        print(f"{site} {item}: {scaled} under the scale, {plain} in real seconds")
    print(json.dumps({"verdicts": len(real), "differ": len(differ)}))
    return 1 if differ else 0


def run(scale: str, sites: int, seed: int, history: int) -> Verdicts:
    """Mark under a scale, and read the verdicts off the sheets."""
    out = OUT / f"scale-{scale}"
    command = [
        sys.executable, "-m", "bench.mark", "--sites", str(sites), "--seed", str(seed),
        "--history", str(history), "--time-scale", scale, "--out", str(out),
    ]  # fmt: skip
    subprocess.run(command, check=False)
    return verdicts_in(out / "sheets") | verdicts_in(out / AGAIN)


def verdicts_in(sheets: Path) -> Verdicts:
    """Read the verdicts of all sheets, of a sweep or judged again; end where there are none."""
    found: Verdicts = {}
    for file in sorted({*sheets.glob("*/sheet.json"), *sheets.glob("*.json")}):
        sheet = json.loads(file.read_text(encoding="utf-8"))
        for item in sheet["items"]:
            if item["kind"] == "veto":
                said = item.get("finding", item)["verdict"]
                found[sheet["url"], item["id"]] = said
    if not found:
        raise SystemExit(f"no sheet in {sheets}")
    return found


if __name__ == "__main__":
    sys.exit(main())
