"""V3c 栏目不更新(三): empty columns (空白栏目), seen empty in two visits."""

from datetime import timedelta

from audit.case.casefile import CaseFile
from audit.case.freshness import Emptiness, emptiness
from audit.editions.params import ParamKind
from audit.scoring.judgement import Check, Judgement, Params, Standing, Tally, judge_count

_BY_EMPTINESS = {
    Emptiness.EMPTY: Standing.PROVED,
    Emptiness.ONCE: Standing.OPEN,
    Emptiness.UNKNOWN: Standing.OPEN,
    Emptiness.NO: Standing.CLEARED,
}


def evaluate(case: CaseFile, params: Params) -> Judgement:
    """Count the columns whose page says twice, `gap_hours` apart, that it holds nothing.

    One visit never fails a site: what was seen empty once only widens the upper bound.
    """
    gap = timedelta(hours=params["gap_hours"])
    states = {column.url: emptiness(column, case, gap) for column in case.columns}
    said_empty = sum(state in {Emptiness.EMPTY, Emptiness.ONCE} for state in states.values())
    second_visit_may_fail = said_empty >= params["threshold"]
    return judge_count(
        Tally.of(case, lambda column: _BY_EMPTINESS[states[column.url]]),
        case,
        subject="空白栏目",
        threshold=params["threshold"],
        open_reason="needs_second_visit" if second_visit_may_fail else "columns_open",
    )


CHECK = Check(
    id="empty_columns",
    params={"threshold": ParamKind.COUNT, "gap_hours": ParamKind.COUNT},
    evaluate=evaluate,
)
