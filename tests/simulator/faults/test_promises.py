"""Every fault of truth brings the words it promises, on every site of six provinces."""

from collections.abc import Callable

import pytest

from simulator.faults import content, dates, interaction, zombies
from simulator.model import Site
from simulator.truth import truth

Carriers = Callable[[str], tuple[Site, ...]]
DECIDED = ("V2", "V3a", "V3b", "V3c", "V5")
EITHER = frozenset({"PASS", "FAIL"})
PROMISES: dict[str, dict[str, str | frozenset[str]]] = {
    "D-DOC-ONLY": {"V3a": "NEEDS_PERSON"},
    "D-MONTH-ONLY": {"V3a": "NEEDS_PERSON"},
    "D-MIGRATED": {"V3a": "FAIL"},
    "D-COUNTER": {"V3a": "FAIL"},
    "D-BOUNDARY": {"V3a": EITHER},
    "Z-DORMANT": {"V3a": "FAIL"},
    "Z-EDGE": {"V3a": EITHER},
    "Z-SECOND-LEVEL": {"V3a": "FAIL"},
    "Z-EMPTY-REAL": {"V3c": "UNDETERMINED"},
    "R-UNANSWERED": {"V5": "NEEDS_PERSON"},
    "R-ACK-ONLY": {"V5": "NEEDS_PERSON"},
    "R-STATUS-LIES": {"V5": "NEEDS_PERSON"},
    "R-OFFSITE": {"V5": "UNDETERMINED"},
}
"""Items that are not PASS after one visit."""
LATER: dict[str, dict[str, str]] = {"Z-EMPTY-REAL": {"V3c": "FAIL"}, "R-UNANSWERED": {"V5": "FAIL"}}
"""Items that a second survey changes."""
ZOMBIE, LETTERS = "Z-ZOMBIE", "Z-LETTERS-ALONE"
OTHERS = [
    fault.id
    for group in (dates, zombies, interaction, content)
    for fault in group.FAULTS
    if fault.id not in {ZOMBIE, LETTERS}
]


def words(site: Site, key: str = "items") -> dict[str, str]:
    items = truth(site)[key]
    return {item: items[item]["verdict"] for item in DECIDED}


def as_promised(fault: str, item: str, word: str) -> bool:
    promise = PROMISES.get(fault, {}).get(item, "PASS")
    return word in promise if isinstance(promise, frozenset) else word == promise


@pytest.mark.parametrize("fault", OTHERS)
def test_after_one_visit(carriers: Carriers, fault: str) -> None:
    found = carriers(fault)

    assert len(found) >= 20
    for site in found:
        assert all(as_promised(fault, item, word) for item, word in words(site).items())


@pytest.mark.parametrize("fault", OTHERS)
def test_after_a_week_and_a_second_survey(carriers: Carriers, fault: str) -> None:
    for site in carriers(fault)[:12]:
        once = words(site)
        assert words(site, "items_history") == {**once, **LATER.get(fault, {})}
        assert truth(site)["items_history"]["V1"]["verdict"] == "PASS"


def test_a_zombie_fails_where_its_dates_can_be_read(carriers: Carriers) -> None:
    for site in carriers(ZOMBIE):
        found = words(site)
        assert (found["V2"], found["V3a"]) == ("FAIL", "FAIL")
        assert found["V3b"] in {"FAIL", "UNDETERMINED"}


def test_letters_alone_update_no_home_page_and_fail_none(carriers: Carriers) -> None:
    for site in carriers(LETTERS):
        items = truth(site)["items_history"]
        assert {items["V2"]["verdict"], *items["V2"]["also"]} == {"UNDETERMINED", "NEEDS_PERSON"}
        assert items["V3a"]["verdict"] == "FAIL"


@pytest.mark.parametrize("fault", ["D-BOUNDARY", "Z-EDGE"])
def test_both_sides_of_a_limit_are_met(carriers: Carriers, fault: str) -> None:
    assert {words(site)["V3a"] for site in carriers(fault)} == EITHER


def test_what_a_careful_auditor_may_doubt_is_never_a_fail(carriers: Carriers) -> None:
    for fault in ("D-CONFLICT", "Z-COPY"):
        for site in carriers(fault)[:6]:
            items = truth(site)["items"]
            assert "NEEDS_PERSON" in items["V3a"]["also"]
            assert "FAIL" not in {items["V3a"]["verdict"], *items["V3a"]["also"]}
