"""Read an edition of the sheet (指标版本) from its text, refusing whatever is not understood."""

import tomllib
from collections.abc import Callable, Mapping
from decimal import Decimal
from hashlib import sha256
from typing import Any

from audit.editions.edition_faults import refuse_misfits
from audit.editions.edition_merge import merged
from audit.editions.edition_rows import (
    ColumnStatesRow,
    EditionRows,
    GroupRow,
    ItemRow,
    PointsRow,
    ScaleRow,
    SignsRow,
    read_rows,
)
from audit.editions.params import CheckSpec, column_class, read_decimal, read_param
from audit.windows import ClassWindow
from schema.types.column import ColumnClass
from schema.types.dates import DECIDING, DateSource
from schema.types.errors import RulePackError
from schema.types.outcome import Outcome, PageClass
from schema.types.rulepack import (
    ColumnStates,
    Group,
    OpenNumber,
    Per,
    Points,
    RuleItem,
    RulePack,
    Scale,
    SignLimits,
    StateItems,
    Trait,
)
from schema.types.visit_table import HOUSE_TABLE, VisitTable

BaseText = Callable[[str], str]
"""Gives the text of an edition by its name; raises RulePackError for one that there is not."""


def parse_rulepack(
    text: str, *, known_checks: Mapping[str, CheckSpec], base_text: BaseText | None = None
) -> RulePack:
    """Parse the TOML of one edition; raise RulePackError with one sentence at the first fault.

    An edition with `base` overrides the one of that name, which `base_text` gives.
    """
    values, texts = _with_bases(text, base_text)
    edition = read_rows(values)
    refuse_misfits(edition, known_checks)
    return RulePack(
        edition=edition.edition,
        name=edition.name,
        source=edition.source,
        digest=sha256("\n".join(texts).encode()).hexdigest(),
        texts=tuple(texts),
        windows={
            column_class(name, "[windows]"): ClassWindow(
                window=row.window.window(),
                margin=None if row.margin is None else row.margin.window(),
                source=row.source,
            )
            for name, row in edition.windows.items()
        },
        items=tuple(_item(item, known_checks) for item in edition.items),
        groups=tuple(map(_group, edition.groups)),
        indicators=tuple(map(_group, edition.indicators)),
        scale=None if edition.scale is None else _scale(edition.scale),
        states=_states(edition),
        column_states=ColumnStates(**_numbers(edition.column_states)),
        signs=SignLimits(**_numbers(edition.signs)),
        visits=_visits(edition),
        trusted_dates=_trusted(edition),
        base=edition.base,
        root=str(_loaded(texts[-1]).get("edition")),
        notes=tuple(edition.notes),
    )


def class_windows(pack: RulePack) -> dict[ColumnClass, ClassWindow]:
    """Give the windows of an edition by column class."""
    return {ColumnClass(name): window for name, window in pack.windows.items()}


def _with_bases(text: str, base_text: BaseText | None) -> tuple[dict[str, Any], list[str]]:
    """Give the edition's values over those of its bases, and all texts, its own first."""
    values, texts = _loaded(text), [text]
    seen = {values.get("edition")}
    base = values.get("base")
    while base is not None:
        if base_text is None or not isinstance(base, str):
            raise RulePackError(f"the edition's base {base!r} cannot be used")
        if base in seen:
            raise RulePackError(f"the edition's base {base!r} cannot be used: it rests on itself")
        seen.add(base)
        texts.append(base_text(base))
        below = _loaded(texts[-1])
        base, values = below.get("base"), merged(below, values)
    return values, texts


def _loaded(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as err:
        raise RulePackError(f"the edition is no valid TOML: {err}") from err


def _item(item: ItemRow, known_checks: Mapping[str, CheckSpec]) -> RuleItem:
    place = f"item {item.id}"
    return RuleItem(
        id=item.id,
        name=item.name,
        kind=item.kind,
        rule=item.rule,
        source=item.source,
        check=item.check,
        params=_params(item, known_checks),
        group=item.group,
        indicator=item.indicator,
        points=None if item.points is None else _points(item.points, place),
        cap=None if item.cap is None else read_decimal(item.cap, f"{place}, cap"),
        applies=frozenset(Trait(name) for name in item.applies),
        open=_open(item.open),
    )


def _params(item: ItemRow, known_checks: Mapping[str, CheckSpec]) -> dict[str, Any]:
    spec = known_checks.get(item.check)
    if spec is None:
        known = ", ".join(sorted(known_checks))
        raise RulePackError(
            f"item {item.id} names the unknown check `{item.check}` (known: {known})"
        )
    for word, names in (
        ("gives unknown", item.params.keys() - spec.params.keys()),
        ("lacks", spec.params.keys() - item.params.keys()),
    ):
        if names:
            raise RulePackError(
                f"item {item.id} {word} parameters of `{item.check}`: {', '.join(sorted(names))}"
            )
    return {
        name: read_param(value, spec.params[name], f"item {item.id}, parameter `{name}`")
        for name, value in item.params.items()
    }


def _points(row: PointsRow, place: str) -> Points:
    return Points(n=read_decimal(row.n, f"{place}, points"), per=Per(row.per))


def _group(row: GroupRow) -> Group:
    full = None if row.full is None else read_decimal(row.full, f"group {row.name}, full")
    return Group(name=row.name, full=full, open=_open(row.open))


def _states(edition: EditionRows) -> StateItems | None:
    row = edition.states
    if row is None:
        return None
    return StateItems(
        no_update=row.no_update, stale=tuple(row.stale), zombie_gap_days=row.zombie_gap_days
    )


def _numbers(row: ColumnStatesRow | SignsRow) -> dict[str, int]:
    return row.model_dump(exclude={"source"})


def _visits(edition: EditionRows) -> VisitTable:
    row = edition.visits
    if row is None:
        return HOUSE_TABLE
    return VisitTable(
        limit_seconds=float(row.limit_seconds),
        name_servers=row.name_servers,
        person=frozenset(map(PageClass, row.person)),
        opened=frozenset(map(PageClass, row.opened)),
        failed=frozenset(map(Outcome, row.failed)),
        failed_statuses=frozenset(int(one) for one in row.failed_statuses if one.isdigit()),
        server_errors_fail="5xx" in row.failed_statuses,
    )


def _trusted(edition: EditionRows) -> frozenset[DateSource]:
    row = edition.dates
    return DECIDING if row is None else frozenset(DateSource(name) for name in row.decide)


def _scale(row: ScaleRow) -> Scale:
    above = row.bonus_above
    return Scale(
        full=read_decimal(row.full, "scale, full"),
        pass_mark=read_decimal(row.pass_mark, "scale, pass_mark"),
        bonus_above=None if above is None else read_decimal(above, "scale, bonus_above"),
        rescaled=tuple(row.rescaled),
        rescaled_for=frozenset(Trait(name) for name in row.rescaled_for),
        scored_for=frozenset(Trait(name) for name in row.scored_for),
        open=_open(row.open),
    )


def _open(rows: Mapping[str, str]) -> tuple[OpenNumber, ...]:
    return tuple(OpenNumber(name=name, note=note) for name, note in rows.items())
