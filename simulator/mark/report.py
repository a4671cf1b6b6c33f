"""Puts the marks of all sites together into one report and its one-line summary."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

from simulator.mark.cells import Cells
from simulator.mark.columns import DATE_WRONG, ColumnMarks
from simulator.mark.items import ItemMarks
from simulator.mark.letters import LetterMarks
from simulator.mark.politeness import politeness, worst_of
from simulator.mark.share import Share
from simulator.sheets import Record, fold, read_sheets, read_truth


class _Marker:
    def __init__(self, *, history: bool) -> None:
        self.items = ItemMarks("items_history" if history else "items")
        self.columns = ColumnMarks(twice=history)
        self.letters = LetterMarks()
        self.cells = Cells()
        self.visits: Counter[str] = Counter()
        self.visit_examples: list[Record] = []

    def add(self, truth: Record, sheet: Record) -> None:
        """Mark one site's sheet."""
        self._mark_visit(truth, sheet)
        items = self.items.add(truth, sheet)
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
    truth_path: Path, sheets: Path, *, counters: Path | None = None, history: bool = False
) -> dict[str, Any]:
    """Return the whole report as one JSON document.

    `history` marks against the verdicts of a week of visits and two surveys; `counters` is what
    the control port told at the end. Raise OSError or ValueError where a file cannot be read.
    """
    truths, found = read_truth(truth_path), read_sheets(sheets)
    marker, missing = _Marker(history=history), []
    used: list[Record] = []
    for truth in truths:
        sheet = found.pop(fold(truth["url"]), None)
        if sheet is None:
            missing.append(truth["url"])
        else:
            marker.add(truth, sheet)
            used.append(sheet)
    manners = None
    if counters is not None:
        seen = json.loads(counters.read_text("utf-8"))
        manners = politeness(seen, {truth["n"]: truth for truth in truths})
    sites = {
        "truth": len(truths),
        "marked": len(used),
        "missing": missing,
        "unknown": sorted(found),
        "pages": sum(_number(sheet.get("pages")) for sheet in used),
        "seconds": round(sum(_number(sheet.get("seconds")) for sheet in used), 3),
    }
    return {"sites": sites, **_body(marker), "politeness": manners} | {
        "summary": _summary(marker, manners)
    }


def _body(marker: _Marker) -> dict[str, Any]:
    items, columns, letters = marker.items, marker.columns, marker.letters
    return {
        "items": items.as_json(),
        "false_vetoes": items.false_vetoes,
        "missed_vetoes": items.missed_vetoes,
        "vetoes_found": Share(part=items.found, whole=items.visible).as_json(),
        "undetermined_sites": Share(part=items.sites_undecided, whole=items.sites).as_json(),
        "abstentions": dict(items.reasons.most_common()),
        "visits": dict(sorted(marker.visits.items())),
        "columns": columns.as_json(),
        "letters": letters.as_json(),
        "cells": marker.cells.as_json(),
        "counter_examples": [
            *marker.visit_examples,
            *items.others,
            *columns.examples,
            *letters.examples,
        ],
    }


def _summary(marker: _Marker, manners: dict[str, Any] | None) -> dict[str, Any]:
    """Give the numbers that the bars are set for."""
    items = marker.items
    share = Share(part=items.sites_undecided, whole=items.sites).value
    return {
        "sites": items.sites,
        "false_vetoes": len(items.false_vetoes),
        "vetoes_visible": items.visible,
        "vetoes_found": items.found,
        "undetermined_share": None if share is None else round(share, 4),
        "item_date_wrong": sum(marker.columns.newest[word] for word in DATE_WRONG),
        "reply_state_wrong": marker.letters.wrong,
        "politeness_worst": None if manners is None else worst_of(manners),
    }


def _number(value: object) -> float:
    return value if isinstance(value, int | float) else 0
