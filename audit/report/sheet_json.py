"""The sheet as one JSON document: what `pucha check --json` prints."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

from audit.report.bundle import ReportFormat, SheetBundle
from audit.report.problem_rows import ProblemRow, listed_rows, problem_rows
from audit.report.wording import plain
from audit.windows import SHANGHAI
from schema.types.codec import sheet_to_json
from schema.types.facts import LetterFact, VisitFact
from schema.types.finding import ColumnLine, Deduction, ScoreRange, ScoreSheet, SheetItem


def render(bundle: SheetBundle) -> bytes:
    """Print a bundle; half characters that a page smuggled in become question marks."""
    text = json.dumps(document(bundle), ensure_ascii=False, indent=2)
    return f"{text}\n".encode(errors="replace")


def canonical(sheet: ScoreSheet) -> bytes:
    """Give a sheet as canonical JSON: the same evidence and edition give the same bytes."""
    told = replace(sheet, as_of=sheet.as_of.astimezone(SHANGHAI))
    text = json.dumps(
        sheet_to_json(told), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return f"{text}\n".encode(errors="replace")


def document(bundle: SheetBundle) -> dict[str, Any]:
    """Give the document as plain values; its keys are a promise to other programs."""
    sheet = bundle.sheet
    allowed = {"network_allow": list(bundle.network_allow)} if bundle.network_allow else {}
    return {
        "url": sheet.url,
        "edition": sheet.edition,
        "as_of": sheet.as_of.astimezone(SHANGHAI).isoformat(),
        **allowed,
        "visit": None if bundle.visit is None else _visit(bundle.visit),
        "items": [_item(item) for item in sheet.items],
        "columns": [_column(line) for line in sheet.columns],
        "letters": [_letter(fact) for _, fact in bundle.letters],
        "pages": bundle.pages,
        "seconds": round(bundle.seconds, 3),
        "result": sheet.result,
        "score": _range(sheet.score),
        "bonus": _range(sheet.bonus),
        "problems": [_problem(one) for one in problem_rows(sheet, bundle.evidence)],
        "listed": [_problem(one) for one in listed_rows(sheet)],
        "honesty": dict(bundle.honesty),
        "edition_notes": list(sheet.edition_notes),
    }


def _visit(visit: VisitFact) -> dict[str, Any]:
    return {
        "outcome": visit.outcome,
        "class": visit.page_class,
        "defects": list(visit.defects),
        "counts_as": visit.counts_as,
    }


def _item(item: SheetItem) -> dict[str, Any]:
    return {
        "id": item.id,
        "name": item.name,
        "verdict": item.finding.verdict,
        "reason": item.finding.reason,
        "explanation": item.finding.explanation,
        "measure": item.finding.measure,
        "evidence": list(item.finding.evidence),
        "kind": item.kind,
        "group": item.group,
        "points": item.points,
        "deduction": None if item.deduction is None else _deduction(item.deduction),
        "open_numbers": list(item.open_numbers),
    }


def _deduction(points: Deduction) -> dict[str, Any]:
    return {
        "best": plain(points.best),
        "worst": None if points.worst is None else plain(points.worst),
    }


def _range(score: ScoreRange | None) -> dict[str, str] | None:
    return None if score is None else {"best": plain(score.best), "worst": plain(score.worst)}


def _problem(one: ProblemRow) -> dict[str, Any]:
    return {
        "number": one.number,
        "item": one.item,
        "title": one.title,
        "standing": one.standing,
        "says": one.says,
        "url": one.url,
        "found_at": one.found_at,
        "times": one.times,
        "evidence": one.evidence,
    }


def _column(line: ColumnLine) -> dict[str, Any]:
    return {
        "name": line.name,
        "url": line.url,
        "class": line.column_class,
        "list": line.list_state,
        "rows": line.rows,
        "newest": None if line.newest is None else _day(line.newest.value),
        "state": line.state,
    }


def _letter(fact: LetterFact) -> dict[str, Any]:
    return {
        "title": fact.title,
        "url": fact.url,
        "asked": _day(fact.asked),
        "replied": _day(fact.replied),
        "state": fact.state,
        "note": fact.note,
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


FORMAT = ReportFormat(name="json", extension="json", media_type="application/json", render=render)
