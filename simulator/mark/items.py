"""Marks the items of sheets: the unit is one item of one site."""

from collections import Counter
from typing import Any

from simulator.judge import ABSTENTIONS, FAIL, PASS
from simulator.mark.share import Share
from simulator.sheets import Record, said_of_items

MISSING = "(missing)"
OUTCOMES = (
    "agree",
    "false_accusations",
    "false_passes",
    "abstained_right",
    "abstained_wrong",
    "not_applicable",
    "missing",
)
_COUNTED = ("n", "decided", *OUTCOMES)
WRONG = frozenset({"false_accusations", "false_passes", "abstained_wrong", "missing"})


class ItemMarks:
    """Adds up what is said of every item that the truth names."""

    def __init__(self) -> None:
        self.counts: dict[str, Counter[str]] = {}
        self.words: Counter[tuple[str, str, str]] = Counter()
        self.reasons: Counter[str] = Counter()
        self.sites = self.undecided = self.visible = self.found = 0
        self.accused: list[Record] = []
        self.missed: list[Record] = []
        self.others: list[Record] = []

    def add(self, truth: Record, items: Record, sheet: Record) -> Counter[str]:
        """Mark one site by the words of `items` and give how many fell to which outcome."""
        said = said_of_items(sheet)
        outcomes = Counter(
            self._mark(truth, item, right, said.get(item)) for item, right in items.items()
        )
        self.sites += 1
        self.undecided += outcomes["abstained_wrong"] > 0
        return outcomes

    def _mark(self, truth: Record, item: str, right: Record, row: Record | None) -> str:
        allowed = {right["verdict"], *right["also"]}
        said = str(row.get("verdict")) if row else MISSING
        outcome = outcome_of(said, allowed)
        counts = self.counts.setdefault(item, Counter(dict.fromkeys(_COUNTED, 0)))
        counts["n"] += 1
        counts[outcome] += 1
        counts["decided"] += said in {PASS, FAIL}
        self.words[item, said if said in allowed else right["verdict"], said] += 1
        reason = str((row or {}).get("reason", ""))
        if said in ABSTENTIONS:
            planned = "" if outcome == "abstained_right" else ", beyond the planted"
            self.reasons[f"{item} {said} {reason}{planned}"] += 1
        visible = right["verdict"] == FAIL and not allowed & ABSTENTIONS
        self.visible += visible
        self.found += visible and said == FAIL
        example = _example(truth, item, said, right, reason)
        if outcome == "false_accusations":
            self.accused.append(example)
        elif visible and said != FAIL:
            self.missed.append(example)
        elif outcome in WRONG:
            self.others.append(example)
        return outcome

    def as_json(self) -> dict[str, Any]:
        """Give every item's counts, and precision and recall of its two deciding words."""
        return {
            item: {
                **counts,
                **{
                    f"{name}_{word}": share.as_json()
                    for word in (FAIL, PASS)
                    for name, share in self._shares(item, word)
                },
            }
            for item, counts in self.counts.items()
        }

    def _shares(self, item: str, word: str) -> list[tuple[str, Share]]:
        own = {(right, said): n for (what, right, said), n in self.words.items() if what == item}
        both = own.get((word, word), 0)
        said = sum(n for (_, one), n in own.items() if one == word)
        true = sum(n for (right, _), n in own.items() if right == word)
        return [
            ("precision", Share(part=both, whole=said)),
            ("recall", Share(part=both, whole=true)),
        ]


def outcome_of(said: str, allowed: set[str]) -> str:
    """Name what an auditor's word is worth."""
    if said == MISSING:
        return "missing"
    if said in ABSTENTIONS:
        return "abstained_right" if allowed & ABSTENTIONS else "abstained_wrong"
    if said in allowed:
        return "agree"
    return {FAIL: "false_accusations", PASS: "false_passes"}.get(said, "not_applicable")


def _example(truth: Record, item: str, said: str, right: Record, reason: str) -> Record:
    return {
        "site": truth["url"],
        "n": truth["n"],
        "item": item,
        "said": said,
        "truth": right["verdict"],
        "why": f"{right['why']} | auditor: {reason}",
        "faults": truth["faults"],
        "family": truth["family"],
    }
