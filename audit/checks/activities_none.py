"""C2 and C3 (调查征集, 互动访谈): the column is there, and no activity was held for a year."""

from audit.activities import held
from audit.casefile import CaseFile
from audit.counting import counted, not_applicable
from audit.judgement import Check, Judgement, Params
from audit.params import ParamKind
from audit.windows import Window
from schema.types.column import ColumnClass
from schema.types.finding import Bounds


def evaluate(case: CaseFile, params: Params) -> Judgement:
    """Judge the columns of one kind together; a kind that the site has not set up is left out."""
    window: Window = params["window"]
    seen = held(case, params["activity"], window.start(case.today))
    if seen is None:
        return not_applicable(
            reason="no_such_column",
            explanation="未发现这类栏目，本行不扣分。",
        )
    none = seen.most == 0
    return counted(
        Bounds(proved=int(none), upper=0 if seen.least else 1),
        subject=f"{window.chinese}内未开展{seen.word}活动的情况",
        measure={"held": seen.least, "at_most": seen.most},
        evidence=seen.evidence,
        open_reason="activities_not_read_back",
        note=f"已见{seen.least}次。",
    )


CHECK = Check(
    id="activities_none",
    params={"activity": ParamKind.WORD, "window": ParamKind.WINDOW},
    evaluate=evaluate,
    reads={ColumnClass.SURVEY: "window", ColumnClass.INTERVIEW: "window"},
)
