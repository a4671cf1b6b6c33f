from typing import Any

from audit.sweep.rates import by_item, whole
from audit.sweep.recognised import ItemByPeople, Reviews, SitesByPeople, followed_up, reviews_in_all
from schema.types.finding import SiteResult
from schema.types.ids import SiteId
from schema.types.review import ItemStanding, Recognition
from schema.types.statistics import FindingCount, ResultCount
from schema.types.verdict import Verdict
from testkit.reviews import make_review


def count(result: str, sites: int = 1, **changes: Any) -> ResultCount:
    values: dict[str, Any] = {
        "province": "湖南省",
        "city": "长沙市",
        "county": "",
        "level": "市",
        "is_portal": False,
        "running": True,
        "surveyed": True,
        "result": SiteResult(result),
        "vetoed": False,
        "sites": sites,
    }
    return ResultCount(**{**values, **changes})


def finding(item: str, verdict: Verdict, sites: int, *, decided: bool = False) -> FindingCount:
    return FindingCount(item=item, verdict=verdict, reason="", sites=sites, decided=decided)


def test_machine_and_people_are_counted_apart() -> None:
    tally = whole(
        [
            count("不合格", 3, vetoed=True, waits=True),
            count("不合格", 1, recognition=Recognition.UNQUALIFIED, people_veto=True),
            count("不合格", 1, recognition=Recognition.QUALIFIED),
            count("无法判定", 2, waits=True),
            count("无法判定", 1, recognition=Recognition.UNDETERMINED),
            count("合格", 4, waits=True),
            count("不适用", 5, running=False),
        ]
    )

    assert (tally.qualified, tally.unqualified, tally.undetermined) == (4, 5, 3)
    assert tally.people == SitesByPeople(
        qualified=1, unqualified=1, vetoed=1, waiting=5, undetermined=1, none=4
    )


def test_peoples_counts_are_all_checked_sites_and_give_both_ends_of_a_rate() -> None:
    tally = whole(
        [
            count("不合格", 6, waits=True),
            count("合格", 3, recognition=Recognition.QUALIFIED),
            count("不合格", 1, recognition=Recognition.UNQUALIFIED),
        ]
    )
    people = tally.people
    parts = (people.qualified, people.unqualified, people.waiting, people.undetermined, people.none)

    assert sum(parts) == tally.checked
    assert (str(tally.lowest_by_people), str(tally.highest_by_people)) == ("30.0", "90.0")


def test_items_of_reviewed_sites_are_counted_by_people_and_the_others_wait() -> None:
    counts = [
        finding("V2", Verdict.FAIL, 5),
        finding("V2", Verdict.PASS, 9),
        finding("V4", Verdict.NEEDS_PERSON, 14),
        finding("V2", Verdict.FAIL, 2, decided=True),
        finding("J1", Verdict.FAIL, 7),
    ]
    reviews = [
        make_review(standings={"V2": ItemStanding.PROBLEM, "V4": ItemStanding.CLEARED}),
        make_review(standings={"V2": ItemStanding.CLEARED, "V4": ItemStanding.WAITING}),
    ]
    tallies = by_item(counts, reviews, ("V2", "V4"))

    assert tallies["V2"].verdicts[Verdict.FAIL] == 7
    assert tallies["V2"].people == ItemByPeople(problem=1, vetoed=1, cleared=1, waiting=5)
    assert tallies["V4"].people == ItemByPeople(problem=0, cleared=1, waiting=15)
    assert tallies["J1"].people == ItemByPeople()


def test_problems_of_sites_that_a_veto_fails_are_counted_among_all() -> None:
    problem = {"B1": ItemStanding.PROBLEM}
    reviews = [
        make_review(standings=problem | {"V2": ItemStanding.PROBLEM}),
        make_review(Recognition.QUALIFIED, standings=problem),
        make_review(standings={"B1": ItemStanding.CLEARED}),
    ]

    people = by_item([finding("B1", Verdict.FAIL, 3, decided=True)], reviews)["B1"].people

    assert (people.problem, people.vetoed, people.cleared) == (2, 1, 1)


def test_reviews_are_summed_up_with_what_reopened() -> None:
    reviews = [make_review(), make_review(decided=False, reopened=2)]

    assert reviews_in_all(reviews) == Reviews(sites=1, reopened=2)


def test_sites_that_people_failed_before_are_followed_up_by_what_people_say_now() -> None:
    failed, passed = make_review(), make_review(Recognition.QUALIFIED)
    before = {SiteId(n): failed for n in range(1, 5)} | {SiteId(9): passed}
    now = {
        SiteId(1): passed,
        SiteId(2): failed,
        SiteId(3): passed,
        SiteId(9): failed,
    }

    assert followed_up(before, now) == {Recognition.QUALIFIED: 2, Recognition.UNQUALIFIED: 1}
    assert followed_up({}, now) == {}
