"""B2 基本信息: columns of given classes without an update in their window, each of them."""

from audit.case.casefile import CaseFile, ColumnCase, ids
from audit.case.freshness import Emptiness, Freshness, emptiness, freshness
from audit.case.places import column_place, last_update
from audit.editions.params import ParamKind
from audit.scoring.counting import counted
from audit.scoring.judgement import Check, Judgement, Params, Standing, Tally
from audit.scoring.levels import of_first_level
from schema.types.finding import Bounds

_BY_FRESHNESS = {
    Freshness.UPDATED: Standing.CLEARED,
    Freshness.STALE: Standing.PROVED,
    Freshness.UNCOUNTED: Standing.LEFT_OUT,
}


def evaluate(case: CaseFile, params: Params) -> Judgement:
    """Count stale columns of these classes by the windows that the sheet prints.

    One that two looks found empty (空白栏目) has no update in any window. Of the classes in
    `top_level` only first-level columns count.
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
        fresh = freshness(column, since, case)
        if fresh is Freshness.EMPTY and _is_empty(column, case):
            fresh = Freshness.STALE
        found = _BY_FRESHNESS.get(fresh, Standing.OPEN)
        if column.column_class not in params["top_level"]:
            return found
        return of_first_level(found, case.level(column.url))

    tally = Tally.of(case, standing)
    names = "、".join(f"{name}（{case.windows[name].window.chinese}）" for name in starts)
    return counted(
        Bounds(proved=len(tally.proved), upper=tally.upper),
        subject=f"时限内未更新的{names}栏目",
        places=tuple(column_place(one, last_update(one, case.today)) for one in tally.proved),
        measure={"columns": len(tally.proved) + len(tally.open) + len(tally.cleared)},
        evidence=ids(tally.proved + tally.open) + case.gap_evidence,
        open_reason="columns_open" if tally.gap is None else str(tally.gap),
        note=tally.note,
    )


def _is_empty(column: ColumnCase, case: CaseFile) -> bool:
    gap = case.looks_apart
    return gap is not None and emptiness(column, case, gap) is Emptiness.EMPTY


CHECK = Check(
    id="overdue_columns",
    params={"classes": ParamKind.CLASSES, "top_level": ParamKind.SOME_CLASSES},
    evaluate=evaluate,
    windowed=("classes",),
)
