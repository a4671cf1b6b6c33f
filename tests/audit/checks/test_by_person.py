from typing import Any

from schema.types.verdict import Verdict


def test_a_row_for_a_person_is_open_without_bound_and_says_what_to_look_at(make: Any) -> None:
    judgement = make.judge("B2.4", make.visit())

    assert (judgement.verdict, judgement.reason) == (Verdict.NEEDS_PERSON, "judged_by_person")
    assert make.units("B2.4") == (0, None)
    assert "机构设置及职能" in judgement.explanation
