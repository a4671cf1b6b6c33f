from dataclasses import replace
from datetime import timedelta
from typing import Any

from audit.case.case_rules import CaseRules
from audit.editions.rulepack import class_windows
from schema.types.dates import DECIDING, DateSource
from schema.types.visit_table import HOUSE_TABLE


def test_an_edition_gives_its_own_windows_dates_and_visits(make: Any) -> None:
    table = replace(HOUSE_TABLE, limit_seconds=20.0)
    trusted = frozenset({DateSource.VISIBLE})
    pack = replace(make.pack, visits=table, trusted_dates=trusted)

    assert CaseRules.of(pack) == CaseRules(
        windows=class_windows(pack),
        trusted_dates=trusted,
        visit_table=table,
        looks_apart=timedelta(hours=4),
    )


def test_without_an_edition_the_vocabulary_holds() -> None:
    assert CaseRules() == CaseRules(windows={}, trusted_dates=DECIDING, visit_table=HOUSE_TABLE)
