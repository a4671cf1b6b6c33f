from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.case.casefile import Gap
from audit.scoring.judgement import GAP_WORDS, Standing, Tally, judge_count, names_of
from schema.types.verdict import Verdict

COUNTS = st.integers(0, 12)
GAPS = st.one_of(st.none(), st.sampled_from(Gap))


def tally(make: Any, proved: int, still_open: int, gap: Gap | None = None) -> Tally:
    column = make.case(make.column("a/")).columns[0]
    return Tally(proved=(column,) * proved, open=(column,) * still_open, cleared=(column,), gap=gap)


@pytest.mark.parametrize(
    ("proved", "still_open", "gap", "expected"),
    [
        pytest.param(5, 0, None, Verdict.FAIL, id="proved-reaches-threshold"),
        pytest.param(4, 0, None, Verdict.PASS, id="upper-bound-below"),
        pytest.param(4, 1, None, Verdict.UNDETERMINED, id="upper-bound-reaches"),
        pytest.param(0, 5, None, Verdict.UNDETERMINED, id="nothing-proved"),
        pytest.param(0, 0, Gap.SURVEY_CUT_SHORT, Verdict.UNDETERMINED, id="no-upper-bound"),
        pytest.param(5, 0, Gap.HOMEPAGE_NOT_OPENED, Verdict.FAIL, id="proof-outweighs-a-gap"),
    ],
)
def test_count_is_decided_where_both_bounds_agree(
    make: Any, proved: int, still_open: int, gap: Gap | None, expected: Verdict
) -> None:
    assert tally(make, proved, still_open, gap).verdict(5) is expected


@given(proved=COUNTS, still_open=COUNTS, threshold=st.integers(1, 12))
def test_open_columns_never_turn_one_decision_into_the_other(
    make: Any, proved: int, still_open: int, threshold: int
) -> None:
    before = tally(make, proved, 0).verdict(threshold)
    after = tally(make, proved, still_open).verdict(threshold)

    assert after is before or (before is Verdict.PASS and after is Verdict.UNDETERMINED)


@given(proved=COUNTS, still_open=COUNTS, threshold=st.integers(1, 12))
def test_resolving_an_open_column_never_overturns_a_decision(
    make: Any, proved: int, still_open: int, threshold: int
) -> None:
    before = tally(make, proved, still_open + 1).verdict(threshold)
    worse = tally(make, proved + 1, still_open).verdict(threshold)
    better = tally(make, proved, still_open).verdict(threshold)

    assert before is Verdict.UNDETERMINED or worse is before is better


@given(proved=COUNTS, still_open=COUNTS, gap=GAPS, threshold=st.integers(1, 11))
def test_higher_threshold_never_fails_what_passed(
    make: Any, proved: int, still_open: int, gap: Gap | None, threshold: int
) -> None:
    one = tally(make, proved, still_open, gap)

    if one.verdict(threshold) is Verdict.PASS:
        assert one.verdict(threshold + 1) is Verdict.PASS
    if one.verdict(threshold + 1) is Verdict.FAIL:
        assert one.verdict(threshold) is Verdict.FAIL


@pytest.mark.parametrize(
    ("proved", "gap", "reason", "said"),
    [
        pytest.param(2, None, "threshold_reached", "已达2个，构成单项否决", id="fail"),
        pytest.param(0, None, "columns_open", "是否达到2个无法判定", id="open"),
        pytest.param(0, Gap.SURVEY_CUT_SHORT, "survey_cut_short", "采集因限额提前结束", id="gap"),
    ],
)
def test_reason_and_sentence_say_why(
    make: Any, proved: int, gap: Gap | None, reason: str, said: str
) -> None:
    judgement = judge_count(
        tally(make, proved, 2, gap),
        make.case(),
        subject="某类栏目",
        threshold=2,
        open_reason="columns_open",
    )

    assert judgement.reason == reason
    assert said in judgement.explanation
    which = "（“工作动态”、“工作动态”）" if "无法判定" in judgement.explanation else ""
    assert judgement.explanation.startswith(f"某类栏目已证实{proved}个，另有2个未能判定{which}；")


def test_unknown_upper_bound_is_none(make: Any) -> None:
    judgement = judge_count(
        tally(make, 0, 1, Gap.SURVEY_CUT_SHORT),
        make.case(),
        subject="",
        threshold=2,
        open_reason="columns_open",
    )

    assert judgement.measure == {
        "proved": 0,
        "undetermined": 1,
        "upper": None,
        "threshold": 2,
        "columns": 2,
    }


def test_tally_leaves_out_what_the_item_does_not_count(make: Any) -> None:
    case = make.case(make.visit(), make.column("a/"), make.column("b/"))
    one = Tally.of(
        case, lambda column: Standing.PROVED if "/a/" in column.url else Standing.LEFT_OUT
    )

    assert [column.url for column in one.proved] == [f"{make.home}a/"]
    assert (one.open, one.cleared, one.gap) == ((), (), None)


def test_every_gap_has_its_words() -> None:
    assert set(GAP_WORDS) == set(Gap)


def test_the_columns_that_a_person_must_look_at_are_named(make: Any) -> None:
    columns = [make.case(make.column(f"{n}/", name=f"栏目{n}")).columns[0] for n in range(1, 8)]

    assert names_of(columns[:2]) == "“栏目1”、“栏目2”"
    assert names_of(columns) == "“栏目1”、“栏目2”、“栏目3”、“栏目4”、“栏目5”等7个栏目"
    assert tally(make, 1, 1).note == "未能判定的：“工作动态”。"
    assert tally(make, 1, 0).note == ""
    assert tally(make, 0, 1, Gap.SURVEY_CUT_SHORT).note.endswith("采集因限额提前结束。")
