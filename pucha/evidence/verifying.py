"""Check the archive against the database, both ways."""

import asyncio
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from crawler.evidence.seal import fault_of_root, faults_of_chain
from crawler.fleet.archiving.orphans import Orphan, names_here, orphans, prune
from crawler.fleet.archiving.segment_files import SegmentFiles
from crawler.fleet.verify import Counted, check_attempt
from pucha.auditing import any_sweep
from pucha.wire import Stores
from schema.types.archive import AcceptedAttempt, Problem
from schema.types.ids import SweepId
from schema.types.lease import SegmentRow


@dataclass(slots=True, kw_only=True)
class Verification:
    """What was checked and what does not hold; orphans are no problem."""

    attempts: int = 0
    segments: int = 0
    counted: Counted = field(default_factory=Counted)
    references: int = 0
    seals: int = 0
    problems: list[Problem] = field(default_factory=list)
    orphans: list[Orphan] = field(default_factory=list)
    pruned: int = 0
    named: set[str] = field(default_factory=set)
    """Segments that some row speaks of: no orphans, also where the row that names them is lost."""

    @property
    def sound(self) -> bool:
        """Tell whether everything holds."""
        return not self.problems

    def as_json(self) -> dict[str, Any]:
        """Give everything as one document."""
        return {
            "sound": self.sound,
            "attempts": self.attempts,
            "segments": self.segments,
            **asdict(self.counted),
            "references": self.references,
            "seals": self.seals,
            "problems": [asdict(one) for one in self.problems],
            "orphans": [asdict(one) for one in self.orphans],
            "pruned": self.pruned,
        }

    def lines(self) -> Iterator[str]:
        """Give everything for a person, what is wrong first."""
        for problem in self.problems:
            yield f"WRONG  {problem}"
        for one in self.orphans:
            state = "torn" if one.torn else "whole"
            why = "its attempt may be under way" if one.in_use else "no row will ever name it"
            yield f"orphan {one.name}: {one.size} bytes, {state}; {why}"
        counted = self.counted
        yield (
            f"{self.attempts} accepted attempts, {self.segments} segments, {counted.size} bytes, "
            f"{counted.records} records ({counted.pages} pages, {counted.revisits} revisits)"
        )
        yield f"{counted.resolved} of {self.references} rows name a record that bears them out"
        yield f"{self.seals} seals; {len(self.orphans)} orphans, {self.pruned} of them deleted"
        yield "everything holds" if self.sound else f"{len(self.problems)} things do not hold"


async def verify(
    stores: Stores, files: SegmentFiles, sweep_id: SweepId | None = None, *, delete: bool = False
) -> Verification:
    """Check all segments and rows, or those of one sweep; `delete` removes dead orphans.

    Raise UsageError for a sweep that there is not.
    """
    if sweep_id is not None:
        await any_sweep(stores, sweep_id)
    found = Verification()
    async for attempt in stores.archive.attempts(sweep_id):
        await _check(stores, files, attempt, found)
    found.problems += await stores.archive.loose_copies()
    await _check_seals(stores, sweep_id, found)
    # The order matters: what is listed first and not named after never will be.
    names = await asyncio.to_thread(names_here, files)
    claimed = await stores.archive.claimed() | found.named
    found.orphans = await asyncio.to_thread(lambda: list(orphans(files, names, claimed)))
    if delete:
        found.pruned = len(await asyncio.to_thread(prune, files, found.orphans))
    return found


async def _check(
    stores: Stores, files: SegmentFiles, attempt: AcceptedAttempt, found: Verification
) -> None:
    rows = [one.row for one in await stores.archive.segments(attempt.token)]
    references = await stores.archive.references(attempt.token)
    references += await stores.archive.copies_in([row.path for row in rows])
    counted, problems = await asyncio.to_thread(check_attempt, files, rows, references)
    found.attempts += 1
    found.segments += len(rows)
    found.references += len(references)
    found.named |= {one.record.segment for one in references}
    found.counted.add(counted)
    found.problems += problems
    found.problems += await _miscounted(stores, attempt, rows, counted)


async def _miscounted(
    stores: Stores, attempt: AcceptedAttempt, rows: list[SegmentRow], counted: Counted
) -> list[Problem]:
    """Compare what the rows of an attempt count with what is there."""
    name = f"attempt {attempt.token}"
    if attempt.sweep_id is not None:
        name = f"sweep {attempt.sweep_id}, site {attempt.site_id}"
    problems = []
    if not rows:
        problems.append(Problem(where=name, what="was accepted and names no segment"))
    if attempt.pages is not None and attempt.pages != counted.pages:
        what = f"counts {attempt.pages} pages, its segments hold {counted.pages}"
        problems.append(Problem(where=name, what=what))
    if attempt.evidence_rows is not None:
        there = await stores.archive.evidence_rows(attempt.token)
        if there != attempt.evidence_rows:
            what = f"counts {attempt.evidence_rows} evidence rows, {there} are there"
            problems.append(Problem(where=name, what=what))
    return problems


async def _check_seals(stores: Stores, sweep_id: SweepId | None, found: Verification) -> None:
    chain = await stores.seals.chain()
    found.seals = len(chain)
    found.problems += [Problem(where="seals", what=one) for one in faults_of_chain(chain)]
    for seal, _ in chain:
        if sweep_id is None or (seal.kind, seal.run) == ("sweep", sweep_id):
            fault = fault_of_root(seal, await stores.seals.segments(seal.kind, seal.run))
            if fault is not None:
                found.problems.append(Problem(where="seals", what=fault))
