from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.scoring.totals import totals
from schema.types.finding import Bounds, Finding, SiteResult
from schema.types.rulepack import Trait
from schema.types.verdict import Verdict
from testkit.side_facts import make_link

TRAITS = frozenset({Trait.OTHER, Trait.SERVICES})


def findings(make: Any) -> list[Finding]:
    sheet = make.sheet(make.visit(), *make.twice(make_link()))
    return [item.finding for item in sheet.items]


def said(found: list[Finding], **verdicts: Verdict) -> list[Finding]:
    return [
        replace(one, verdict=verdicts[one.item], units=None) if one.item in verdicts else one
        for one in found
    ]


def test_the_sums_are_those_of_the_machine_s_own_sheet(make: Any) -> None:
    sheet = make.sheet(make.visit(), *make.twice(make_link()))

    sums = totals(make.pack, [item.finding for item in sheet.items], TRAITS)

    assert (sums.score, sums.bonus, sums.result) == (sheet.score, sheet.bonus, sheet.result)
    assert sums.open_vetoes == sheet.open_vetoes


def test_a_veto_leaves_no_score(make: Any) -> None:
    sums = totals(make.pack, said(findings(make), V4=Verdict.FAIL), TRAITS)

    assert sums.vetoed
    assert sums.score is None
    assert sums.result is SiteResult.UNQUALIFIED


def test_a_decided_question_is_no_open_veto(make: Any) -> None:
    before = totals(make.pack, findings(make), TRAITS)
    after = totals(make.pack, said(findings(make), V4=Verdict.PASS), TRAITS)

    assert set(before.open_vetoes) - set(after.open_vetoes) == {"V4"}


def test_where_nothing_applies_there_is_no_result(make: Any) -> None:
    found = [replace(one, verdict=Verdict.NOT_APPLICABLE) for one in findings(make)]
    sums = totals(make.pack, found, TRAITS)

    assert (sums.result, sums.score) == (SiteResult.NOT_APPLICABLE, None)


def test_an_item_that_passes_takes_nothing(make: Any) -> None:
    sums = totals(make.pack, said(findings(make), **{"A2.1": Verdict.PASS}), TRAITS)
    taken = {item.id: points for item, points in sums.rows}

    assert taken["A2.1"] is not None
    assert taken["A2.1"].worst == Decimal(0)


UNITS = {
    Verdict.PASS: st.just(Bounds(proved=0, upper=0)),
    Verdict.FAIL: st.integers(1, 30).map(lambda n: Bounds(proved=n, upper=n + 1)),
    Verdict.UNDETERMINED: st.integers(1, 30).map(lambda n: Bounds(proved=0, upper=n)),
    Verdict.NEEDS_PERSON: st.just(Bounds(proved=0, upper=None)),
    Verdict.NOT_APPLICABLE: st.none(),
}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data(), st.sampled_from([list(Verdict), [Verdict.PASS, Verdict.NOT_APPLICABLE]]))
def test_what_the_database_asks_of_a_sheet_holds_of_every_sum(
    make: Any, data: st.DataObject, words: list[Verdict]
) -> None:
    found = []
    for one in findings(make):
        verdict = data.draw(st.sampled_from(words))
        found.append(replace(one, verdict=verdict, units=data.draw(UNITS[verdict])))

    sums = totals(make.pack, found, TRAITS)

    if sums.score is not None:
        assert 0 <= sums.score.worst <= sums.score.best <= make.pack.scale.full
    if sums.vetoed:
        assert (sums.result, sums.score) == (SiteResult.UNQUALIFIED, None)
    if sums.result is SiteResult.QUALIFIED:
        assert sums.open_vetoes == ()
        assert sums.score is not None
        assert sums.score.worst >= make.pack.scale.pass_mark
