"""`make bench-tables`: does the list of sites stay flat in memory, row after row.

Each file is written in a process of its own, so that its peak of memory is its own. The rows are
those of the summary tables (汇总表), each with texts of its own.
"""

import argparse
import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path

from audit.report.tables.files import BookOfTables, CsvTable
from audit.report.tables.shapes import SITES
from audit.report.tables.summary import Row, site_row
from audit.sweep.waiting import review_or_none
from testkit.outcomes import make_outcome

FEW, MANY = 10_000, 100_000
MOST_GROWTH = 32.0
"""MB that ten times the rows may cost: the names that a workbook keeps, no rows."""
_AS_OF = datetime(2026, 11, 23, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Written:
    """One file that was written: its seconds, and by how much the process grew, MB."""

    kind: str
    rows: int
    seconds: float
    grown: float
    size: float


def write_csv(path: Path, rows: int) -> None:
    """Write the list of sites as lines."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        table = CsvTable(stream, SITES)
        for number in range(rows):
            table.append(_row(number))


def write_xlsx(path: Path, rows: int) -> None:
    """Write the list of sites as a workbook."""
    with BookOfTables("汇总表", _AS_OF, "指标版本") as book, path.open("wb") as stream:
        book.begin(SITES)
        for number in range(rows):
            book.append(_row(number))
        book.save(stream)


KINDS: dict[str, Callable[[Path, int], None]] = {"csv": write_csv, "xlsx": write_xlsx}


def measure(kind: str, rows: int) -> Written:
    """Write one file in this process."""
    write_csv(Path("/dev/null"), 100)
    before, began = _peak(), time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"sites.{kind}"
        KINDS[kind](path, rows)
        seconds, size = time.monotonic() - began, path.stat().st_size / 2**20
    return Written(kind, rows, round(seconds, 1), round(_peak() - before, 1), round(size, 1))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print each file and, last, all as JSON; 1 where memory grows with the rows."""
    parser = argparse.ArgumentParser(prog="bench.tables", description=__doc__)
    parser.add_argument("--rows", type=int, nargs=2, default=[FEW, MANY], metavar=("FEW", "MANY"))
    few, many = parser.parse_args(arguments).rows
    found: dict[str, list[Written]] = {}
    for kind in KINDS:
        for rows in (few, many):
            with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as alone:
                one = alone.submit(measure, kind, rows).result()
            found.setdefault(kind, []).append(one)
            print(
                f".{kind:<5}{one.rows:>8,} rows {one.seconds:6.1f} s   grown {one.grown:6.1f} MB   "
                f"file {one.size:6.1f} MB",
                flush=True,
            )
    flat = all(last.grown - first.grown <= MOST_GROWTH for first, last in found.values())
    files = [asdict(one) for each in found.values() for one in each]
    print(json.dumps({"files": files, "flat": flat}))
    return 0 if flat else 1


def _row(number: int) -> Row:
    site = make_outcome(
        code=f"43{number:08d}",
        name=f"第{number}号人民政府门户网站",
        url=f"http://www.site{number}.gov.cn/",
        sponsor=f"第{number}号人民政府办公室",
    )
    return site_row(number, site, review_or_none(site, None), ())


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())
