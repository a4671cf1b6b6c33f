from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.visit_words import by_table
from schema.types.facts import VisitFact, VisitTry
from schema.types.link_facts import LinkFact
from schema.types.outcome import CountsAs, Outcome, PageClass
from schema.types.visit_table import HOUSE_TABLE, Look, VisitTable
from testkit.facts import make_visit

HOME = make_visit().url
LENIENT = replace(HOUSE_TABLE, limit_seconds=20.0)
STRICT = replace(HOUSE_TABLE, limit_seconds=10.0)
PATIENT = replace(HOUSE_TABLE, failed=HOUSE_TABLE.failed - {Outcome.RESET})
WITHOUT_GONE = replace(HOUSE_TABLE, failed_statuses=frozenset())
TABLES = (HOUSE_TABLE, LENIENT, STRICT, PATIENT, WITHOUT_GONE)


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
    return make_visit(counts_as=word, tries=tries, reason="as it was made")


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


def test_a_shorter_limit_makes_no_failure_of_what_nobody_looked_at_again(make: Any) -> None:
    told = read_by(visit(one_try(seconds=12.0), word=CountsAs.OPENED), STRICT, make)

    assert told.counts_as is CountsAs.UNDETERMINED
    assert "no second client stack confirmed it" in told.reason
    assert told.outcome is Outcome.OK


def test_what_an_edition_does_not_call_failed_is_undetermined(make: Any) -> None:
    tries = [one_try(Outcome.RESET, stack=stack) for stack in ("aiohttp", "httpx")]
    made = visit(*tries, word=CountsAs.FAILED)

    assert read_by(made, PATIENT, make).counts_as is CountsAs.UNDETERMINED
    assert read_by(made, HOUSE_TABLE, make) == made
    refused = visit(one_try(Outcome.CONNECT_REFUSED), *tries, word=CountsAs.FAILED)
    assert read_by(refused, PATIENT, make).outcome is Outcome.RESET


def test_two_name_servers_are_not_three(make: Any) -> None:
    three = replace(HOUSE_TABLE, name_servers=3)

    def asked(servers: int | None) -> CountsAs:
        gone = one_try(Outcome.DNS_NXDOMAIN, name_servers=servers)
        word: CountsAs = read_by(visit(gone, word=CountsAs.FAILED), three, make).counts_as
        return word

    assert asked(2) is CountsAs.UNDETERMINED
    assert asked(3) is CountsAs.FAILED
    assert asked(None) is CountsAs.FAILED, "evidence of before the number was kept"


def test_a_twin_without_a_name_was_nothing_to_try_here_either(make: Any) -> None:
    twin = one_try(Outcome.DNS_NXDOMAIN, url="http://www.nowhere.gov.cn/", name_servers=1)
    made = visit(one_try(seconds=17.0), twin, word=CountsAs.FAILED)

    assert read_by(made, LENIENT, make).counts_as is CountsAs.OPENED
    assert read_by(made, STRICT, make).counts_as is CountsAs.FAILED


def test_void_visits_and_those_without_tries_stay(make: Any) -> None:
    void = visit(*late(17.0), word=CountsAs.VOID)
    bare = make_visit(counts_as=CountsAs.FAILED, tries=())

    assert read_by(void, LENIENT, make) == void
    assert read_by(bare, LENIENT, make) == bare


@pytest.mark.parametrize(
    ("table", "status", "word"),
    [(WITHOUT_GONE, 404, CountsAs.UNDETERMINED), (WITHOUT_GONE, 500, CountsAs.FAILED),
     (PATIENT, 404, CountsAs.FAILED)],
)  # fmt: skip
def test_links_are_read_by_the_table_too(
    make: Any, table: VisitTable, status: int, word: CountsAs
) -> None:
    link = LinkFact(
        url=f"{HOME}gone", found_on=HOME, on_home=True, outside=False,
        outcome=Outcome.HTTP_4XX if status == 404 else Outcome.HTTP_5XX, status=status,
        page_class=None, counts_as=CountsAs.FAILED, at=make.as_of,
    )  # fmt: skip

    assert read_by(link, table, make).counts_as is word


TRIES = st.builds(
    one_try,
    st.sampled_from(list(Outcome)),
    st.sampled_from([1.0, 12.0, 15.0, 17.0, 21.0]),
    page_class=st.sampled_from([None, *PageClass]),
    status=st.sampled_from([None, 200, 403, 404, 502]),
    name_servers=st.sampled_from([0, 1, 2, 3]),
    strain=st.sampled_from(["", "", "loop lag"]),
)


def looks_of(tries: list[VisitTry]) -> list[Look]:
    return [
        Look(
            outcome=one.outcome,
            page_class=one.page_class,
            status=one.status,
            seconds=one.seconds,
            name_servers=one.name_servers or 0,
            strained=bool(one.strain),
        )
        for one in tries
    ]


@given(tries=st.lists(TRIES, min_size=1, max_size=4))
def test_no_table_finds_a_failure_that_the_survey_did_not_and_twice_is_once(
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
