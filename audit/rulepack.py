"""Read an edition of the sheet (指标版本) from its text, refusing whatever is not understood."""

import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from hashlib import sha256
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from audit.edition_merge import merged
from audit.params import CheckSpec, WindowRow, column_class, read_decimal, read_param
from audit.windows import ClassWindow
from schema.types.column import ColumnClass
from schema.types.errors import RulePackError
from schema.types.rulepack import (
    Group,
    OpenNumber,
    Per,
    Points,
    RuleItem,
    RulePack,
    Scale,
    StateItems,
    Trait,
)

BaseText = Callable[[str], str]
"""Gives the text of an edition by its name; raises RulePackError for one that there is not."""

TraitName = Literal["portal", "other", "services", "new_media", "state_council"]


class _Strict(BaseModel):
    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, arbitrary_types_allowed=True
    )


class _ClassWindow(_Strict):
    window: WindowRow
    margin: WindowRow | None = None
    source: str


class _Points(_Strict):
    n: int | Decimal
    per: Literal["each", "once", "percent"]


class _Group(_Strict):
    name: str = Field(min_length=1)
    full: int | Decimal | None = None
    open: dict[str, str] = Field(default_factory=dict)


class _Scale(_Strict):
    full: int | Decimal
    pass_mark: int | Decimal
    bonus_above: int | Decimal | None = None
    rescaled: list[str] = Field(default_factory=list)
    rescaled_for: list[TraitName] = Field(default_factory=list)
    open: dict[str, str] = Field(default_factory=dict)


class _Item(_Strict):
    id: str = Field(min_length=1)
    name: str = Field(min_length=1)
    kind: Literal["veto", "deduct", "bonus"]
    rule: str = Field(min_length=1)
    source: str = Field(min_length=1)
    check: str
    group: str = ""
    indicator: str = ""
    points: _Points | None = None
    cap: int | Decimal | None = None
    applies: list[TraitName] = Field(default_factory=list)
    open: dict[str, str] = Field(default_factory=dict)
    params: dict[str, Any] = Field(default_factory=dict)


class _States(_Strict):
    no_update: str
    stale: list[str]


class _Edition(_Strict):
    edition: str = Field(min_length=1)
    base: str | None = None
    name: str = Field(min_length=1)
    source: str = Field(min_length=1)
    notes: list[str] = Field(default_factory=list)
    scale: _Scale | None = None
    states: _States | None = None
    groups: list[_Group] = Field(default_factory=list)
    indicators: list[_Group] = Field(default_factory=list)
    windows: dict[str, _ClassWindow] = Field(default_factory=dict)
    items: list[_Item] = Field(min_length=1)


def parse_rulepack(
    text: str, *, known_checks: Mapping[str, CheckSpec], base_text: BaseText | None = None
) -> RulePack:
    """Parse the TOML of one edition; raise RulePackError with one sentence at the first fault.

    An edition with `base` overrides the one of that name, which `base_text` gives.
    """
    values, texts = _with_bases(text, base_text)
    edition = _validated(values)
    _refuse_repeats(item.id for item in edition.items)
    groups = {row.name: _group(row) for row in edition.groups}
    indicators = {row.name: _group(row) for row in edition.indicators}
    return RulePack(
        edition=edition.edition,
        name=edition.name,
        source=edition.source,
        digest=sha256("\n".join(texts).encode()).hexdigest(),
        windows={
            column_class(name, "[windows]"): ClassWindow(
                window=row.window.window(),
                margin=None if row.margin is None else row.margin.window(),
                source=row.source,
            )
            for name, row in edition.windows.items()
        },
        items=tuple(_item(item, known_checks, groups, indicators) for item in edition.items),
        groups=tuple(groups.values()),
        indicators=tuple(indicators.values()),
        scale=None if edition.scale is None else _scale(edition, edition.scale, groups),
        states=_states(edition),
        base=edition.base,
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
        if base_text is None or not isinstance(base, str) or base in seen:
            raise RulePackError(f"the edition's base {base!r} cannot be used")
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


def _validated(values: Mapping[str, Any]) -> _Edition:
    try:
        return _Edition.model_validate(values)
    except ValidationError as err:
        raise RulePackError(f"the edition is malformed at {_first_fault(err)}") from err


def _first_fault(err: ValidationError) -> str:
    fault = err.errors()[0]
    place = ".".join(str(step) for step in fault["loc"]) or "its top"
    return f"`{place}`: {fault['msg']}"


def _refuse_repeats(ids: Iterable[str]) -> None:
    twice = sorted(item for item, times in Counter(ids).items() if times > 1)
    if twice:
        raise RulePackError(f"the edition names these items more than once: {', '.join(twice)}")


def _item(
    item: _Item,
    known_checks: Mapping[str, CheckSpec],
    groups: Mapping[str, Group],
    indicators: Mapping[str, Group],
) -> RuleItem:
    place = f"item {item.id}"
    for word, name, known in (
        ("group", item.group, groups),
        ("indicator", item.indicator, indicators),
    ):
        if name and name not in known:
            raise RulePackError(f"{place} names the unknown {word} `{name}`")
    if (item.kind == "veto") is not (item.points is None):
        raise RulePackError(f"{place}: a veto takes no points, every other item needs them")
    if item.kind == "bonus" and item.cap is None:
        raise RulePackError(f"{place}: a bonus needs a cap, or no best score is known")
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


def _params(item: _Item, known_checks: Mapping[str, CheckSpec]) -> dict[str, Any]:
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


def _points(row: _Points, place: str) -> Points:
    return Points(n=read_decimal(row.n, f"{place}, points"), per=Per(row.per))


def _group(row: _Group) -> Group:
    full = None if row.full is None else read_decimal(row.full, f"group {row.name}, full")
    return Group(name=row.name, full=full, open=_open(row.open))


def _states(edition: _Edition) -> StateItems | None:
    row = edition.states
    if row is None:
        return None
    known = {item.id for item in edition.items}
    unknown = sorted({row.no_update, *row.stale} - known)
    if unknown:
        raise RulePackError(f"states: there is no item {', '.join(unknown)}")
    return StateItems(no_update=row.no_update, stale=tuple(row.stale))


def _scale(edition: _Edition, row: _Scale, groups: Mapping[str, Group]) -> Scale:
    _refuse_other_sum(edition, row, groups)
    for name in row.rescaled:
        if name not in groups or groups[name].full is None:
            raise RulePackError(f"scale, rescaled: `{name}` is no group with points of its own")
    above = row.bonus_above
    return Scale(
        full=read_decimal(row.full, "scale, full"),
        pass_mark=read_decimal(row.pass_mark, "scale, pass_mark"),
        bonus_above=None if above is None else read_decimal(above, "scale, bonus_above"),
        rescaled=tuple(row.rescaled),
        rescaled_for=frozenset(Trait(name) for name in row.rescaled_for),
        open=_open(row.open),
    )


def _refuse_other_sum(edition: _Edition, row: _Scale, groups: Mapping[str, Group]) -> None:
    """Refuse groups whose points do not come to the full mark, where all of them have points."""
    names = {item.group for item in edition.items if item.kind == "deduct" and item.group}
    points = [groups[name].full for name in names if name in groups]
    known = [one for one in points if one is not None]
    if known and len(known) == len(points) and sum(known) != row.full:
        raise RulePackError(
            f"the groups' points come to {sum(known)}, but the full mark is {row.full}"
        )


def _open(rows: Mapping[str, str]) -> tuple[OpenNumber, ...]:
    return tuple(OpenNumber(name=name, note=note) for name, note in rows.items())
