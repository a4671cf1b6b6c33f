"""Breaks the marks down by family and fault, so that a rule that fell is seen where it fell."""

from collections import Counter
from typing import Any

from simulator.mark.columns import DATE_WRONG
from simulator.mark.items import WRONG
from simulator.sheets import Record

NO_FAULT = "-"


class Cells:
    """Counts by family × fault; a site with several faults stands in the cell of each."""

    def __init__(self) -> None:
        self._cells: dict[tuple[str, str], Counter[str]] = {}

    def add(
        self, truth: Record, items: Counter[str], dates: Counter[str], letters_wrong: int
    ) -> None:
        """Add one site's outcomes."""
        for fault in truth["faults"] or [NO_FAULT]:
            cell = self._cells.setdefault((truth["family"], fault), Counter())
            cell["sites"] += 1
            cell.update({word: count for word, count in items.items() if word in WRONG})
            cell["date_wrong"] += sum(dates[word] for word in DATE_WRONG)
            cell["date_missing"] += dates["missing"]
            cell["letter_wrong"] += letters_wrong

    def as_json(self) -> dict[str, Any]:
        """Give every cell as `family fault` with the counts that are not zero."""
        return {
            f"{family} {fault}": {word: count for word, count in cell.items() if count}
            for (family, fault), cell in sorted(self._cells.items())
        }
