"""B1 首页栏目: fewer new items than required in the columns of the home page."""

from datetime import date

from audit.case.casefile import CaseFile, ColumnCase, ids
from audit.case.freshness import ItemAge, item_age, read_whole
from audit.case.publications import Publications, news_gap
from audit.editions.params import ParamKind
from audit.scoring.counting import counted
from audit.scoring.judgement import GAP_WORDS, Check, Judgement, Params
from audit.windows import Window
from schema.types.column import ColumnClass
from schema.types.finding import Bounds
from schema.types.reading import ListState

_MAY_BE_NEW = frozenset({ItemAge.UNKNOWN, ItemAge.OLD_BY_WEAK_DATE})


def evaluate(case: CaseFile, params: Params) -> Judgement:
    """Count the items dated inside the window over all home columns, each page once.

    Too few are proved only where every such column was read to the window's start, and where it
    stays too few if all that is doubtful is new: letters (来信) that the homepage shows too.
    """
    window: Window = params["window"]
    since = window.start(case.today)
    home = [column for column in case.columns if column.on_home]
    news = Publications.of(case, since)
    new = {page for column in home for page in news.new_in(column)}
    letters = {page for column in home for page in news.new_letters_in(column)} - new
    enough = len(new) >= params["threshold"]
    more = [_may_add(one, case, since) for one in home]
    known = len(new) + len(letters)
    lacking = news_gap(case, home)
    most = None if lacking is not None or None in more else known + sum(filter(None, more))
    proved = int(bool(home) and most is not None and most < params["threshold"])
    gap = "" if lacking is None else f"{GAP_WORDS[lacking]}。"
    beside = f"另有来信{len(letters)}封，不算信息发布。" if letters else ""
    return counted(
        Bounds(proved=proved, upper=0 if enough else 1),
        subject="首页栏目信息更新总量不足",
        unit="",
        measure={
            "new_items": len(new),
            "letters": len(letters),
            "at_most": most,
            "threshold": params["threshold"],
            "columns": len(home),
        },
        evidence=ids(home) + (() if enough else case.gap_evidence),
        note=f"{window.chinese}内首页栏目更新{len(new)}条，要求{params['threshold']}条。{beside}{gap}",
    )


def _may_add(column: ColumnCase, case: CaseFile, since: date) -> int | None:
    """Count what the column may hold beside its new items; None where nobody can say.

    An item whose date is missing or weak may be new, and so may the article of a single page.
    """
    if column.settled is None:
        return None
    fact = column.settled.fact
    if fact.list_state is ListState.SINGLE:
        return 1
    if not read_whole(fact, since):
        return None
    ages = (item_age(item, since, case.today, case.trusted_dates) for item in fact.items)
    return sum(age in _MAY_BE_NEW for age in ages)


CHECK = Check(
    id="home_items",
    params={"window": ParamKind.WINDOW, "threshold": ParamKind.COUNT},
    evaluate=evaluate,
    reads=dict.fromkeys(ColumnClass, "window"),
)
