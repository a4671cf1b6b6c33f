"""Puts the marks of all sites together into one report and its one-line summary."""

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from simulator.editions import CENSUS
from simulator.mark.cells import Cells
from simulator.mark.columns import DATE_WRONG, ColumnMarks
from simulator.mark.edition import EditionMarks
from simulator.mark.letters import LetterMarks
from simulator.mark.politeness import politeness, worst_of
from simulator.sheets import Record, Sheets, fold, read_sheets, read_truth


class _Marker:
    """Marks what the sheets of the first edition show: verdicts, visit, columns and letters."""

    def __init__(self, edition: str, *, history: bool) -> None:
        self.verdicts = EditionMarks(edition, history=history)
        self.columns = ColumnMarks(twice=history)
        self.letters = LetterMarks()
        self.cells = Cells()
        self.visits: Counter[str] = Counter()
        self.visit_examples: list[Record] = []

    def add(self, truth: Record, sheet: Record) -> None:
        """Mark one site's sheet."""
        self._mark_visit(truth, sheet)
        items = self.verdicts.add(truth, sheet)
        dates = self.columns.add(truth, sheet)
        self.cells.add(truth, items, dates, self.letters.add(truth, sheet))

    def _mark_visit(self, truth: Record, sheet: Record) -> None:
        right = truth["visit"]["counts_as"]
        said = str((sheet.get("visit") or {}).get("counts_as"))
        self.visits[f"{right} -> {said}"] += 1
        if said != right and said not in truth["visit"].get("also", []):
            self.visit_examples.append(
                {
                    "site": truth["url"],
                    "n": truth["n"],
                    "item": "visit",
                    "said": said,
                    "truth": right,
                    "why": "",
                    "faults": truth["faults"],
                    "family": truth["family"],
                }
            )


def mark(
    truth_path: Path,
    sheets: Iterable[Path],
    *,
    counters: Path | None = None,
    history: bool = False,
) -> dict[str, Any]:
    """Return the whole report as one JSON document.

    The sheets of the truth's first edition are marked whole; of the others the verdicts alone, as
    they rest on the same pages. `history` marks against the verdicts of a week of visits and two
    surveys; `counters` is what the control port told at the end. Raise OSError or ValueError where
    a file cannot be read.
    """
    truths, found = read_truth(truth_path), read_sheets(sheets)
    first = truths[0]["edition"] if truths else CENSUS
    marker = _Marker(first, history=history)
    sites = _mark_all(truths, found.pop(first, {}), marker)
    further = {
        edition: _mark_edition(truths, found.pop(edition), edition, history=history)
        for edition in (truths[0]["editions"] if truths else ())
        if edition in found
    }
    manners = None
    if counters is not None:
        seen = json.loads(counters.read_text("utf-8"))
        manners = politeness(seen, {truth["n"]: truth for truth in truths})
    return {
        "edition": first,
        "sites": sites,
        **_body(marker),
        "politeness": manners,
        "editions": {
            name: {"sites": sites, **marks.as_json()} for name, (sites, marks) in further.items()
        },
        "editions_unknown": sorted(found),
        "summary": _summary(marker, manners)
        | {
            name: marks.summary() | marks.deductions_summary()
            for name, (_, marks) in further.items()
        },
    }


def _mark_edition(
    truths: Iterable[Record], sheets: Sheets, edition: str, *, history: bool
) -> tuple[dict[str, Any], EditionMarks]:
    marks = EditionMarks(edition, history=history)
    return _mark_all(truths, sheets, marks), marks


def _mark_all(
    truths: Iterable[Record], sheets: Sheets, marks: "_Marker | EditionMarks"
) -> dict[str, Any]:
    """Mark the sheet of every site; tell which sites have none, and what it all took."""
    left, missing, used = dict(sheets), [], []
    for truth in truths:
        sheet = left.pop(fold(truth["url"]), None)
        if sheet is None:
            missing.append(truth["url"])
        else:
            marks.add(truth, sheet)
            used.append(sheet)
    return {
        "truth": len(missing) + len(used),
        "marked": len(used),
        "missing": missing,
        "unknown": sorted(left),
        "pages": sum(_number(sheet.get("pages")) for sheet in used),
        "seconds": round(sum(_number(sheet.get("seconds")) for sheet in used), 3),
    }


def _body(marker: _Marker) -> dict[str, Any]:
    verdicts, columns, letters = marker.verdicts, marker.columns, marker.letters
    return {
        **verdicts.as_json(),
        "visits": dict(sorted(marker.visits.items())),
        "columns": columns.as_json(),
        "letters": letters.as_json(),
        "cells": marker.cells.as_json(),
        "counter_examples": [
            *marker.visit_examples,
            *verdicts.vetoes.others,
            *columns.examples,
            *letters.examples,
        ],
    }


def _summary(marker: _Marker, manners: dict[str, Any] | None) -> dict[str, Any]:
    """Give the numbers that the bars are set for."""
    return {
        **marker.verdicts.summary(),
        "item_date_wrong": sum(marker.columns.newest[word] for word in DATE_WRONG),
        "reply_state_wrong": marker.letters.wrong,
        "politeness_worst": None if manners is None else worst_of(manners),
        **marker.verdicts.deductions_summary(),
    }


def _number(value: object) -> float:
    return value if isinstance(value, int | float) else 0
