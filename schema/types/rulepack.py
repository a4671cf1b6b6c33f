"""One edition of the scoring sheet as data."""

from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleItem:
    """One row of the sheet: which check judges it, with which parameters."""

    id: str
    name: str
    kind: Literal["veto", "deduct"]
    rule: str
    """The rule's sense in the sheet's terms."""
    source: str
    check: str
    params: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class RulePack:
    """A scoring edition (指标版本)."""

    edition: str
    name: str
    source: str
    digest: str
    """sha256 of the edition's file: two runs with one digest used the same rules."""
    windows: dict[str, Any]
    """Column class → window, for the classes that have one."""
    items: tuple[RuleItem, ...]
