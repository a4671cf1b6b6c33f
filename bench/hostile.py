"""Play every hostile case under the true limits and write what came of it to docs/hostile.md.

Each play runs in a process of its own, so that its peak of memory is its own: the growth counts
the server's side too, as an upper bound.
"""

import argparse
import asyncio
import json
import multiprocessing
import re
import shutil
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from schema.types.settings import FetchSettings
from testkit.hostile.case import BOTH, Case, Variant, Visit
from testkit.hostile.catalogue import CASES
from testkit.hostile.run import Stage, complaints, play
from testkit.hostile.section_e import bomb
from testkit.hostile.tls import TlsKit
from testkit.hostile.visits import visit, visit_complaints, visit_fact

DOCUMENT = Path("docs/hostile.md")
AT_ONCE = 8
"""Plays at once: most of them wait for a deadline."""
RSS_LIMIT_MB = 32
_KIB = 1024
_ANY_LETTER = "ABCDEFGHIJ"
_STAGE = Stage(settings=FetchSettings())
_KIT: list[TlsKit] = []


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """What one play came to."""

    number: int
    name: str
    outcome: str
    counts: str
    seconds: float
    wire: int
    growth: float
    """MB of resident memory above what the process had before."""
    unmet: tuple[str, ...]


@dataclass(slots=True)
class Memory:
    """The peak of this process's resident memory between two moments (Linux)."""

    start: int = 0
    peak: int = 0

    def begin(self) -> None:
        """Forget the peak so far."""
        Path("/proc/self/clear_refs").write_text("5", "ascii")
        self.start = _status("VmRSS")

    def end(self) -> None:
        """Take the peak."""
        self.peak = _status("VmHWM")

    @property
    def growth(self) -> float:
        """Give MB above the start."""
        return round(max(self.peak - self.start, 0) / _KIB, 1)


def _status(name: str) -> int:
    text = Path("/proc/self/status").read_text("ascii")
    found = re.search(rf"^{name}:\s+(\d+) kB", text, re.MULTILINE)
    return 0 if found is None else int(found[1])


Task = tuple[int, int, str]
"""Case, variant and stack, by their places: a process made by fork has the catalogue itself."""


def tasks(letters: str) -> list[Task]:
    """Give every play of these sections, those that wait longest first."""
    found = [
        (place, number, stack)
        for place, case in enumerate(CASES)
        if case.section in letters
        for number, variant in enumerate(case.variants)
        for stack in (BOTH if isinstance(variant, Variant) else ("survey",))
    ]
    return sorted(found, key=lambda task: CASES[task[0]].section not in "CA")


def perform(task: Task) -> Played:
    """Play one task in this process."""
    place, number, stack = task
    case = CASES[place]
    variant = case.variants[number]
    memory = Memory()
    memory.begin()
    if isinstance(variant, Visit):
        return asyncio.run(_survey(case, variant, memory))
    return asyncio.run(_fetch(case, variant, stack, memory))


async def _fetch(case: Case, variant: Variant, stack: str, memory: Memory) -> Played:
    result = await play(_STAGE, variant, stack, _KIT[0], fetched=memory.end)
    page = result.page
    unmet = complaints(variant, result, _STAGE.settings)
    return Played(
        number=case.number,
        name=f"{variant.name} [{stack}]".strip(),
        outcome=page.outcome.value,
        counts=result.counts.value,
        seconds=round(result.seconds, 2),
        wire=page.wire_bytes,
        growth=memory.growth,
        unmet=_new(unmet, variant.known),
    )


async def _survey(case: Case, variant: Visit, memory: Memory) -> Played:
    try:
        result = await visit(_STAGE, variant, _KIT[0])
    except Exception as err:  # noqa: BLE001 - a case that is known to fail in the reader
        memory.end()
        return Played(
            number=case.number, name=variant.name, outcome="raises", counts="-", seconds=0.0,
            wire=0, growth=memory.growth, unmet=_new([repr(err)], variant.known),
        )  # fmt: skip
    memory.end()
    fact = visit_fact(result)
    return Played(
        number=case.number,
        name=f"{variant.name} [survey]".strip(),
        outcome=fact.outcome.value,
        counts=fact.counts_as.value,
        seconds=round(result.seconds, 2),
        wire=result.survey.wire_bytes,
        growth=memory.growth,
        unmet=_new(visit_complaints(variant, result), variant.known),
    )


def _new(unmet: list[str], known: str) -> tuple[str, ...]:
    """Give what nobody has explained yet."""
    return () if known else tuple(unmet)


# --- the table -----------------------------------------------------------------------------------


