"""P7 其他栏目: columns that are empty or overdue and that no other row deducts for."""

from datetime import timedelta

from audit.case.casefile import CaseFile, ColumnCase, ids
from audit.case.freshness import window_start
from audit.case.places import column_place
from audit.editions.params import ParamKind
from audit.scoring.counting import counted
from audit.scoring.idle import idle_standing
from audit.scoring.judgement import Check, Judgement, Params, Standing, Tally
from schema.types.column import ColumnClass
from schema.types.finding import Bounds


def evaluate(case: CaseFile, params: Params) -> Judgement:
    """Count columns of classes other than `classes`, which have rows of their own.

    Overdue are those with a window, by class or register; without one only emptiness counts. The
    homepage, whose rows are evidence too, is no column.
    """
    beside = {*params["classes"], ColumnClass.HOME}
    gap = timedelta(hours=params["gap_hours"])

    def standing(column: ColumnCase) -> Standing:
        if column.column_class in beside:
            return Standing.LEFT_OUT
        return idle_standing(column, case, gap, window_start(column, case))

    tally = Tally.of(case, standing)
    return counted(
        Bounds(proved=len(tally.proved), upper=tally.upper),
        subject="空白或应更新未更新的其他栏目",
        places=tuple(column_place(one, _why(one)) for one in tally.proved),
        measure={"columns": len(tally.proved) + len(tally.open) + len(tally.cleared)},
        evidence=ids(tally.proved + tally.open) + case.gap_evidence,
        open_reason="columns_open" if tally.gap is None else str(tally.gap),
        note=tally.note,
    )


def _why(column: ColumnCase) -> str:
    shown = column.settled or column.latest
    return "应更新未更新" if shown.fact.items else "空白栏目"


CHECK = Check(
    id="idle_columns",
    params={"classes": ParamKind.SOME_CLASSES, "gap_hours": ParamKind.COUNT},
    evaluate=evaluate,
)
