"""Rows that only a person judges (人工检查): right or wrong content, quality of replies, bonus."""

from audit.casefile import CaseFile
from audit.counting import for_person
from audit.judgement import Check, Judgement, Params
from audit.params import ParamKind


def evaluate(case: CaseFile, params: Params) -> Judgement:
    """Leave the row open; `look_at` says what to look at."""
    del case
    return for_person(
        reason="judged_by_person",
        explanation=f"本项由人工检查：{params['look_at']}。",
    )


CHECK = Check(id="by_person", params={"look_at": ParamKind.WORD}, evaluate=evaluate)