@dataclass(slots=True)
class Row:
    """One case over all its plays."""

    plays: list[Played] = field(default_factory=list)

    def cells(self, case: Case) -> str:
        """Write the row."""
        if not self.plays:
            return f"| {case.number} | {case.title} | see `{case.elsewhere}` | | | | |"
        outcomes = ", ".join(f"`{word}`" for word in _words(one.outcome for one in self.plays))
        counts = ", ".join(_words(one.counts for one in self.plays))
        return (
            f"| {case.number} | {case.title} | {outcomes} | {counts} "
            f"| {max(one.seconds for one in self.plays):.1f} "
            f"| {max(one.wire for one in self.plays):,} "
            f"| {max(one.growth for one in self.plays):.1f} |"
        )


def _words(values: Iterable[str]) -> list[str]:
    return sorted(set(values))


def table(found: Sequence[Played]) -> str:
    """Write the table of all cases and the list of what does not end so yet."""
    rows: dict[int, Row] = defaultdict(Row)
    for one in found:
        rows[one.number].plays.append(one)
    lines = [
        "| # | case | outcome | counts as | worst s | wire bytes | RSS growth MB |",
        "|---|---|---|---|---|---|---|",
        *(rows[case.number].cells(case) for case in CASES),
    ]
    known = [
        f"- {case.number} {case.title}, {variant.name or 'the case'}: {variant.known}"
        for case in CASES
        for variant in case.variants
        if variant.known
    ]
    if known:
        said = "each is checked, and its test fails when it is mended"
        lines += ["", f"Not as the catalogue demands yet ({said}):", "", *known]
    return "\n".join(lines)


def rewrite(document: str, name: str, text: str) -> str:
    """Put a text between the marks of its name."""
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    before, _, rest = document.partition(begin)
    return f"{before}{begin}\n{text}\n{end}{rest.partition(end)[2]}"


def worst(found: Sequence[Played], seconds: float) -> dict[str, object]:
    """Give the worst of each figure."""
    slow = max(found, key=lambda one: one.seconds)
    heavy = max(found, key=lambda one: one.wire)
    big = max(found, key=lambda one: one.growth)
    return {
        "cases": len({one.number for one in found}),
        "plays": len(found),
        "unmet": [f"{one.number} {one.name}: {said}" for one in found for said in one.unmet],
        "worst_seconds": [slow.seconds, f"{slow.number} {slow.name}"],
        "worst_wire_bytes": [heavy.wire, f"{heavy.number} {heavy.name}"],
        "worst_rss_growth_mb": [big.growth, f"{big.number} {big.name}"],
        "over_rss_limit": sorted({one.number for one in found if one.growth > RSS_LIMIT_MB}),
        "run_seconds": round(seconds, 1),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Play the cases; give 1 when something unexplained is not as it must be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sections", default=_ANY_LETTER, help="letters of the sections to play")
    chosen = parser.parse_args(arguments)
    folder = Path(tempfile.mkdtemp(prefix="hostile-"))
    began = time.monotonic()
    try:
        found = _run(chosen.sections, folder)
    finally:
        shutil.rmtree(folder)
    summary = worst(found, time.monotonic() - began)
    if chosen.sections == _ANY_LETTER:
        text = DOCUMENT.read_text("utf-8")
        DOCUMENT.write_text(rewrite(text, "cases", table(found)), "utf-8")
    print(json.dumps(summary, ensure_ascii=False))
    return 1 if summary["unmet"] else 0


def _run(sections: str, folder: Path) -> list[Played]:
    _KIT.append(TlsKit(folder))
    for coding in ("gzip", "deflate", "br", "zstd"):
        bomb(coding)
    _warm_up()
    processes = multiprocessing.get_context("fork")
    with processes.Pool(AT_ONCE, maxtasksperchild=1) as pool:
        found = []
        for one in pool.imap_unordered(perform, tasks(sections), chunksize=1):
            found.append(one)
            shown = (one.number, one.name, one.outcome, one.counts, one.seconds, one.growth)
            print(*shown, *one.unmet, file=sys.stderr)
    return found


def _warm_up() -> None:
    """Load and connect everything once, so that no play pays for what all share."""
    _KIT[0].prepare()  # files of certificates are made one after another
    healthy = next(case for case in CASES if case.title.startswith("revoked")).variants[0]
    legacy = next(case for case in CASES if case.title.startswith("expired")).variants[0]
    for variant in (healthy, legacy):
        for stack in BOTH:
            if isinstance(variant, Variant):
                asyncio.run(play(_STAGE, variant, stack, _KIT[0]))


if __name__ == "__main__":
    sys.exit(main())
