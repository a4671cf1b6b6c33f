from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.people.sampling import Candidate, Sample, SampleRule, Why, draw, share_out
from schema.types.casework import Person, Role
from schema.types.errors import UsageError
from testkit.facts import make_site

PORTAL, BUREAU = ("甲市", "县级门户", "门户"), ("甲市", "市级部门", "非门户")


def candidates(portals: int, bureaus: int, failed: tuple[int, ...] = ()) -> list[Candidate]:
    kinds = [PORTAL] * portals + [BUREAU] * bureaus
    return [
        Candidate(site_id=n, url=f"http://s{n}.example/", stratum=kind, failed_before=n in failed)
        for n, kind in enumerate(kinds, start=1)
    ]


def ids(sample: Sample) -> list[int]:
    return [one.site_id for one in sample.picks]


def test_the_same_seed_draws_the_same_sites_in_whatever_order_they_come() -> None:
    rule, sites = SampleRule(seed="2026Q4", share=0.3), candidates(20, 30)

    assert ids(draw(sites, rule)) == ids(draw(reversed(sites), rule))


def test_another_seed_draws_other_sites() -> None:
    sites = candidates(20, 30)

    assert ids(draw(sites, SampleRule(seed="a", share=0.3))) != ids(
        draw(sites, SampleRule(seed="b", share=0.3))
    )


def counties(number: int, failed: frozenset[int] = frozenset()) -> list[Candidate]:
    """Give three sites a county."""
    return [
        Candidate(
            site_id=n,
            url=f"http://s{n}.example/",
            stratum=(f"县{n // 3}", "县级部门", "非门户"),
            failed_before=n in failed,
        )
        for n in range(3 * number)
    ]


@given(st.integers(1, 60), st.integers(1, 100), st.text(max_size=3), st.sets(st.integers(0, 20)))
def test_a_share_of_the_whole_is_rounded_up_once_however_many_strata_there_are(
    number: int, percent: int, seed: str, failed: set[int]
) -> None:
    sites = counties(number, frozenset(failed))
    again = sum(one.failed_before for one in sites)
    sample = draw(sites, SampleRule(seed=seed, share=percent / 100))

    assert len(sample.picks) == max(again, -(-len(sites) * percent // 100))
    assert sum(one.sampled for one in sample.strata) == len(sample.picks)


@given(st.integers(0, 40), st.integers(0, 40), st.integers(1, 100))
def test_each_stratum_gets_its_share_up_to_one_site(
    portals: int, bureaus: int, percent: int
) -> None:
    sample = draw(candidates(portals, bureaus), SampleRule(seed="s", share=percent / 100))
    whole = len(sample.picks) / max(1, portals + bureaus)

    assert all(abs(one.sampled - whole * one.running) < 1 for one in sample.strata)


def test_sites_of_a_small_stratum_are_drawn_as_often_as_others() -> None:
    sites = candidates(1, 19)
    drawn = [1 in ids(draw(sites, SampleRule(seed=str(n), share=0.3))) for n in range(1000)]

    assert 0.25 < sum(drawn) / len(drawn) < 0.35


def test_failures_of_any_stratum_are_part_of_the_number() -> None:
    sites = candidates(10, 10, failed=(1, 2, 3, 4))
    sample = draw(sites, SampleRule(seed="s", number=6))

    assert Counter(one.why for one in sample.picks) == {Why.FAILED_BEFORE: 4, Why.DRAWN: 2}


@given(st.integers(0, 40), st.integers(1, 40), st.integers(1, 100))
def test_a_number_is_drawn_exactly_where_there_are_as_many(
    portals: int, bureaus: int, number: int
) -> None:
    sample = draw(candidates(portals, bureaus), SampleRule(seed="s", number=number))

    assert len(set(ids(sample))) == len(ids(sample)) == min(number, portals + bureaus)


def test_what_failed_before_is_always_in_and_part_of_the_quota() -> None:
    failed = (3, 4)
    sample = draw(candidates(10, 0, failed), SampleRule(seed="s", share=0.3))

    assert {one.site_id for one in sample.picks if one.why is Why.FAILED_BEFORE} == set(failed)
    assert len(sample.picks) == 3


def test_more_failures_than_the_quota_are_all_in() -> None:
    failed = tuple(range(1, 9))
    sample = draw(candidates(10, 0, failed), SampleRule(seed="s", share=0.1))

    assert sorted(ids(sample)) == list(failed)


def test_excluded_sites_are_counted_by_reason_and_never_drawn() -> None:
    closed = Candidate(site_id=99, url="http://gone.example/", stratum=PORTAL, excluded="关停")
    sample = draw([*candidates(3, 0), closed], SampleRule(seed="s", share=1.0))

    assert sample.excluded == {"关停": 1}
    assert 99 not in ids(sample)
    assert sample.ratio == 1.0


def test_a_sample_that_is_too_small_says_so() -> None:
    sites = candidates(100, 0)

    assert not draw(sites, SampleRule(seed="s", number=29, min_ratio=0.3)).enough
    assert draw(sites, SampleRule(seed="s", number=30, min_ratio=0.3)).enough


@pytest.mark.parametrize(
    "rule",
    [
        SampleRule(seed="s"),
        SampleRule(seed="s", share=0.3, number=3),
        SampleRule(seed="s", share=1.5),
        SampleRule(seed="s", number=0),
    ],
)
def test_an_impossible_rule_is_refused(rule: SampleRule) -> None:
    with pytest.raises(UsageError):
        draw(candidates(3, 3), rule)


def shared(*people: Person) -> Counter[str]:
    """Share out eight sites of one county and count the worklists."""
    picks = draw(candidates(4, 4), SampleRule(seed="s", share=1.0)).picks
    sites = {
        one.site_id: make_site(id=one.site_id, province="甲省", city="甲市", county="甲县")
        for one in picks
    }
    return Counter(one.reviewer for one in share_out(picks, people, sites))


@pytest.mark.parametrize("division", ["", "甲省", "甲市", "甲县"])
def test_worklists_are_even_among_those_whose_division_a_site_lies_in(division: str) -> None:
    assert shared(
        Person(name="张三", role=Role.REVIEWER),
        Person(name="李四", role=Role.SECOND_REVIEWER, division=division),
        Person(name="外地", role=Role.REVIEWER, division="乙市"),
    ) == {"张三": 4, "李四": 4}


def test_who_may_not_check_or_is_of_elsewhere_has_no_worklist() -> None:
    assert shared(
        Person(name="外地", role=Role.REVIEWER, division="乙市"),
        Person(name="办公室", role=Role.OFFICE),
        Person(name="王五", role=Role.OPERATOR, division="甲县"),
        Person(name="管理员", role=Role.ADMIN),
    ) == {"": 8}
