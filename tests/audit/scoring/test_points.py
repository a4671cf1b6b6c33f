"""Points between two bounds: a problem more never scores higher."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.scoring.points import bonus, deduction, points_words, result, total
from schema.types.finding import Bounds, Deduction, Finding, ScoreRange, SiteResult
from schema.types.rulepack import Group, Per, Points, RuleItem, RulePack, Scale
from schema.types.verdict import Verdict

SCALE = Scale(full=Decimal(100), pass_mark=Decimal(60), bonus_above=Decimal(80))
GROUPS = (Group(name="甲", full=Decimal(30)), Group(name="乙"))


def item(name: str = "A", n: str = "5", per: Per = Per.EACH, **given: Any) -> RuleItem:
    usual: dict[str, Any] = {
        "id": name,
        "name": name,
        "kind": "deduct",
        "rule": "r",
        "source": "s",
        "check": "c",
        "params": {},
        "group": "乙",
        "points": Points(n=Decimal(n), per=per),
    }
    return RuleItem(**{**usual, **given})


def found(proved: int, upper: int | None, verdict: Verdict = Verdict.UNDETERMINED) -> Finding:
    return Finding(
        item="A",
        verdict=verdict,
        reason="",
        explanation="",
        measure={},
        evidence=(),
        units=Bounds(proved=proved, upper=upper),
    )


def pack(
    *items: RuleItem,
    groups: Sequence[Group] = GROUPS,
    scale: Scale | None = SCALE,
    indicators: Sequence[Group] = (Group(name="丙", full=Decimal(6)),),
) -> RulePack:
    return RulePack(
        edition="e",
        name="n",
        source="s",
        digest="d",
        texts=(),
        windows={},
        items=items,
        groups=tuple(groups),
        indicators=tuple(indicators),
        scale=scale,
    )


def both(one: RuleItem, finding: Finding) -> tuple[str, str | None]:
    points = deduction(one, finding)
    assert points is not None
    return str(points.best), None if points.worst is None else str(points.worst)


@pytest.mark.parametrize(
    ("one", "units", "points"),
    [
        (item(), (2, 3), ("10", "15")),
        (item(per=Per.ONCE), (2, 3), ("5", "5")),
        (item(per=Per.ONCE), (0, None), ("0", "5")),
        (item(n="0.1"), (13, 13), ("1.3", "1.3")),
        (item(n="2", cap=Decimal(16)), (9, 12), ("16", "16")),
        (item(n="2", cap=Decimal(16)), (1, None), ("2", "16")),
        (item(), (0, None), ("0", None)),
        (item(per=Per.ONCE, cap=Decimal(2)), (0, None), ("0", "2")),
    ],
)
def test_points_are_taken_for_what_is_proved_and_for_what_is_at_most(
    one: RuleItem, units: tuple[int, int | None], points: tuple[str, str | None]
) -> None:
    assert both(one, found(*units)) == points


@pytest.mark.parametrize("verdict", [Verdict.PASS, Verdict.NOT_APPLICABLE])
def test_what_passes_or_does_not_apply_takes_nothing(verdict: Verdict) -> None:
    assert both(item(), found(0, None, verdict)) == ("0", "0")


def test_a_veto_takes_no_points() -> None:
    assert deduction(item(kind="veto", points=None), found(1, 1)) is None


def test_a_group_deducts_no_more_than_its_points() -> None:
    rows = [(item(group="甲"), Deduction(best=Decimal(25), worst=Decimal(40)))] * 2

    assert total(pack(), rows) == ScoreRange(best=Decimal(70), worst=Decimal(70))


def test_an_indicator_deducts_no_more_than_its_points_and_bounds_what_nobody_can() -> None:
    sure = Deduction(best=Decimal(5), worst=Decimal(5))
    unbounded = Deduction(best=Decimal(0), worst=None)
    one = item(indicator="丙")

    assert total(pack(), [(one, sure), (one, sure)]) == ScoreRange(
        best=Decimal(94), worst=Decimal(94)
    )
    assert total(pack(), [(one, sure), (one, unbounded)]) == ScoreRange(
        best=Decimal(95), worst=Decimal(94)
    )


def test_what_nobody_can_bound_leaves_nothing_at_worst_but_a_group_bounds_it() -> None:
    unbounded = Deduction(best=Decimal(0), worst=None)

    assert total(pack(), [(item(), unbounded)]) == ScoreRange(best=Decimal(100), worst=Decimal(0))
    assert total(pack(), [(item(group="甲"), unbounded)]) == ScoreRange(
        best=Decimal(100), worst=Decimal(70)
    )


def test_a_group_that_is_left_out_is_scaled_up() -> None:
    groups = (*GROUPS, Group(name="办事服务", full=Decimal(25)))
    rows = [(item(), Deduction(best=Decimal(11), worst=Decimal(11)))]

    scored = total(pack(groups=groups), rows, ("办事服务",))

    assert scored == ScoreRange(best=Decimal("85.33"), worst=Decimal("85.33"))


def test_an_edition_without_a_scale_gives_no_score() -> None:
    assert total(pack(scale=None), []) is None


@pytest.mark.parametrize(
    ("best", "worst", "said"),
    [
        ("60", "60", SiteResult.QUALIFIED),
        ("59.9", "59.9", SiteResult.UNQUALIFIED),
        ("100", "59.9", SiteResult.UNDETERMINED),
        ("59.9", "0", SiteResult.UNQUALIFIED),
    ],
)
def test_a_site_qualifies_only_where_both_ends_agree(
    best: str, worst: str, said: SiteResult
) -> None:
    score = ScoreRange(best=Decimal(best), worst=Decimal(worst))

    assert result(SCALE, score, vetoed=False, open_vetoes=()) is said


def test_an_open_veto_keeps_a_site_from_qualifying_and_a_veto_fails_it() -> None:
    full = ScoreRange(best=Decimal(100), worst=Decimal(100))

    assert result(SCALE, full, vetoed=False, open_vetoes=["V5"]) is SiteResult.UNDETERMINED
    assert result(SCALE, full, vetoed=True, open_vetoes=()) is SiteResult.UNQUALIFIED
    assert result(None, None, vetoed=False, open_vetoes=()) is SiteResult.UNDETERMINED


@pytest.mark.parametrize(
    ("score", "given"), [("80", None), ("80.1", ("3", "3")), ("100", ("3", "3"))]
)
def test_bonus_counts_above_the_line_alone(score: str, given: tuple[str, str] | None) -> None:
    rows = [(item(kind="bonus"), Deduction(best=Decimal(3), worst=Decimal(3)))]
    reached = ScoreRange(best=Decimal(score), worst=Decimal(score))

    points = bonus(pack(), rows, reached)

    assert (points and (str(points.best), str(points.worst))) == given


def test_a_group_of_bonus_gives_no_more_than_its_points() -> None:
    rows = [(item(kind="bonus", group="甲"), Deduction(best=Decimal(20), worst=Decimal(25)))] * 2

    points = bonus(pack(), rows, ScoreRange(best=Decimal(90), worst=Decimal(90)))

    assert points == ScoreRange(best=Decimal(30), worst=Decimal(30))


def test_a_score_that_may_stay_below_the_line_is_sure_of_no_bonus() -> None:
    rows = [(item(kind="bonus"), Deduction(best=Decimal(3), worst=Decimal(5)))]

    points = bonus(pack(), rows, ScoreRange(best=Decimal(90), worst=Decimal(70)))

    assert points == ScoreRange(best=Decimal(5), worst=Decimal(0))


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (item(n="0.1"), "每个（条、处）扣0.1分"),
        (item(per=Per.ONCE), "一次性扣5分"),
        (item(per=Per.PERCENT), "每1%扣5分"),
        (item(n="2", cap=Decimal(16)), "每个（条、处）扣2分，最多扣16分"),
        (item(kind="bonus", n="1", cap=Decimal(8)), "每个（条、处）加1分，最多加8分"),
        (item(kind="veto", points=None), "单项否决"),
    ],
)
def test_points_are_said_as_the_sheet_prints_them(one: RuleItem, words: str) -> None:
    assert points_words(one) == words


_UNITS = st.tuples(st.integers(0, 60), st.one_of(st.none(), st.integers(0, 60))).map(
    lambda pair: (pair[0], None if pair[1] is None else pair[0] + pair[1])
)
_ITEMS = st.sampled_from(
    [
        item(),
        item(per=Per.ONCE),
        item(n="0.1"),
        item(n="2", cap=Decimal(16)),
        item(group="甲"),
        item(n="2", group="甲", indicator="丙"),
    ]
)


@given(st.lists(st.tuples(_ITEMS, _UNITS), min_size=1, max_size=6), st.data())
def test_one_problem_more_never_scores_higher(
    rows: list[tuple[RuleItem, tuple[int, int | None]]], data: Any
) -> None:
    def scored(units: list[tuple[int, int | None]]) -> ScoreRange:
        points = [
            (one, deduction(one, found(*bounds)))
            for (one, _), bounds in zip(rows, units, strict=True)
        ]
        made = total(pack(), points)
        assert made is not None
        return made

    before = [bounds for _, bounds in rows]
    place = data.draw(st.integers(0, len(rows) - 1))
    proved, upper = before[place]
    after = [*before]
    after[place] = (proved + 1, None if upper is None else max(upper, proved + 1))
    wider = [*before]
    wider[place] = (proved, None if upper is None else upper + 1)

    first, more, open_wider = scored(before), scored(after), scored(wider)

    assert first.best >= first.worst >= 0
    assert more.best <= first.best
    assert more.worst <= first.worst
    assert open_wider.best == first.best
    assert open_wider.worst <= first.worst
