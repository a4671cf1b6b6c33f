from datetime import timedelta
from itertools import takewhile
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from audit.case.looks import all_ids, failed_twice, place_of
from schema.types.link_facts import LinkFact
from schema.types.outcome import CountsAs
from testkit.facts import HOME
from testkit.side_facts import make_link

GAP = timedelta(hours=4)


def failed(fact: LinkFact) -> bool:
    return fact.counts_as is CountsAs.FAILED


def looks(make: Any, *given: tuple[float, bool]) -> Any:
    rows = [
        make.evidence(
            make_link(counts_as=CountsAs.FAILED if bad else CountsAs.OPENED),
            HOME,
            make.as_of + timedelta(hours=hours),
        )
        for hours, bad in given
    ]
    return make.case(*rows).links[0]


def test_two_failures_far_enough_apart_make_a_subject_dead(make: Any) -> None:
    assert failed_twice(looks(make, (0, True), (4, True)), failed, GAP) is True


def test_one_failure_or_two_too_close_leave_it_open(make: Any) -> None:
    assert failed_twice(looks(make, (0, True)), failed, GAP) is None
    assert failed_twice(looks(make, (0, True), (3.99, True)), failed, GAP) is None


def test_what_opens_again_is_not_dead(make: Any) -> None:
    assert failed_twice(looks(make, (0, True), (5, True), (6, False)), failed, GAP) is False


def test_a_failure_before_an_open_look_is_over(make: Any) -> None:
    seen = ((0, True), (500, False), (1000, True))

    assert failed_twice(looks(make, *seen), failed, GAP) is None
    assert failed_twice(looks(make, *seen, (1004, True)), failed, GAP) is True


def test_no_look_at_all_is_no_failure() -> None:
    assert failed_twice((), failed, GAP) is False


def test_a_place_is_that_of_the_look(make: Any) -> None:
    (look,) = looks(make, (0, True))
    place = place_of(look, title="站内链接", url="http://x/", cause="link", times=3)

    assert (place.evidence, place.at, place.cause, place.times) == (
        look.id, make.as_of, "link:http://x/", 3,
    )  # fmt: skip


def test_every_look_is_evidence(make: Any) -> None:
    two = looks(make, (0, True), (4, True))

    assert all_ids([two]) == tuple(one.id for one in two)


@given(st.lists(st.tuples(st.floats(0, 100), st.booleans()), min_size=1, max_size=6))
def test_dead_means_that_all_looks_failed_since_the_first_of_two_that_lie_apart(
    make: Any, rows: list[tuple[float, bool]]
) -> None:
    ordered = sorted(rows, key=lambda row: row[0])
    bad = [hours for hours, _ in takewhile(lambda row: row[1], reversed(ordered))]

    dead = failed_twice(looks(make, *ordered), failed, GAP) is True

    span = timedelta(hours=max(bad, default=0)) - timedelta(hours=min(bad, default=0))
    assert dead is (bool(bad) and span >= GAP)
