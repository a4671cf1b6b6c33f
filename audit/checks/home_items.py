"""B1 首页栏目: fewer new items than required in the columns of the home page."""

from audit.casefile import CaseFile, ColumnCase, ids
from audit.counting import counted
from audit.freshness import Freshness, ItemAge, freshness, item_age
from audit.judgement import GAP_WORDS, Check, Judgement, Params
from audit.params import ParamKind
from audit.windows import Window
from schema.types.column import ColumnClass
from schema.types.finding import Bounds


def evaluate(case: CaseFile, params: Params) -> Judgement:
    """Count the items dated inside the window over all home columns, each address once.

    Too few are proved only where every such column was read to the window's start.
    """
    window: Window = params["window"]
    since = window.start(case.today)
    home = [column for column in case.columns if column.on_home]
    new = {
        item.url or (column.url, item.title)
        for column in home
        for one in column.sightings
        for item in one.fact.items
        if item_age(item, since, case.today) is ItemAge.UPDATED
    }
    known = case.gap is None and bool(home) and all(_is_known(one, case, window) for one in home)
    enough = len(new) >= params["threshold"]
    proved = int(known and not enough)
    gap = "" if case.gap is None else f"{GAP_WORDS[case.gap]}。"
    return counted(
        Bounds(proved=proved, upper=0 if enough else 1),
        subject="首页栏目信息更新总量不足",
        measure={"new_items": len(new), "threshold": params["threshold"], "columns": len(home)},
        evidence=ids(home) + (() if enough else case.gap_evidence),
        note=f"{window.chinese}内首页栏目更新{len(new)}条，要求{params['threshold']}条。{gap}",
    )


def _is_known(column: ColumnCase, case: CaseFile, window: Window) -> bool:
    """Tell whether all new items of the column are known: its list was read to the start."""
    fact = column.settled.fact if column.settled is not None else None
    start = window.start(case.today)
    whole = fact is not None and fact.complete_to is not None and fact.complete_to <= start
    return whole and freshness(column, start, case.today) is not Freshness.UNKNOWN


CHECK = Check(
    id="home_items",
    params={"window": ParamKind.WINDOW, "threshold": ParamKind.COUNT},
    evaluate=evaluate,
    reads=dict.fromkeys(ColumnClass, "window"),
)
