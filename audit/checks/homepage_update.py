"""V2 网站不更新: no new item in any column of the home page (首页栏目) within the window."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from audit.case.casefile import CaseFile, ColumnCase, ids
from audit.case.freshness import LETTER_CLASSES, Emptiness, Freshness, emptiness, freshness
from audit.case.publications import Publications, news_gap, page_of
from audit.editions.params import ParamKind
from audit.scoring.judgement import GAP_WORDS, Check, Judgement, Params, names_of
from audit.windows import Window
from schema.types.column import ColumnClass
from schema.types.reading import ListState
from schema.types.verdict import Verdict

_LEAST_SHOWN = 5
"""Entries of a homepage that has columns of its own; fewer are an entrance's ornament."""


def evaluate(case: CaseFile, params: Params) -> Judgement:
    """Judge the home page's columns: one proved update is PASS, whatever else is unknown.

    FAIL needs every such column read to the window's start, one that publishes among them, and a
    survey without a gap. Letters (来信) publish nothing: where they alone are new, it stays open.
    Where no home column is known the page may be a pure entrance or a page that we could not read,
    so an update elsewhere proves nothing. A column that is called by nothing but the name of a
    service (办事指南) publishes no news either: one of which no entry was seen holds nothing open.
    Whether 首页栏目 are the columns that the homepage shows, or all that its menu leads to, is left
    open by the sheet: where all that it shows is old, columns of the menu alone pass nobody, unless
    they are of a kind that has a window of its own (动态要闻).
    """
    window: Window = params["window"]
    since = window.start(case.today)
    home = [column for column in case.columns if column.on_home]
    news = Publications.of(case, since)
    updated = [one for one in home if _may_prove(one) and news.new_in(one)]
    written = [one for one in home if one not in updated and news.new_letters_in(one)]
    gap = timedelta(hours=params["gap_hours"])
    fresh = {column.url: _freshness(column, case, window, gap) for column in home}
    services = frozenset(params["services"])
    counted = [one for one in home if _counts(one, fresh[one.url], services)]
    if not any(_publishes(one, services) for one in counted):
        counted = []
    still = [one for one in counted if fresh[one.url] in {Freshness.STALE, Freshness.EMPTY}]
    verdict, reason, close = _decide(case, updated, written, counted, still)
    if updated and _shows_none(case, home, updated, fresh):
        verdict, reason = Verdict.NEEDS_PERSON, "shown_columns_old"
        menu = f"只有导航中的{names_of(updated)}有更新，是否算首页更新待人工认定"
        close = f"首页所列信息均无更新，{menu}"
    shown = updated or counted
    return Judgement(
        verdict=verdict,
        reason=reason,
        explanation=(
            f"{window.chinese}内（自{since.isoformat()}起）有更新的首页栏目{len(updated)}个，"
            f"证实无更新{len(still)}个，共{len(counted)}个；{close}。"
        ),
        measure={
            "updated": len(updated),
            "not_updated": len(still),
            "undetermined": len(counted) - len(still) - _among(counted, updated),
            "columns": len(counted),
            "since": since.isoformat(),
        },
        evidence=ids(shown) + (case.gap_evidence if verdict is Verdict.UNDETERMINED else ()),
    )


def _shows_none(
    case: CaseFile,
    home: Sequence[ColumnCase],
    updated: Sequence[ColumnCase],
    fresh: Mapping[str, Freshness],
) -> bool:
    """Tell whether what the homepage itself shows is proved old, and so its columns."""
    front = [one for one in home if one.column_class is ColumnClass.HOME]
    shown = {page for one in front for page in _pages(one)}
    if len(shown) < _LEAST_SHOWN or any(fresh[one.url] is not Freshness.STALE for one in front):
        return False
    return not any(one.column_class in case.windows or _pages(one) & shown for one in updated)


def _pages(column: ColumnCase) -> set[str]:
    items = (item for one in column.sightings for item in one.fact.items)
    return {page_of(item.url) for item in items if item.url}


def _may_prove(column: ColumnCase) -> bool:
    """Leave out lists that lead to other hosts only, unless the register names them."""
    states = {one.fact.list_state for one in column.sightings}
    return column.registered or ListState.LINKS_ONLY not in states


def _counts(column: ColumnCase, fresh: Freshness, services: frozenset[str]) -> bool:
    unread = fresh is Freshness.UNKNOWN and not any(one.fact.items for one in column.sightings)
    return fresh is not Freshness.UNCOUNTED and not (unread and _is_service(column, services))


def _is_service(column: ColumnCase, services: frozenset[str]) -> bool:
    names = {"".join(one.fact.name.split()) for one in column.sightings}
    return names <= services


def _publishes(column: ColumnCase, services: frozenset[str]) -> bool:
    return column.column_class not in LETTER_CLASSES and not _is_service(column, services)


def _freshness(column: ColumnCase, case: CaseFile, window: Window, gap: timedelta) -> Freshness:
    fresh = freshness(column, window.start(case.today), case)
    once = fresh is Freshness.EMPTY and emptiness(column, case, gap) is not Emptiness.EMPTY
    return Freshness.UNKNOWN if once else fresh


def _among(counted: Sequence[ColumnCase], updated: Sequence[ColumnCase]) -> int:
    return sum(column in updated for column in counted)


def _decide(
    case: CaseFile,
    updated: Sequence[ColumnCase],
    written: Sequence[ColumnCase],
    counted: Sequence[ColumnCase],
    still: Sequence[ColumnCase],
) -> tuple[Verdict, str, str]:
    if updated:
        return Verdict.PASS, "updated", "有更新即达标"
    gap = news_gap(case, counted)
    if gap is not None:
        return Verdict.UNDETERMINED, str(gap), f"{GAP_WORDS[gap]}，无法判定"
    if not counted:
        return Verdict.UNDETERMINED, "no_home_columns", "没有可判定的首页栏目，无法判定"
    if written and len(still) + _among(counted, written) == len(counted):
        return Verdict.UNDETERMINED, "letters_alone_new", "近期只有来信，来信不算信息发布，无法判定"
    if len(still) < len(counted):
        names = names_of([one for one in counted if one not in still])
        return Verdict.UNDETERMINED, "home_columns_open", f"{names}是否更新无法判定"
    return Verdict.FAIL, "no_update", "首页栏目均无更新，构成单项否决"


CHECK = Check(
    id="homepage_update",
    params={
        "window": ParamKind.WINDOW,
        "gap_hours": ParamKind.COUNT,
        "services": ParamKind.WORDS,
    },
    evaluate=evaluate,
    reads=dict.fromkeys(ColumnClass, "window"),
)
