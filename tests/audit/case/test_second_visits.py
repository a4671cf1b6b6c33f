from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.case.second_visits import second_visits
from schema.types.column import Channel, ColumnClass
from schema.types.evidence import Evidence
from schema.types.guide_facts import FileState
from schema.types.outcome import CountsAs, Outcome, PageClass
from schema.types.reading import LetterNote, LetterState, ListState
from schema.types.verdict import Verdict
from testkit.side_facts import make_guide_file, make_guide_system, make_link

REFUSED = {"outcome": Outcome.CONNECT_REFUSED, "status": None, "page_class": None}
DEAD = {**REFUSED, "list_state": ListState.UNREADABLE, "items": ()}


def wanted(make: Any, *rows: Evidence) -> list[str | None]:
    return [fact.url for fact in second_visits(rows, make.pack, make.as_of).facts]


def once(make: Any) -> dict[str, Evidence]:
    """Give everything that one look leaves open, by the address to be asked again."""
    file = make_guide_file(state=FileState.FAILED, outcome=Outcome.HTTP_4XX, status=404)
    system = make_guide_system(counts_as=CountsAs.FAILED)
    link = make_link()
    rows = (
        make.empty_column("empty/"),
        make.column("dead/", **DEAD),
        make.letter(),
        *(make.evidence(fact, fact.url) for fact in (link, file, system)),
    )
    return {row.fact.url: row for row in rows}


def test_all_that_failed_was_empty_or_unanswered_once_is_asked_again(make: Any) -> None:
    rows = once(make)

    assert wanted(make, *rows.values()) == list(rows)


def test_what_the_edition_does_not_call_failed_is_not_asked_again(make: Any) -> None:
    rows = once(make)
    lenient = make.anew()
    table = replace(make.pack.visits, failed=frozenset(), failed_statuses=frozenset())
    lenient.pack = replace(make.pack, visits=table)
    asked = wanted(lenient, *rows.values())

    kinds = [row.fact.kind for url, row in rows.items() if url not in asked]
    assert kinds == ["column", "link", "guide_file"]


def test_a_column_whose_host_asked_for_a_pause_is_asked_again(make: Any) -> None:
    paused = {**DEAD, "outcome": Outcome.RATE_LIMITED, "status": 503}

    assert wanted(make, make.column("a/", **paused)) == [make.home + "a/"]


def test_it_is_due_when_the_last_look_lies_the_gap_behind(make: Any) -> None:
    late = make.empty_column("b/", make.later(1))

    assert second_visits((make.empty_column("a/"), late), make.pack, make.as_of).due == (
        make.later(5)
    )
    assert second_visits((make.visit(),), make.pack, make.as_of).due is None


def test_what_was_seen_twice_is_settled(make: Any) -> None:
    rows = once(make).values()
    again = [
        replace(
            row,
            id=f"{row.id}-again",
            provenance=tuple(replace(one, fetched_at=make.later()) for one in row.provenance),
        )
        for row in rows
    ]

    assert wanted(make, *rows, *again) == []


SETTLED: dict[str, Any] = {
    "a list with rows": lambda make: make.column(),
    "an exempt column": lambda make: make.empty_column("a/", exempt="archive"),
    "the homepage": lambda make: make.empty_column("", column_class=ColumnClass.HOME),
    "a column behind a shield": lambda make: make.column(
        list_state=ListState.UNREADABLE, page_class=PageClass.CHALLENGE, items=()
    ),
    "a letter that was answered": lambda make: make.letter(state=LetterState.ANSWERED),
    "a letter that was closed": lambda make: make.letter(note=LetterNote.CLOSED),
    "a letter of no consult channel": lambda make: make.letter(channel=Channel.EXCLUDED),
    "a letter without a page": lambda make: make.letter(url=None),
    "a letter whose page was not read": lambda make: make.letter(detail_read=False),
    "a letter of last week": lambda make: make.letter(7),
    "a letter of the year before last": lambda make: make.letter(700),
    "a letter of unknown age": lambda make: make.letter(None),
    "a link behind a shield": lambda make: make.evidence(
        make_link(counts_as=CountsAs.UNDETERMINED), make.home
    ),
    "a file that came": lambda make: make.evidence(make_guide_file(), make.home),
    "a file behind a login": lambda make: make.evidence(
        make_guide_file(state=FileState.UNDETERMINED), make.home
    ),
    "a system that opened": lambda make: make.evidence(make_guide_system(), make.home),
}


@pytest.mark.parametrize("row", SETTLED.values(), ids=SETTLED)
def test_what_no_second_look_can_settle_is_left_alone(make: Any, row: Any) -> None:
    assert wanted(make, row(make)) == []


def test_five_empty_columns_fail_the_site_after_their_second_visit_only(make: Any) -> None:
    first = [make.empty_column(f"c{n}/") for n in range(5)]
    second = [make.empty_column(f"c{n}/", make.later()) for n in range(5)]

    assert make.judge("V3c", make.visit(), *first).verdict is Verdict.UNDETERMINED
    assert len(wanted(make, *first)) == 5
    assert make.judge("V3c", make.visit(), *first, *second).verdict is Verdict.FAIL


@settings(max_examples=60, deadline=None)
@given(minutes=st.integers(min_value=0, max_value=2000), failed=st.booleans())
def test_a_link_is_asked_again_exactly_while_two_failures_are_not_a_gap_apart(
    make: Any, minutes: int, *, failed: bool
) -> None:
    word = CountsAs.FAILED if failed else CountsAs.OPENED
    rows = (
        make.evidence(make_link(), make.home),
        make.evidence(
            make_link(counts_as=word), make.home, make.as_of + timedelta(minutes=minutes)
        ),
    )

    assert bool(wanted(make, *rows)) is (failed and minutes < 240)
