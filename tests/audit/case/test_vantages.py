from typing import Any

import pytest

from audit.case.vantages import with_quorum
from schema.types.evidence import Evidence
from schema.types.facts import VisitFact
from schema.types.outcome import CountsAs
from testkit.facts import make_visit

FAILED, OPENED, UNDETERMINED = CountsAs.FAILED, CountsAs.OPENED, CountsAs.UNDETERMINED


def visit(vantage: str, word: CountsAs, round_id: int = 1) -> Evidence:
    fact = make_visit(vantage=vantage, counts_as=word, round_id=round_id)
    return Evidence(id=f"probe-{round_id}-{vantage}", fact=fact, provenance=())


def words(visits: list[Evidence], quorum: int) -> list[CountsAs]:
    facts: list[Any] = [one.fact for one in with_quorum(visits, quorum)]
    assert all(isinstance(fact, VisitFact) for fact in facts)
    return [fact.counts_as for fact in facts]


@pytest.mark.parametrize(
    ("seen", "quorum", "expected"),
    [
        ([FAILED], 1, [FAILED]),
        ([FAILED], 2, [UNDETERMINED]),
        ([FAILED, FAILED], 2, [FAILED, FAILED]),
        ([FAILED, OPENED], 2, [UNDETERMINED, OPENED]),
        ([FAILED, OPENED], 1, [FAILED, OPENED]),
        ([FAILED, FAILED, OPENED], 2, [FAILED, FAILED, OPENED]),
        ([CountsAs.VOID, FAILED], 2, [CountsAs.VOID, UNDETERMINED]),
    ],
)
def test_a_failure_needs_its_quorum(
    seen: list[CountsAs], quorum: int, expected: list[CountsAs]
) -> None:
    assert words([visit(f"v{n}", word) for n, word in enumerate(seen)], quorum) == expected


def test_vantages_agree_within_one_round_only() -> None:
    assert words([visit("a", FAILED, 1), visit("b", FAILED, 2)], 2) == [UNDETERMINED] * 2


def test_a_failure_that_too_few_saw_says_so() -> None:
    (one,) = with_quorum([visit("a", FAILED)], 3)

    assert isinstance(one.fact, VisitFact)
    assert "1 of the 3 vantages" in one.fact.reason
