from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.runner import horizons
from schema.types.column import ColumnClass
from schema.types.dates import DateSource
from schema.types.evidence import Evidence
from schema.types.guide_facts import FileState
from schema.types.outcome import CountsAs
from schema.types.site import RunState, Site
from schema.types.verdict import Verdict
from testkit.facts import HOME
from testkit.side_facts import (
    make_guide,
    make_guide_file,
    make_guide_system,
    make_link,
    make_links,
)

DECIDED = {Verdict.PASS, Verdict.FAIL}


def verdicts(sheet: Any) -> dict[str, Verdict]:
    return {item.id: item.finding.verdict for item in sheet.items}


def vetoes(sheet: Any) -> dict[str, Verdict]:
    return {item.id: item.finding.verdict for item in sheet.items if item.kind == "veto"}


def test_healthy_site_seen_once_is_vetoed_by_nothing(make: Any) -> None:
    rows = (make.visit(), make.fresh_column(on_home=True), make.mailbox())

    assert vetoes(make.sheet(*rows)) == {
        "V1": Verdict.UNDETERMINED,
        "V2": Verdict.PASS,
        "V3a": Verdict.PASS,
        "V3b": Verdict.PASS,
        "V3c": Verdict.PASS,
        "V4": Verdict.NEEDS_PERSON,
        "V5": Verdict.PASS,
    }


def test_abandoned_site_is_vetoed_with_evidence(make: Any) -> None:
    stale = [make.column(f"c{number}/", on_home=True) for number in range(10)]
    empty = [
        make.empty_column(f"e{number}/", at) for number in range(5) for at in (None, make.later())
    ]
    letters = (make.letter(), make.letter(at=make.later()))
    sheet = make.sheet(make.visit(), *stale, *empty, *letters, make.mailbox())
    failed = {
        item.id: item.finding
        for item in sheet.items
        if item.kind == "veto" and item.finding.verdict == "FAIL"
    }

    assert set(failed) == {"V2", "V3a", "V3b", "V3c", "V5"}
    assert failed["V5"].evidence == tuple(one.id for one in letters)
    assert failed["V3c"].evidence == tuple(one.id for one in empty)


@pytest.mark.parametrize("counts", ["failed", "undetermined", "person", "void"])
def test_site_that_did_not_open_is_neither_failed_nor_passed(make: Any, counts: str) -> None:
    sheet = make.sheet(make.visit(counts_as=counts))
    reasons = {item.id: item.finding.reason for item in sheet.items}

    assert not set(verdicts(sheet).values()) & DECIDED
    assert {reasons[item] for item in ("V2", "V3a", "V3b", "V3c", "V5")} == {"homepage_not_opened"}


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        pytest.param(RunState.CLOSED, "site_closed", id="closed"),
        pytest.param(RunState.EXEMPT, "site_exempt", id="exempt"),
    ],
)
def test_register_takes_a_site_out_of_every_item(make: Any, state: RunState, reason: str) -> None:
    site = Site(id=None, home_url=make.home, run_state=state, run_state_reason="机构改革")
    sheet = make.sheet(make.failed_visit(), site=site)

    assert set(verdicts(sheet).values()) == {Verdict.NOT_APPLICABLE}
    assert {item.finding.reason for item in sheet.items} == {reason}
    assert "机构改革" in sheet.items[0].finding.explanation
    assert not sheet.vetoed
    assert sheet.open_vetoes == ()


def test_every_named_evidence_exists(make: Any) -> None:
    rows = (make.visit(), make.column(on_home=True), make.limit(), make.letter(), make.mailbox())
    sheet = make.sheet(*rows)
    named = {one for item in sheet.items for one in item.finding.evidence}

    assert named <= {row.id for row in rows}


def test_horizon_is_the_longest_window_that_reads_a_class(make: Any) -> None:
    days = horizons(make.pack, make.as_of)

    assert days[ColumnClass.NEWS] == 14
    assert days[ColumnClass.NOTICE] == 184
    assert days[ColumnClass.PLANNING] == 457
    assert days[ColumnClass.CONSULT] == 365
    assert days[ColumnClass.OTHER] == 14


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_order_of_the_evidence_changes_no_verdict(make: Any, data: st.DataObject) -> None:
    rows = [
        make.visit(),
        *(make.column(f"c{number}/", on_home=number > 3) for number in range(6)),
        make.fresh_column(),
        make.letter(),
        make.letter(at=make.later()),
        make.mailbox(),
    ]
    shuffled = data.draw(st.permutations(rows))

    assert verdicts(make.sheet(*shuffled)) == verdicts(make.sheet(*rows))


