"""V3b 栏目不更新(二): columns long without an update that they should have (应更新但长期未更新)."""

from dataclasses import replace
from datetime import date, timedelta

from audit.case.casefile import CaseFile, ColumnCase
from audit.case.freshness import newest, window_start
from audit.case.places import column_place, last_update
from audit.editions.params import ParamKind
from audit.scoring.idle import idle_standing
from audit.scoring.judgement import Check, Judgement, Params, Standing, Tally, judge_count
from audit.windows import Window
from schema.types.reading import ListState


def evaluate(case: CaseFile, params: Params) -> Judgement:
    """Count stale columns of `classes`, or with 应更新天数 in the register, and empty ones.

    Columns of other classes that look old are listed for a person (列出未计入, vocabulary §5): they
    stand in no bound, and neither among the places nor in the evidence of what is proved.
    """
    gap = timedelta(hours=params["gap_hours"])

    def standing(column: ColumnCase) -> Standing:
        return idle_standing(column, case, gap, _since(column, case, params))

    judgement = judge_count(
        Tally.of(case, standing),
        case,
        subject="应更新但长期未更新的栏目（含空白栏目）",
        threshold=params["threshold"],
        open_reason="columns_open",
    )
    listed = [one for one in case.columns if _looks_old(one, case, params)]
    return replace(
        judgement,
        explanation=judgement.explanation + _listed_words(len(listed), params["looks_old"]),
        measure={**judgement.measure, "listed_for_person": len(listed)},
        listed=tuple(column_place(one, last_update(one, case.today)) for one in listed),
    )


def _since(column: ColumnCase, case: CaseFile, params: Params) -> date | None:
    """Give the first day of the window that counts here; the register's word goes before."""
    counted = column.update_days is not None or column.column_class in params["classes"]
    return window_start(column, case) if counted else None


def _looks_old(column: ColumnCase, case: CaseFile, params: Params) -> bool:
    """Tell whether a list without a window shows nothing but dates before `looks_old`."""
    if column.settled is None or column.exempt or _since(column, case, params) is not None:
        return False
    claim = newest(column.settled.fact, case.today)
    read = column.settled.fact.list_state is ListState.READ
    return read and claim is not None and claim.value < params["looks_old"].start(case.today)


def _listed_words(listed: int, looks_old: Window) -> str:
    if not listed:
        return ""
    return (
        f"另有{listed}个未规定时限的栏目{looks_old.chinese}以上无新内容，列出待人工复核，未计入。"
    )


CHECK = Check(
    id="long_stale_columns",
    params={
        "threshold": ParamKind.COUNT,
        "gap_hours": ParamKind.COUNT,
        "looks_old": ParamKind.WINDOW,
        "classes": ParamKind.CLASSES,
    },
    evaluate=evaluate,
    windowed=("classes",),
)
