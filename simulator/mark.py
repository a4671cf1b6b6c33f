"""Marks an auditor's sheets against the truth; the unit is one item of one site."""

from collections import Counter
from pathlib import Path
from typing import Any

from simulator.judge import ABSTENTIONS, FAIL, PASS
from simulator.sheets import Record, fold, read_sheets, read_truth

ITEMS = ("V1", "V2", "V3a", "V3b", "V3c", "V4", "V5")
_ITEM_COUNTS = (
    "n",
    "decided",
    "agree",
    "false_accusations",
    "false_passes",
    "abstained_right",
    "abstained_wrong",
    "not_applicable",
    "missing",
)
MAILBOX = "政务咨询"
MISSING = "(missing)"


class Marker:
    """Adds up the marks of one site after another."""

    def __init__(self) -> None:
        self.items = {item: Counter(dict.fromkeys(_ITEM_COUNTS, 0)) for item in ITEMS}
        self.visits: Counter[str] = Counter()
        self.lists: Counter[str] = Counter()
        self.newest: Counter[str] = Counter(equal=0, wrong=0, missing=0, surplus=0)
        self.letters: Counter[str] = Counter()
        self.registered = self.found = 0
        self.examples: list[Record] = []

    def add(self, truth: Record, sheet: Record) -> None:
        """Mark one site's sheet."""
        self._mark_visit(truth, sheet)
        said = {str(item.get("id")): item for item in _rows(sheet, "items")}
        for item in ITEMS:
            self._mark_item(truth, item, said.get(item))
        readable = all(column["list"] != "unreadable" for column in truth["columns"])
        self._mark_columns(truth, sheet, readable=readable)
        if readable:
            self._mark_letters(truth, sheet)

    def _example(self, truth: Record, what: str, said: object, right: object, why: str) -> None:
        self.examples.append(
            {"site": truth["url"], "item": what, "said": said, "truth": right, "why": why}
        )

    def _mark_visit(self, truth: Record, sheet: Record) -> None:
        right = truth["visit"]["counts_as"]
        said = str((sheet.get("visit") or {}).get("counts_as"))
        self.visits[f"{right} -> {said}"] += 1
        if said != right and said not in truth["visit"].get("also", []):
            self._example(truth, "visit", said, right, ", ".join(truth["faults"]))

    def _mark_item(self, truth: Record, item: str, row: Record | None) -> None:
        counts, right = self.items[item], truth["items"][item]
        allowed = {right["verdict"], *right.get("also", [])}
        counts["n"] += 1
        said = str(row.get("verdict")) if row else MISSING
        outcome = _outcome(said, allowed)
        counts[outcome] += 1
        if said in {PASS, FAIL}:
            counts["decided"] += 1
        if outcome in {"false_accusations", "false_passes", "abstained_wrong"}:
            reason = f"{right['why']} | auditor: {(row or {}).get('reason', '')}"
            self._example(truth, item, said, right["verdict"], reason)

    def _mark_columns(self, truth: Record, sheet: Record, *, readable: bool) -> None:
        said = {fold(column.get("url")): column for column in _rows(sheet, "columns")}
        for column in truth["columns"]:
            if not column["registered"]:
                continue
            row = said.get(fold(column["url"]))
            if readable:
                self.registered += 1
                self.found += row is not None
            if row is not None:
                self._mark_column(truth, column, row)

    def _mark_column(self, truth: Record, column: Record, row: Record) -> None:
        word = str(row.get("list"))
        self.lists[f"{column['list']} -> {word}"] += 1
        if word != column["list"] and word not in column["list_also"]:
            what = f"list of {column['name']} {column['url']}"
            self._example(truth, what, word, column["list"], column["state"])
        if column["class"] == MAILBOX:  # what is newest in a mailbox is no publish date
            return
        newest = str(row["newest"])[:10] if row.get("newest") else None
        outcome = _date_outcome(newest, column)
        self.newest[outcome] += 1
        if outcome != "equal":
            what = f"newest of {column['name']} {column['url']}"
            self._example(truth, what, newest, column["newest"], f"{outcome}, {column['list']}")

    def _mark_letters(self, truth: Record, sheet: Record) -> None:
        rows = _rows(sheet, "letters")
        by_url = {fold(row.get("url")): row for row in rows}
        by_title = {str(row.get("title")): row for row in rows}
        for letter in truth["letters"]:
            row = by_url.get(fold(letter["url"])) or by_title.get(letter["title"])
            right = _letter_word(letter)
            said = _letter_word(row) if row else MISSING
            self.letters[f"{right} -> {said}"] += 1
            if row and said != right:
                what = f"letter {letter['url']}"
                self._example(truth, what, said, right, f"asked {letter['asked']}")


def _rows(sheet: Record, key: str) -> list[Record]:
    rows = sheet.get(key)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _letter_word(letter: Record) -> str:
    """Join state and note; notes other than the two of the table say nothing here."""
    note = str(letter.get("note") or "")
    marks = [word for word in ("acknowledged", "closed") if word in note]
    return "/".join([str(letter.get("state")), *marks])


def _outcome(said: str, allowed: set[str]) -> str:
    """Name what an auditor's word is worth."""
    if said == MISSING:
        return "missing"
    if said in ABSTENTIONS:
        return "abstained_right" if allowed & ABSTENTIONS else "abstained_wrong"
    if said in allowed:
        return "agree"
    return {FAIL: "false_accusations", PASS: "false_passes"}.get(said, "not_applicable")


def _date_outcome(said: str | None, column: Record) -> str:
    right = column["newest"]
    if said == right or said in column["newest_also"]:
        return "equal"
    if said is None:
        return "missing"
    return "surplus" if right is None else "wrong"


def mark(truth_path: Path, sheets: Path) -> dict[str, Any]:
    """Return the whole report as one JSON document."""
    truths, found = read_truth(truth_path), read_sheets(sheets)
    marker, missing = Marker(), []
    used: list[Record] = []
    for truth in truths:
        sheet = found.pop(fold(truth["url"]), None)
        if sheet is None:
            missing.append(truth["url"])
        else:
            marker.add(truth, sheet)
            used.append(sheet)
    return {
        "sites": {
            "truth": len(truths),
            "marked": len(used),
            "missing": missing,
            "unknown": sorted(found),
            "pages": sum(_number(sheet.get("pages")) for sheet in used),
            "seconds": round(sum(_number(sheet.get("seconds")) for sheet in used), 3),
        },
        "items": {item: dict(counts) for item, counts in marker.items.items()},
        "visits": dict(sorted(marker.visits.items())),
        "columns": {
            "registered": marker.registered,
            "found": marker.found,
            "newest": dict(marker.newest),
            "list": dict(sorted(marker.lists.items())),
        },
        "letters": dict(sorted(marker.letters.items())),
        "counter_examples": marker.examples,
    }


def _number(value: object) -> float:
    return value if isinstance(value, int | float) else 0
