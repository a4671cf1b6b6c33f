"""C2 and C3 (调查征集, 互动访谈): the column is there, and no activity was held for a year."""

from audit.case.activities import held
from audit.case.casefile import CaseFile
from audit.editions.params import OneOf, ParamKind
from audit.scoring.counting import counted, not_applicable
from audit.scoring.judgement import GAP_WORDS, Check, Judgement, Params
from audit.windows import Window
from schema.types.activity import ActivityKind
from schema.types.column import ColumnClass
from schema.types.finding import Bounds


def evaluate(case: CaseFile, params: Params) -> Judgement:
    """Judge the columns of one kind together; a kind that the site has not set up is left out."""
    window: Window = params["window"]
    since = window.start(case.today)
    seen = held(case, params["activity"], since, lasting=params["lasting_days"])
    if seen is None and case.columns_gap is not None:
        return counted(
            Bounds(proved=0, upper=1),
            subject=f"{window.chinese}内未开展活动",
            unit="",
            evidence=case.gap_evidence,
            open_reason=str(case.columns_gap),
            note=f"未发现这类栏目（{GAP_WORDS[case.columns_gap]}）。",
        )
    if seen is None:
        return not_applicable(reason="no_such_column", explanation="未发现这类栏目，本行不扣分。")
    none = seen.most == 0
    return counted(
        Bounds(proved=int(none), upper=0 if seen.least else 1),
        subject=f"{window.chinese}内未开展{seen.word}活动",
        unit="",
        measure={"held": seen.least, "at_most": seen.most},
        evidence=seen.evidence,
        open_reason="activities_not_read_back",
        note=f"已见{seen.least}次。",
    )


CHECK = Check(
    id="activities_none",
    params={
        "activity": OneOf(tuple(ActivityKind)),
        "window": ParamKind.WINDOW,
        "lasting_days": ParamKind.COUNT,
    },
    evaluate=evaluate,
    reads={ColumnClass.SURVEY: "window", ColumnClass.INTERVIEW: "window"},
)
