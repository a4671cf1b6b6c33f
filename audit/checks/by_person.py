"""Rows that only a person judges (人工检查): right or wrong content, quality of replies, bonus."""

from audit.case.casefile import CaseFile
from audit.editions.params import ParamKind
from audit.scoring.counting import for_person
from audit.scoring.judgement import Check, Judgement, Params


def evaluate(case: CaseFile, params: Params) -> Judgement:
    """Leave the row open; `look_at` says what to look at."""
    del case
    return for_person(
        reason="judged_by_person",
        explanation=f"本项由人工检查：{params['look_at']}。",
    )


CHECK = Check(id="by_person", params={"look_at": ParamKind.WORD}, evaluate=evaluate)
