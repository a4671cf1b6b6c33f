"""Marks the letters of sheets by their state and note."""

from collections import Counter
from typing import Any

from simulator.mark.items import MISSING
from simulator.sheets import Record, fold, rows_of

_NOTES = ("acknowledged", "closed")


class LetterMarks:
    """Adds up a confusion table of letter states."""

    def __init__(self) -> None:
        self.states: Counter[str] = Counter()
        self.wrong = 0
        self.examples: list[Record] = []

    def add(self, truth: Record, sheet: Record) -> int:
        """Mark one site's letters and give how many of those that were found are wrong."""
        rows = rows_of(sheet, "letters")
        by_url = {fold(row.get("url")): row for row in rows}
        by_title = {str(row.get("title")): row for row in rows}
        before = self.wrong
        for letter in truth["letters"]:
            row = by_url.get(fold(letter["url"])) or by_title.get(letter["title"])
            right = _word(letter)
            said = _word(row) if row else MISSING
            self.states[f"{right} -> {said}"] += 1
            if row and said != right and said not in letter["also"]:
                self.wrong += 1
                self._note(truth, letter, said, right)
        return self.wrong - before

    def _note(self, truth: Record, letter: Record, said: str, right: str) -> None:
        self.examples.append(
            {
                "site": truth["url"],
                "n": truth["n"],
                "item": f"letter {letter['url']}",
                "said": said,
                "truth": right,
                "why": f"asked {letter['asked']}",
                "faults": truth["faults"],
                "family": truth["family"],
            }
        )

    def as_json(self) -> dict[str, Any]:
        """Give the confusion table."""
        return dict(sorted(self.states.items()))


def _word(letter: Record) -> str:
    """Join state and note; notes other than the two of the table say nothing here."""
    note = str(letter.get("note") or "")
    marks = [word for word in _NOTES if word in note]
    return "/".join([str(letter.get("state")), *marks])
