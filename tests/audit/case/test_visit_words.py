from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.case.vantages import with_quorum
from audit.case.visit_words import by_table, is_dead
from schema.types.facts import Fact, VisitFact, VisitTry
from schema.types.guide_facts import FileState
from schema.types.outcome import CountsAs, Defect, Outcome, PageClass
from schema.types.visit_table import HOUSE_TABLE, Look, VisitTable
from testkit.facts import make_visit
from testkit.side_facts import make_guide_file, make_guide_system, make_link

HOME = make_visit().url
LENIENT = replace(HOUSE_TABLE, limit_seconds=20.0)
PAGES_ONLY = replace(HOUSE_TABLE, opened=frozenset({PageClass.PAGE}))
THREE = replace(HOUSE_TABLE, name_servers=3)
PATIENT = replace(HOUSE_TABLE, failed=HOUSE_TABLE.failed - {Outcome.RESET})
WITHOUT_GONE = replace(HOUSE_TABLE, failed_statuses=frozenset())
TABLES = (HOUSE_TABLE, LENIENT, PAGES_ONLY, THREE, PATIENT, WITHOUT_GONE)


def one_try(outcome: Outcome = Outcome.OK, seconds: float = 1.0, **given_: Any) -> VisitTry:
    page = PageClass.PAGE if outcome is Outcome.OK else None
    usual = {
        "stack": "aiohttp",
        "url": HOME,
        "reason": f"{outcome} of the try",
        "status": 200 if page else None,
        "page_class": page,
    }
    return VisitTry(outcome=outcome, seconds=seconds, **{**usual, **given_})


def visit(*tries: VisitTry, word: CountsAs) -> VisitFact:
    """Make a visit of these tries, which came to this word when it was made."""
    return make_visit(counts_as=word, tries=tries, reason="as it was made", round_id=1)


def read_by(fact: Any, table: VisitTable, make: Any) -> Any:
    (one,) = by_table([make.evidence(fact, HOME)], table)
    return one.fact


def late(seconds: float) -> tuple[VisitTry, VisitTry]:
    return one_try(seconds=seconds), one_try(seconds=seconds + 1, stack="httpx")


def test_a_longer_limit_opens_what_came_within_it(make: Any) -> None:
    made = visit(*late(17.0), word=CountsAs.FAILED)

    told = read_by(made, LENIENT, make)

    assert (told.counts_as, told.seconds, told.decided_by) == (CountsAs.OPENED, 17.0, 0)
    assert read_by(visit(*late(21.0), word=CountsAs.FAILED), LENIENT, make).counts_as is (
        CountsAs.FAILED
    )


@pytest.mark.parametrize(("waited", "word"), [(16.0, CountsAs.UNDETERMINED), (20.0, "failed")])
def test_a_time_out_proves_no_more_than_was_waited(make: Any, waited: float, word: str) -> None:
    tries = [one_try(Outcome.HEADER_TIMEOUT, waited, stack=s) for s in ("aiohttp", "httpx")]

    told = read_by(visit(*tries, word=CountsAs.FAILED), LENIENT, make)

    assert told.counts_as == word


def test_the_surveys_own_visit_opens_by_no_longer_limit_for_nobody_went_in(make: Any) -> None:
    own = replace(visit(*late(17.0), word=CountsAs.FAILED), round_id=None)

    assert read_by(own, LENIENT, make).counts_as is CountsAs.UNDETERMINED


def test_a_visit_that_was_cut_short_fails_by_no_table(make: Any) -> None:
    cut = visit(*late(25.0), word=CountsAs.UNDETERMINED)

    assert read_by(cut, LENIENT, make) == cut


def test_a_strained_try_that_fails_by_the_table_makes_the_visit_void(make: Any) -> None:
    tries = [one_try(Outcome.CONNECT_REFUSED, strain="our loop was late"), one_try(Outcome.RESET)]
    made = visit(*tries, word=CountsAs.UNDETERMINED)
    void = replace(HOUSE_TABLE, failed=HOUSE_TABLE.failed)
    lenient = replace(void, failed_statuses=frozenset())

    told = read_by(made, lenient, make)

    assert (told.counts_as, told.decided_by) == (CountsAs.VOID, 0)
    assert told.void_reason == "our loop was late"


