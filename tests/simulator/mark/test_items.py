"""What a word about one item is worth."""

from collections.abc import Callable
from typing import Any

import pytest

Make = Callable[..., dict[str, Any]]
WORTHS = ("agree", "false_accusations", "false_passes", "abstained_right", "abstained_wrong")


@pytest.mark.parametrize(
    ("right", "said", "outcome"),
    [
        ("PASS", "PASS", "agree"),
        ("FAIL", "FAIL", "agree"),
        ("PASS", "FAIL", "false_accusations"),
        ("UNDETERMINED", "FAIL", "false_accusations"),
        ("FAIL", "PASS", "false_passes"),
        ("UNDETERMINED", "NEEDS_PERSON", "abstained_right"),
        ("PASS", "UNDETERMINED", "abstained_wrong"),
        ("PASS", "NOT_APPLICABLE", "not_applicable"),
    ],
)
def test_every_word_has_one_worth(  # noqa: PLR0913, PLR0917 - fixtures
    truth: Make, sheet: Make, marked: Make, right: str, said: str, outcome: str
) -> None:
    counts = marked(truth(V2=right), sheet(V2=said))["items"]["V2"]

    assert counts[outcome] == counts["n"] == 1
    assert sum(counts[worth] for worth in WORTHS) + counts["not_applicable"] == 1


def test_a_word_of_also_is_as_right(truth: Make, sheet: Make, marked: Make) -> None:
    right = truth(V3b="UNDETERMINED")
    right["items"]["V3b"]["also"] = ["PASS"]

    assert marked(right, sheet(V3b="PASS"))["items"]["V3b"]["agree"] == 1


def test_a_false_veto_is_listed_with_reason_fault_and_family(
    truth: Make, sheet: Make, marked: Make, url: str
) -> None:
    (veto,) = marked(truth(), sheet(V5="FAIL"))["false_vetoes"]

    assert (veto["site"], veto["item"], veto["truth"]) == (url, "V5", "PASS")
    assert (veto["faults"], veto["family"]) == (["Z-DORMANT"], "F1")
    assert veto["why"] == "w | auditor: r"


@pytest.mark.parametrize(
    ("said", "found", "missed"), [("FAIL", 1, 0), ("PASS", 0, 1), ("NEEDS_PERSON", 0, 1)]
)
def test_a_visible_veto_is_found_or_missed(  # noqa: PLR0913, PLR0917 - fixtures
    truth: Make, sheet: Make, marked: Make, said: str, found: int, missed: int
) -> None:
    report = marked(truth(V3a="FAIL"), sheet(V3a=said))

    assert (report["summary"]["vetoes_visible"], report["summary"]["vetoes_found"]) == (1, found)
    assert len(report["missed_vetoes"]) == missed


def test_a_veto_that_may_be_doubted_is_not_visible(truth: Make, sheet: Make, marked: Make) -> None:
    right = truth(V3a="FAIL")
    right["items"]["V3a"]["also"] = ["UNDETERMINED"]

    assert marked(right, sheet(V3a="UNDETERMINED"))["summary"]["vetoes_visible"] == 0


def test_only_abstentions_beyond_the_planted_make_a_site_undecided(
    truth: Make, sheet: Make, marked: Make
) -> None:
    planted = marked(truth(V5="UNDETERMINED"), sheet(V5="UNDETERMINED"))
    beyond = marked(truth(), sheet(V5="UNDETERMINED"))

    assert planted["summary"]["undetermined_share"] == 0
    assert beyond["summary"]["undetermined_share"] == 1
    assert "V5 UNDETERMINED r, beyond the planted" in beyond["abstentions"]


def test_precision_and_recall_of_a_word(truth: Make, sheet: Make, marked: Make) -> None:
    first, second, third = truth(V2="FAIL"), truth(V2="FAIL"), truth()
    sheets = [sheet(V2="FAIL"), sheet(V2="PASS"), sheet(V2="FAIL")]
    for place, (right, said) in enumerate(zip((first, second, third), sheets, strict=True)):
        right["url"] = said["url"] = f"http://s{place}.test/"

    counts = marked([first, second, third], sheets)["items"]["V2"]

    assert (counts["precision_FAIL"]["part"], counts["precision_FAIL"]["whole"]) == (1, 2)
    assert (counts["recall_FAIL"]["part"], counts["recall_FAIL"]["whole"]) == (1, 2)


def test_history_marks_against_the_weeks_verdicts(truth: Make, sheet: Make, marked: Make) -> None:
    report = marked(truth(), sheet(V1="PASS"), history=True)

    assert report["items"]["V1"]["agree"] == 1
