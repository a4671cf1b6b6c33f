"""Read an edition of the sheet (指标版本) from its text, refusing whatever is not understood."""

import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from hashlib import sha256
from typing import Any, Literal, Protocol

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from audit.windows import ClassWindow, Unit, Window
from schema.types.column import ColumnClass
from schema.types.errors import RulePackError
from schema.types.rulepack import RuleItem, RulePack

LONGEST = 1000
"""Largest number of units in a window; a larger one is a slip of the pen."""


class ParamKind(StrEnum):
    """What a parameter of a check is; the value says it to a person."""

    COUNT = "a whole number of at least 1"
    WINDOW = 'a window like { n = 2, unit = "weeks" }'
    CLASSES = "a list of column classes (栏目分类)"
    WORDS = "a list of words"


class CheckSpec(Protocol):
    """What an edition must know of a check: the parameters that it takes, all of them required."""

    @property
    def params(self) -> Mapping[str, ParamKind]:
        """Give the kind of every parameter by its name."""
        ...


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class _Window(_Strict):
    n: int = Field(ge=1, le=LONGEST)
    unit: Literal["days", "weeks", "months", "years"]


class _ClassWindow(_Strict):
    window: _Window
    margin: _Window | None = None
    source: str


class _Item(_Strict):
    id: str = Field(min_length=1)
    name: str = Field(min_length=1)
    kind: Literal["veto", "deduct"]
    rule: str = Field(min_length=1)
    source: str = Field(min_length=1)
    check: str
    params: dict[str, Any] = Field(default_factory=dict)


class _Edition(_Strict):
    edition: str = Field(min_length=1)
    name: str = Field(min_length=1)
    source: str = Field(min_length=1)
    windows: dict[str, _ClassWindow] = Field(default_factory=dict)
    items: list[_Item] = Field(min_length=1)


def parse_rulepack(text: str, *, known_checks: Mapping[str, CheckSpec]) -> RulePack:
    """Parse the TOML of one edition; raise RulePackError with one sentence at the first fault."""
    edition = _read(text)
    _refuse_repeats(item.id for item in edition.items)
    return RulePack(
        edition=edition.edition,
        name=edition.name,
        source=edition.source,
        digest=sha256(text.encode()).hexdigest(),
        windows={
            _column_class(name, "[windows]"): ClassWindow(
                window=_window(row.window),
                margin=None if row.margin is None else _window(row.margin),
                source=row.source,
            )
            for name, row in edition.windows.items()
        },
        items=tuple(_item(item, known_checks) for item in edition.items),
    )


def class_windows(pack: RulePack) -> dict[ColumnClass, ClassWindow]:
    """Give the windows of an edition by column class."""
    return {ColumnClass(name): window for name, window in pack.windows.items()}


def _read(text: str) -> _Edition:
    try:
        return _Edition.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as err:
        raise RulePackError(f"the edition is no valid TOML: {err}") from err
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


def _item(item: _Item, known_checks: Mapping[str, CheckSpec]) -> RuleItem:
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
    params = {
        name: _value(value, spec.params[name], f"item {item.id}, parameter `{name}`")
        for name, value in item.params.items()
    }
    return RuleItem(
        id=item.id,
        name=item.name,
        kind=item.kind,
        rule=item.rule,
        source=item.source,
        check=item.check,
        params=params,
    )


def _value(value: Any, kind: ParamKind, place: str) -> Any:
    try:
        return _PARSERS[kind](value, place)
    except ValidationError as err:
        raise RulePackError(f"{place}: {value!r} is not {kind}") from err


def _window(row: _Window) -> Window:
    return Window(n=row.n, unit=Unit(row.unit))


def _column_class(name: str, place: str) -> ColumnClass:
    try:
        return ColumnClass(name)
    except ValueError as err:
        raise RulePackError(f"{place}: `{name}` is no column class (栏目分类)") from err


_COUNT: TypeAdapter[int] = TypeAdapter(int)
_WORDS: TypeAdapter[list[str]] = TypeAdapter(list[str])


def _count(value: Any, place: str) -> int:
    number = _COUNT.validate_python(value, strict=True)
    if number < 1:
        raise RulePackError(f"{place}: {number} is not {ParamKind.COUNT}")
    return number


def _window_value(value: Any, place: str) -> Window:
    del place
    return _window(_Window.model_validate(value))


def _classes(value: Any, place: str) -> tuple[ColumnClass, ...]:
    return tuple(_column_class(name, place) for name in _words(value, place))


def _words(value: Any, place: str) -> tuple[str, ...]:
    del place
    return tuple(_WORDS.validate_python(value, strict=True))


_PARSERS: Mapping[ParamKind, Callable[[Any, str], Any]] = {
    ParamKind.COUNT: _count,
    ParamKind.WINDOW: _window_value,
    ParamKind.CLASSES: _classes,
    ParamKind.WORDS: _words,
}