def test_the_try_that_speaks_is_one_that_still_counts_so(make: Any) -> None:
    moved = one_try(page_class=PageClass.MOVED)
    page = one_try(url="https://www.example.gov.cn/", status=503)
    made = replace(visit(moved, page, word=CountsAs.OPENED), page_class=PageClass.MOVED)

    told = read_by(made, PAGES_ONLY, make)

    assert (told.counts_as, told.decided_by, told.page_class) == (
        CountsAs.OPENED, 1, PageClass.PAGE,
    )  # fmt: skip
    assert told.defects == (Defect.REGISTERED_URL_WRONG, Defect.WRONG_STATUS)


def test_what_an_edition_does_not_call_failed_is_undetermined(make: Any) -> None:
    tries = [one_try(Outcome.RESET, stack=stack) for stack in ("aiohttp", "httpx")]
    made = visit(*tries, word=CountsAs.FAILED)

    assert read_by(made, PATIENT, make).counts_as is CountsAs.UNDETERMINED
    assert read_by(made, HOUSE_TABLE, make) == made
    refused = visit(one_try(Outcome.CONNECT_REFUSED), *tries, word=CountsAs.FAILED)
    assert read_by(refused, PATIENT, make).outcome is Outcome.RESET


def test_two_name_servers_are_not_three(make: Any) -> None:
    def asked(servers: int) -> CountsAs:
        gone = one_try(Outcome.DNS_NXDOMAIN, name_servers=servers)
        word: CountsAs = read_by(visit(gone, word=CountsAs.FAILED), THREE, make).counts_as
        return word

    assert asked(2) is CountsAs.UNDETERMINED
    assert asked(3) is CountsAs.FAILED
    assert asked(0) is CountsAs.UNDETERMINED, "evidence of before the number was kept proves two"


def test_a_twin_without_a_name_was_nothing_to_try_here_either(make: Any) -> None:
    twin = one_try(Outcome.DNS_NXDOMAIN, url="http://www.nowhere.gov.cn/", name_servers=1)
    made = visit(one_try(seconds=17.0), twin, word=CountsAs.FAILED)

    assert read_by(made, LENIENT, make).counts_as is CountsAs.OPENED
    assert read_by(made, THREE, make).counts_as is CountsAs.FAILED


def test_void_visits_and_those_without_tries_stay(make: Any) -> None:
    void = visit(*late(17.0), word=CountsAs.VOID)
    bare = make_visit(counts_as=CountsAs.FAILED, tries=())

    assert read_by(void, LENIENT, make) == void
    assert read_by(bare, LENIENT, make) == bare


def look_at(url: str, **given_: Any) -> dict[str, Fact]:
    """Give one look that failed, or opened, at a link, a system and a file."""
    seen = {"outcome": Outcome.HTTP_4XX, "status": 404, "page_class": None, **given_}
    word = {"counts_as": seen.pop("word", CountsAs.FAILED)}
    return {
        "link": make_link(url=url, **seen, **word),
        "system": make_guide_system(url=url, **seen, **word),
        "file": make_guide_file(url=url, state=FileState.FAILED, **seen),
    }


LATE = {"outcome": Outcome.OK, "status": 200, "page_class": PageClass.PAGE}
TIMED_OUT = {"outcome": Outcome.HEADER_TIMEOUT, "status": None}


