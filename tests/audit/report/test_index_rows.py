from hypothesis import given
from hypothesis import strategies as st

from audit.report.index_rows import ORDER, SiteGathering
from schema.types.finding import SiteResult
from schema.types.verdict import Verdict
from testkit.sheets import make_item, make_sheet

RESULTS = {
    SiteResult.UNQUALIFIED: Verdict.FAIL,
    SiteResult.UNDETERMINED: Verdict.UNDETERMINED,
    SiteResult.QUALIFIED: Verdict.PASS,
    SiteResult.NOT_APPLICABLE: Verdict.NOT_APPLICABLE,
}


@given(st.lists(st.sampled_from(list(RESULTS)), max_size=12), st.integers(1, 5))
def test_all_are_counted_and_the_worst_kept_whatever_their_order(
    results: list[SiteResult], most: int
) -> None:
    gathering = SiteGathering(most)
    for number, result in enumerate(results):
        gathering.add(make_sheet(url=f"http://s{number}.example/", result=result), "x.html")
    sites = gathering.sites()
    ranks = sorted(ORDER.index(RESULTS[result]) for result in results)

    assert sites.measured == len(results)
    assert sum(sites.summed.values()) == len(results)
    assert [ORDER.index(row.verdict) for row in sites.rows] == ranks[:most]


def test_a_line_names_what_failed_by_points_and_what_vetoed() -> None:
    points = make_item("A2", Verdict.FAIL, kind="deduct", name="链接")
    gathering = SiteGathering()
    gathering.add(make_sheet([points], result=SiteResult.UNQUALIFIED), "a.html")
    gathering.add(make_sheet([make_item("V2", Verdict.FAIL)], vetoed=True, url="http://b/"), "b")
    by_points, vetoed = sorted(gathering.sites().rows, key=lambda one: one.summed_up)

    assert (by_points.summed_up, by_points.deducted) == ("不合格", ("A2",))
    assert (vetoed.summed_up, vetoed.vetoes["V2"][0]) == ("单项否决", Verdict.FAIL)
