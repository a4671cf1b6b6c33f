"""Fill the sheet (评分表): findings through the edition's items, and the state of every column."""

from collections.abc import Sequence
from datetime import date, timedelta

from audit.case.casefile import CaseFile, ColumnCase, seen_twice
from audit.case.freshness import Emptiness, Freshness, emptiness, freshness, newest, window_start
from audit.case.visit_words import is_dead
from audit.editions.traits import traits_of
from audit.scoring.points import points_words
from audit.scoring.totals import totals
from schema.types.finding import (
    ColumnLine,
    ColumnState,
    Deduction,
    Finding,
    ScoreSheet,
    SheetItem,
)
from schema.types.reading import ListState
from schema.types.rulepack import ColumnStates, RuleItem, RulePack
from schema.types.site import Site

_BY_LIST = {
    ListState.PARENT: ColumnState.PARENT,
    ListState.SINGLE: ColumnState.SINGLE,
    ListState.LINKS_ONLY: ColumnState.LINKS_ONLY,
}
_BY_FRESHNESS = {Freshness.UPDATED: ColumnState.ACTIVE, Freshness.STALE: ColumnState.DORMANT}


def score(site: Site, case: CaseFile, findings: Sequence[Finding], pack: RulePack) -> ScoreSheet:
    """Fill the sheet of one site; an item without a finding is left out."""
    by_item = {finding.item: finding for finding in findings}
    sums = totals(pack, findings, traits_of(site))
    return ScoreSheet(
        url=site.home_url,
        site_name=site.name,
        site_code=site.code,
        edition=pack.edition,
        edition_name=pack.name,
        edition_digest=pack.digest,
        as_of=case.as_of,
        items=tuple(_row(item, points, by_item[item.id]) for item, points in sums.rows),
        columns=tuple(_line(column, case, pack.column_states) for column in case.columns),
        vetoed=sums.vetoed,
        open_vetoes=sums.open_vetoes,
        result=sums.result,
        score=sums.score,
        bonus=sums.bonus,
        edition_notes=(*pack.notes, *_open_words(pack)),
    )


def _row(item: RuleItem, points: Deduction | None, finding: Finding) -> SheetItem:
    return SheetItem(
        id=item.id,
        name=item.name,
        kind=item.kind,
        rule=item.rule,
        finding=finding,
        group=item.group,
        points=points_words(item),
        deduction=points,
        open_numbers=tuple(f"{one.name}：{one.note}" for one in item.open),
    )


def _open_words(pack: RulePack) -> tuple[str, ...]:
    """Say which numbers of the scale, groups and indicators wait for a source (分值待核).

    Indicators that wait for the same reason share a line.
    """
    scale = () if pack.scale is None else pack.scale.open
    groups = [(group.name, one) for group in pack.groups for one in group.open]
    shared: dict[str, list[str]] = {}
    for indicator in pack.indicators:
        for one in indicator.open:
            shared.setdefault(one.note, []).append(indicator.name)
    return (
        *(f"分值待核 总分 {one.name}：{one.note}" for one in scale),
        *(f"分值待核 {name} {one.name}：{one.note}" for name, one in groups),
        *(f"分值待核 {'、'.join(names)}：{note}" for note, names in shared.items()),
    )


def _line(column: ColumnCase, case: CaseFile, rules: ColumnStates) -> ColumnLine:
    shown = column.settled or column.latest
    return ColumnLine(
        name=shown.fact.name,
        url=column.url,
        column_class=column.column_class,
        list_state=shown.fact.list_state,
        rows=len(shown.fact.items),
        newest=newest(shown.fact, case.today),
        state=column_state(column, case, rules),
        evidence=shown.id,
    )


def column_state(column: ColumnCase, case: CaseFile, rules: ColumnStates) -> ColumnState | None:
    """Give a column's state (vocabulary §8), None where nothing proves one.

    `zombie` needs two sweeps: however old its newest item, one sweep calls a column dormant.
    """
    if column.exempt:
        return ColumnState.EXEMPT
    if column.settled is None:
        return _read_state(column, case, rules) or _blind_state(column, case, rules)
    state = column.settled.fact.list_state
    if state is ListState.EMPTY:
        proved = emptiness(column, case, _gap(rules)) is Emptiness.EMPTY
        return ColumnState.EMPTY if proved else None
    return _BY_LIST.get(state) or _read_state(column, case, rules)


def _read_state(column: ColumnCase, case: CaseFile, rules: ColumnStates) -> ColumnState | None:
    since = window_start(column, case)
    if since is None:
        return None
    state = _BY_FRESHNESS.get(freshness(column, since, case))
    zombie = state is ColumnState.DORMANT and _is_zombie(column, case, since, rules)
    return ColumnState.ZOMBIE if zombie else state


def _is_zombie(column: ColumnCase, case: CaseFile, since: date, rules: ColumnStates) -> bool:
    """Tell whether two sweeps saw nothing newer than so many windows, and so many days, ago."""
    window = case.today - since
    least = timedelta(days=rules.zombie_least_days)
    before = case.today - max(rules.zombie_windows * window, least)
    seen = [one for one in column.sightings if one.fact.list_state is ListState.READ]
    claims = [newest(one.fact, case.today) for one in seen]
    old = all(claim is not None and claim.value < before for claim in claims)
    return old and seen_twice(seen, _gap(rules))


def _blind_state(column: ColumnCase, case: CaseFile, rules: ColumnStates) -> ColumnState | None:
    """Tell an address that is dead from a list that we cannot read; shields prove neither."""
    dead = [one for one in column.sightings if is_dead(one.fact, case.visit_table)]
    if seen_twice(dead, _gap(rules)):
        return ColumnState.BROKEN
    blind = {ListState.UNREADABLE, ListState.ELSEWHERE}
    return ColumnState.UNREADABLE if column.latest.fact.list_state in blind else None


def _gap(rules: ColumnStates) -> timedelta:
    return timedelta(hours=rules.gap_hours)
