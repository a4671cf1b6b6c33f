"""What an edition says of evidence before any item is judged: windows, dates, visits, looks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Self

from audit.editions.rulepack import class_windows
from audit.windows import ClassWindow
from schema.types.column import ColumnClass
from schema.types.dates import DECIDING, DateSource
from schema.types.rulepack import RulePack
from schema.types.visit_table import HOUSE_TABLE, VisitTable


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRules:
    """What an edition says of evidence before any item is judged."""

    windows: Mapping[ColumnClass, ClassWindow] = field(default_factory=dict)
    trusted_dates: frozenset[DateSource] = DECIDING
    visit_table: VisitTable = HOUSE_TABLE
    looks_apart: timedelta | None = None
    """How far apart two looks must be (再次核实): the longest gap of any item; None: none asks."""

    @classmethod
    def of(cls, pack: RulePack) -> Self:
        """Take them from an edition."""
        windows = class_windows(pack)
        hours = [one.params["gap_hours"] for one in pack.items if "gap_hours" in one.params]
        return cls(
            windows=windows,
            trusted_dates=pack.trusted_dates,
            visit_table=pack.visits,
            looks_apart=timedelta(hours=max(hours)) if hours else None,
        )
