"""Marks the columns of sheets: found or not, their class, list, state and newest date."""

from collections import Counter
from datetime import date
from typing import Any

from simulator.mark.share import Share
from simulator.sheets import Record, fold, rows_of

_MAILBOX = "政务咨询"
_UNREADABLE = "unreadable"
DATE_OUTCOMES = ("equal", "day_off", "wrong", "surplus", "missing")
DATE_WRONG = ("day_off", "wrong", "surplus")
"""Outcomes in which a date was said that is not the item's; `surplus`: none can be known."""


class ColumnMarks:
    """Adds up what is said of the registered columns."""

    def __init__(self, *, twice: bool) -> None:
        self._state = "twice" if twice else "once"
        self.newest = Counter(dict.fromkeys(DATE_OUTCOMES, 0))
        self.lists: Counter[str] = Counter()
        self.classes: Counter[str] = Counter()
        self.states: Counter[str] = Counter()
        self.registered = self.found = self.hidden = self.hidden_found = 0
        self.examples: list[Record] = []

    def add(self, truth: Record, sheet: Record) -> Counter[str]:
        """Mark one site's columns and give the outcomes of their newest dates."""
        said = {fold(row.get("url")): row for row in rows_of(sheet, "columns")}
        readable = any(column["list"] != _UNREADABLE for column in truth["columns"])
        outcomes: Counter[str] = Counter()
        for column in truth["columns"]:
            row = said.get(fold(column["url"]))
            if not column["registered"]:
                self.hidden += readable
                self.hidden_found += readable and row is not None
                continue
            if readable:
                self.registered += 1
                self.found += row is not None
            if row is not None:
                outcomes.update(self._mark(truth, column, row))
        return outcomes

    def _mark(self, truth: Record, column: Record, row: Record) -> list[str]:
        place = f"{column['name']} {column['url']}"
        word = str(row.get("list"))
        self.lists[f"{column['list']} -> {word}"] += 1
        if word != column["list"] and word not in column["list_also"]:
            self._note(truth, f"list of {place}", word, column["list"], column["state"])
        self.classes[f"{column['class']} -> {row.get('class')}"] += 1
        self._mark_state(truth, column, row)
        if column["class"] == _MAILBOX:  # what is newest in a mailbox is no publish date
            return []
        newest = str(row["newest"])[:10] if row.get("newest") else None
        outcome = date_outcome(newest, column)
        self.newest[outcome] += 1
        if outcome != "equal":
            why = f"{outcome}, {column['list']}"
            self._note(truth, f"newest of {place}", newest, column["newest"], why)
        return [outcome]

    def _mark_state(self, truth: Record, column: Record, row: Record) -> None:
        """Compare the state; an auditor that says none abstains."""
        right = truth["states"]["columns"][column["url"]][self._state]
        said = row.get("state")
        self.states[f"{right} -> {said or 'none'}"] += 1

    def _note(self, truth: Record, what: str, said: object, right: object, why: str) -> None:
        self.examples.append(
            {
                "site": truth["url"],
                "n": truth["n"],
                "item": what,
                "said": said,
                "truth": right,
                "why": why,
                "faults": truth["faults"],
                "family": truth["family"],
            }
        )

    def as_json(self) -> dict[str, Any]:
        """Give the counts and the confusion tables."""
        return {
            "registered": self.registered,
            "found": self.found,
            "discovery": Share(part=self.found, whole=self.registered).as_json(),
            "unregistered_discovery": Share(part=self.hidden_found, whole=self.hidden).as_json(),
            "newest": dict(self.newest),
            "list": dict(sorted(self.lists.items())),
            "class": dict(sorted(self.classes.items())),
            "state": dict(sorted(self.states.items())),
        }


def date_outcome(said: str | None, column: Record) -> str:
    """Name how a newest date compares with the truth."""
    allowed = {column["newest"], *column["newest_also"]}
    if said in allowed:
        return "equal"
    if said is None:
        return "missing"
    days = [date.fromisoformat(day) for day in allowed if day is not None]
    if not days:
        return "surplus"
    away = min(abs((date.fromisoformat(said) - day).days) for day in days)
    return "day_off" if away == 1 else "wrong"
