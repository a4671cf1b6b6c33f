import pytest

from audit.scoring.counting import counted, for_person, not_applicable, verdict_of
from schema.types.finding import Bounds
from schema.types.verdict import Verdict


@pytest.mark.parametrize(
    ("proved", "upper", "verdict", "reason"),
    [
        (1, None, Verdict.FAIL, "problems_proved"),
        (0, 0, Verdict.PASS, "no_problem"),
        (0, 1, Verdict.UNDETERMINED, "open"),
        (0, None, Verdict.UNDETERMINED, "open"),
    ],
)
def test_one_proved_unit_deducts_and_only_none_at_most_passes(
    proved: int, upper: int | None, verdict: Verdict, reason: str
) -> None:
    assert verdict_of(Bounds(proved=proved, upper=upper), "open") == (verdict, reason)


@pytest.mark.parametrize(
    ("proved", "upper", "words"),
    [
        (0, 0, "链接未发现。"),
        (3, 3, "链接3个。"),
        (0, 4, "链接尚未证实，至多4个。"),
        (0, None, "链接尚未发现，但不能排除。"),
        (1, 4, "链接已证实1个，至多4个。"),
        (1, None, "链接已证实1个，可能还有。"),
    ],
)
def test_the_sentence_says_what_is_proved_and_what_at_most(
    proved: int, upper: int | None, words: str
) -> None:
    assert counted(Bounds(proved=proved, upper=upper), subject="链接").explanation == words


@pytest.mark.parametrize(
    ("proved", "upper", "words"),
    [(1, 1, "属实"), (0, 0, "无此问题"), (0, 1, "无法判定"), (0, None, "无法判定")],
)
def test_what_is_so_or_not_is_answered_and_not_counted(
    proved: int, upper: int | None, words: str
) -> None:
    said = counted(Bounds(proved=proved, upper=upper), subject="未开设栏目", unit="").explanation

    assert said == f"未开设栏目：{words}。"


def test_another_unit_is_said() -> None:
    share = counted(Bounds(proved=1, upper=4), subject="比例", unit="个百分点")

    assert share.explanation == "比例已证实1个百分点，至多4个百分点。"


def test_what_is_left_to_a_person_proves_nothing() -> None:
    left = for_person(reason="judged_by_person", explanation="由人工检查。", upper=2)

    assert (left.verdict, left.units) == (Verdict.NEEDS_PERSON, Bounds(proved=0, upper=2))


def test_what_does_not_apply_has_no_units() -> None:
    assert not_applicable(reason="none", explanation="不适用。").units is None


def test_bounds_never_cross() -> None:
    with pytest.raises(ValueError, match="no bounds"):
        Bounds(proved=2, upper=1)