@settings(max_examples=60, deadline=None)
@given(stale=st.integers(0, 12), fresh=st.integers(0, 3), whole=st.booleans())
def test_added_update_never_turns_a_pass_into_a_fail(
    make: Any, stale: int, fresh: int, *, whole: bool
) -> None:
    rows = [
        make.visit(),
        *(make.column(f"c{number}/", on_home=True) for number in range(stale)),
        *(make.fresh_column(f"f{number}/") for number in range(fresh)),
    ]
    if not whole:
        rows.append(make.limit())
    before = verdicts(make.sheet(*rows))
    after = verdicts(make.sheet(*rows, make.fresh_column("new/", on_home=True)))

    for item, verdict in before.items():
        assert verdict is not Verdict.PASS or after[item] is not Verdict.FAIL


@settings(max_examples=60, deadline=None)
@given(
    stale=st.integers(0, 12),
    unknown=st.lists(st.sampled_from(["unreadable", "elsewhere", "undated", "limit", "letter"])),
)
def test_undetermined_facts_never_create_a_decision(
    make: Any, stale: int, unknown: list[str]
) -> None:
    fresh = [make.fresh_column("fresh/")]
    rows = [make.visit(), *fresh, *(make.column(f"c{n}/", on_home=True) for n in range(stale))]
    before = verdicts(make.sheet(*rows))
    blind: dict[str, Callable[[int], Evidence]] = {
        "unreadable": lambda n: make.column(f"u{n}/", list_state="unreadable", items=()),
        "elsewhere": lambda n: make.column(f"e{n}/", list_state="elsewhere", items=()),
        "undated": lambda n: make.column(f"x{n}/", items=(make.item(),)),
        "limit": lambda _: make.limit(),
        "letter": lambda n: make.letter(url=f"{make.home}{n}", detail_read=False),
    }
    added = [blind[word](number) for number, word in enumerate(unknown)]
    after = verdicts(make.sheet(*rows, *added))

    for item, verdict in before.items():
        assert after[item] is verdict or after[item] not in DECIDED


def ends(sheet: Any) -> tuple[Decimal, Decimal]:
    """Give a sheet's score at best and at worst; a vetoed site stands below all."""
    if sheet.vetoed:
        return (Decimal(-1), Decimal(-1))
    return (sheet.score.best, sheet.score.worst)


PROBLEMS: dict[str, Callable[[Any, int], list[Evidence]]] = {
    "stale": lambda make, n: [make.column(f"s{n}/")],
    "stale notice": lambda make, n: [make.column(f"n{n}/", column_class=ColumnClass.NOTICE)],
    "empty": lambda make, n: [make.empty_column(f"e{n}/", at) for at in (None, make.later())],
    "dead link": lambda make, n: make.twice(make_link(n)),
    "dead inner link": lambda make, n: make.twice(make_link(n, on_home=False)),
    "dead file": lambda make, n: make.twice(make_guide_file(n, state=FileState.FAILED)),
    "dead system": lambda make, n: make.twice(make_guide_system(n, counts_as=CountsAs.FAILED)),
    "lacking guide": lambda make, n: [make.evidence(make_guide(n + 2, "设定依据"), HOME)],
    "unread column": lambda make, n: [make.column(f"u{n}/", complete_to=None)],
}


@settings(max_examples=40, deadline=None)
@given(
    problems=st.lists(st.sampled_from(sorted(PROBLEMS)), max_size=8),
    more=st.sampled_from(sorted(PROBLEMS)),
    edition=st.sampled_from(["make", "make_2019"]),
)
def test_one_problem_more_never_scores_higher_at_either_end(
    request: pytest.FixtureRequest, problems: list[str], more: str, edition: str
) -> None:
    make = request.getfixturevalue(edition)
    rows = [
        make.visit(),
        make.fresh_column(),
        make.evidence(make_guide(1), HOME),
        make.evidence(make_links(), HOME),
        make.evidence(make_guide_file(90), HOME),
        make.evidence(make_guide_system(90), HOME),
    ]
    for number, name in enumerate(problems):
        rows += PROBLEMS[name](make, number)
    before = ends(make.sheet(*rows))
    after = ends(make.sheet(*rows, *PROBLEMS[more](make, 99)))

    assert before[0] >= before[1]
    assert after[0] <= before[0]
    assert after[1] <= before[1]


def test_dates_that_an_edition_does_not_trust_prove_nothing(make: Any) -> None:
    rows = (make.visit(), *(make.column(f"c{number}/") for number in range(5)))
    strict = make.anew()
    strict.pack = replace(make.pack, trusted_dates=frozenset({DateSource.VISIBLE}))

    assert verdicts(make.sheet(*rows))["V3a"] is Verdict.FAIL
    assert verdicts(strict.sheet(*rows))["V3a"] is Verdict.UNDETERMINED