@pytest.mark.parametrize("kind", ["link", "system", "file"])
@pytest.mark.parametrize(
    ("seen", "table", "expected"),
    [
        ({}, PATIENT, "failed"),
        ({}, WITHOUT_GONE, "undetermined"),
        ({"outcome": Outcome.RESET, "status": None}, PATIENT, "undetermined"),
        (LATE, LENIENT, "undetermined"),
        (LATE, WITHOUT_GONE, "failed"),
        (TIMED_OUT, LENIENT, "undetermined"),
        (TIMED_OUT, PATIENT, "failed"),
        ({"outcome": Outcome.DNS_NXDOMAIN, "status": None}, THREE, "undetermined"),
    ],
)
def test_links_systems_and_files_are_read_by_the_table_too(
    make: Any, kind: str, seen: dict[str, Any], table: VisitTable, expected: str
) -> None:
    told = read_by(look_at("http://other.example/x", **seen)[kind], table, make)
    word = told.state if kind == "file" else told.counts_as

    assert word == expected


@pytest.mark.parametrize("kind", ["link", "system"])
def test_a_class_that_does_not_open_by_the_table_leaves_a_link_undetermined(
    make: Any, kind: str
) -> None:
    def told(page_class: PageClass) -> CountsAs:
        seen = {**LATE, "page_class": page_class, "word": CountsAs.OPENED}
        fact = look_at("http://other.example/x", **seen)[kind]
        word: CountsAs = read_by(fact, PAGES_ONLY, make).counts_as
        return word

    assert told(PageClass.MOVED) is CountsAs.UNDETERMINED
    assert told(PageClass.PAGE) is CountsAs.OPENED
    assert told(PageClass.NOT_HTML) is CountsAs.OPENED, "a file that came"


def test_a_column_that_timed_out_is_dead_only_where_so_long_was_waited(make: Any) -> None:
    fact = make.column("a/", **TIMED_OUT, page_class=None, items=()).fact

    assert is_dead(fact, HOUSE_TABLE)
    assert not is_dead(fact, LENIENT)


def test_the_quorum_of_vantages_counts_what_fails_by_the_edition(make: Any) -> None:
    tries = {
        "north": one_try(Outcome.RESET),
        "south": one_try(Outcome.CONNECT_REFUSED),
    }
    rows = [
        make.evidence(replace(visit(one, word=CountsAs.FAILED), vantage=name), HOME)
        for name, one in tries.items()
    ]

    def words(table: VisitTable) -> set[CountsAs]:
        return {one.fact.counts_as for one in with_quorum(by_table(rows, table), 2)}

    assert words(HOUSE_TABLE) == {CountsAs.FAILED}
    assert words(PATIENT) == {CountsAs.UNDETERMINED}


TRIES = st.builds(
    one_try,
    st.sampled_from(list(Outcome)),
    st.sampled_from([1.0, 12.0, 15.0, 17.0, 21.0]),
    page_class=st.sampled_from([None, *PageClass]),
    status=st.sampled_from([None, 200, 403, 404, 502]),
    name_servers=st.sampled_from([0, 1, 2, 3]),
    url=st.sampled_from([HOME, HOME, "https://www.example.gov.cn/"]),
    strain=st.sampled_from(["", "", "loop lag"]),
)


def looks_of(tries: list[VisitTry], unnoted: int = 0) -> list[Look]:
    return [
        Look(
            outcome=one.outcome,
            page_class=one.page_class,
            status=one.status,
            seconds=one.seconds,
            name_servers=one.name_servers or unnoted,
            strained=bool(one.strain),
            twin=one.url != tries[0].url,
        )
        for one in tries
    ]


@given(tries=st.lists(TRIES, min_size=1, max_size=4))
def test_a_word_stands_only_where_the_kept_tries_carry_it_and_no_table_accuses_anew(
    make: Any, tries: list[VisitTry]
) -> None:
    word = HOUSE_TABLE.conclude(looks_of(tries))
    made = visit(*tries, word=word)

    assert read_by(made, HOUSE_TABLE, make) == made
    for table in TABLES:
        told = read_by(made, table, make)
        assert read_by(told, table, make) == told
        if told.counts_as is CountsAs.FAILED:
            assert word is CountsAs.FAILED
        if told.counts_as in {CountsAs.FAILED, CountsAs.OPENED}:
            assert told.counts_as is table.conclude(looks_of(tries, unnoted=2))
