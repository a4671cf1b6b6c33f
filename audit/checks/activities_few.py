"""C2 and C3 (调查征集, 互动访谈): some activities were held in a year, but too few."""

from audit.case.activities import held
from audit.case.casefile import CaseFile
from audit.editions.params import OneOf, ParamKind
from audit.scoring.counting import counted, not_applicable
from audit.scoring.judgement import Check, Judgement, Params
from audit.windows import Window
from schema.types.activity import ActivityKind
from schema.types.column import ColumnClass
from schema.types.finding import Bounds


def evaluate(case: CaseFile, params: Params) -> Judgement:
    """Compare the activities with what portals, or other sites, must hold.

    None at all is booked by the row before; here one is proved at least.
    """
    window: Window = params["window"]
    least = params["portal"] if case.is_portal else params["other"]
    since = window.start(case.today)
    seen = held(case, params["activity"], since, lasting=params["lasting_days"])
    if seen is None and case.columns_gap is not None:
        return counted(
            Bounds(proved=0, upper=1),
            subject=f"{window.chinese}内活动次数不足",
            unit="",
            measure={"threshold": least},
            evidence=case.gap_evidence,
            open_reason=str(case.columns_gap),
        )
    if seen is None:
        return not_applicable(reason="no_such_column", explanation="未发现这类栏目，本行不扣分。")
    if seen.most == 0:
        words = f"{window.chinese}内未开展过{seen.word}活动，记入上一行，本行不扣分。"
        return not_applicable(reason="none_held", explanation=words)
    few = seen.most is not None and seen.least > 0 and seen.most < least
    return counted(
        Bounds(proved=int(few), upper=0 if seen.least >= least else 1),
        subject=f"{window.chinese}内{seen.word}活动次数不足",
        unit="",
        measure={"held": seen.least, "at_most": seen.most, "threshold": least},
        evidence=seen.evidence,
        open_reason="activities_not_read_back",
        note=f"已见{seen.least}次，要求{least}次。",
    )


CHECK = Check(
    id="activities_few",
    params={
        "activity": OneOf(tuple(ActivityKind)),
        "window": ParamKind.WINDOW,
        "portal": ParamKind.COUNT,
        "other": ParamKind.COUNT,
        "lasting_days": ParamKind.COUNT,
    },
    evaluate=evaluate,
    reads={ColumnClass.SURVEY: "window", ColumnClass.INTERVIEW: "window"},
)
