"""Marks the verdicts of one edition's sheets, vetoes and deductions apart."""

from collections import Counter
from typing import Any

from simulator.mark.items import ItemMarks
from simulator.mark.share import Share
from simulator.sheets import Record


class EditionMarks:
    """Adds up what sheets say under one edition; `history`: after a week and two surveys."""

    def __init__(self, edition: str, *, history: bool) -> None:
        later = "_history" if history else ""
        self._edition = edition
        self._vetoes, self._deductions = f"items{later}", f"deductions{later}"
        self.vetoes, self.deductions = ItemMarks(), ItemMarks()

    def add(self, truth: Record, sheet: Record) -> Counter[str]:
        """Mark one site's sheet and give how many vetoes fell to which outcome."""
        told = truth if truth["edition"] == self._edition else truth["editions"][self._edition]
        self.deductions.add(truth, told.get(self._deductions, {}), sheet)
        return self.vetoes.add(truth, told[self._vetoes], sheet)

    def as_json(self) -> dict[str, Any]:
        """Give the marks; what is said falsely stands one by one."""
        vetoes, deductions = self.vetoes, self.deductions
        return {
            "items": vetoes.as_json(),
            "false_vetoes": vetoes.accused,
            "missed_vetoes": vetoes.missed,
            "vetoes_found": Share(part=vetoes.found, whole=vetoes.visible).as_json(),
            "undetermined_sites": Share(part=vetoes.undecided, whole=vetoes.sites).as_json(),
            "abstentions": dict(vetoes.reasons.most_common()),
            "deductions": deductions.as_json(),
            "false_deductions": deductions.accused,
            "missed_deductions": deductions.missed,
            "deductions_found": Share(part=deductions.found, whole=deductions.visible).as_json(),
            "deduction_examples": deductions.others,
            "counter_examples": vetoes.others,
        }

    def summary(self) -> dict[str, Any]:
        """Give the numbers that the bars are set for."""
        share = Share(part=self.vetoes.undecided, whole=self.vetoes.sites).value
        return {
            "sites": self.vetoes.sites,
            "false_vetoes": len(self.vetoes.accused),
            "vetoes_visible": self.vetoes.visible,
            "vetoes_found": self.vetoes.found,
            "undetermined_share": None if share is None else round(share, 4),
        }

    def deductions_summary(self) -> dict[str, int]:
        """Give the same of the deductions."""
        return {
            "false_deductions": len(self.deductions.accused),
            "deductions_visible": self.deductions.visible,
            "deductions_found": self.deductions.found,
        }
