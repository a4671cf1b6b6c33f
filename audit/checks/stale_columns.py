"""V3a 栏目不更新(一): columns of given classes with no update inside their class's window."""

from audit.case.casefile import CaseFile, ColumnCase
from audit.case.freshness import Freshness, freshness
from audit.editions.params import ParamKind
from audit.scoring.judgement import Check, Judgement, Params, Standing, Tally, judge_count
from audit.scoring.levels import of_first_level

_BY_FRESHNESS = {
    Freshness.UPDATED: Standing.CLEARED,
    Freshness.STALE: Standing.PROVED,
    Freshness.EMPTY: Standing.OPEN,
    Freshness.NEEDS_PERSON: Standing.OPEN,
    Freshness.UNKNOWN: Standing.OPEN,
    Freshness.UNCOUNTED: Standing.LEFT_OUT,
}


def evaluate(case: CaseFile, params: Params) -> Judgement:
    """Count columns, each URL once, that were read to the window's start and hold no update.

    The class's own window counts here, never 应更新天数: the sheet prints its windows. An empty
    column is counted by the rows for empty columns; here it stays open, neither proved nor cleared.
    A class without a window in the edition is not counted at all. Of the classes in `top_level`
    only first-level columns count.
    """
    starts = {
        name: case.windows[name].start(case.today)
        for name in params["classes"]
        if name in case.windows
    }

    def standing(column: ColumnCase) -> Standing:
        since = starts.get(column.column_class)
        if since is None:
            return Standing.LEFT_OUT
        found = _BY_FRESHNESS[freshness(column, since, case)]
        if column.column_class not in params["top_level"]:
            return found
        return of_first_level(found, case.level(column.url))

    names = "、".join(f"{name}（{case.windows[name].window.chinese}）" for name in starts)
    return judge_count(
        Tally.of(case, standing),
        case,
        subject=f"时限内未更新的{names}栏目",
        threshold=params["threshold"],
        open_reason="columns_open",
    )


CHECK = Check(
    id="stale_columns",
    params={
        "classes": ParamKind.CLASSES,
        "threshold": ParamKind.COUNT,
        "top_level": ParamKind.SOME_CLASSES,
    },
    evaluate=evaluate,
    windowed=("classes",),
)
