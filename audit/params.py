"""Parameters that an edition gives a check: their kinds, read from TOML values."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any, Literal, Protocol

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from audit.windows import Unit, Window
from schema.types.column import ColumnClass
from schema.types.errors import RulePackError

LONGEST = 1000
"""Largest number of units in a window; a larger one is a slip of the pen."""


class ParamKind(StrEnum):
    """What a parameter of a check is; the value says it to a person."""

    COUNT = "a whole number of at least 1"
    NUMBER = "a whole number of at least 0"
    WINDOW = 'a window like { n = 2, unit = "weeks" }'
    CLASSES = "a list of column classes (栏目分类)"
    WORDS = "a list of words"
    WORD = "a word"


class CheckSpec(Protocol):
    """What an edition must know of a check: the parameters that it takes, all of them required."""

    @property
    def params(self) -> Mapping[str, ParamKind]:
        """Give the kind of every parameter by its name."""
        ...


class WindowRow(BaseModel):
    """A window as an edition writes it."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    n: int = Field(ge=1, le=LONGEST)
    unit: Literal["days", "weeks", "months", "years"]

    def window(self) -> Window:
        """Give the window itself."""
        return Window(n=self.n, unit=Unit(self.unit))


def column_class(name: str, place: str) -> ColumnClass:
    """Give a class by its Chinese name; raise RulePackError that names the place."""
    try:
        return ColumnClass(name)
    except ValueError as err:
        raise RulePackError(f"{place}: `{name}` is no column class (栏目分类)") from err


def read_param(value: Any, kind: ParamKind, place: str) -> Any:
    """Read one parameter; raise RulePackError that names its place."""
    try:
        return _PARSERS[kind](value, place)
    except ValidationError as err:
        raise RulePackError(f"{place}: {value!r} is not {kind}") from err


def read_decimal(value: object, place: str) -> Decimal:
    """Read points; they are never less than 0."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal) or value < 0:
        raise RulePackError(f"{place}: {value!r} is not a number of at least 0")
    return Decimal(value)


_COUNT: TypeAdapter[int] = TypeAdapter(int)
_WORDS: TypeAdapter[list[str]] = TypeAdapter(list[str])
_WORD: TypeAdapter[str] = TypeAdapter(str)


def _count(value: Any, place: str) -> int:
    return _at_least(1, value, place, ParamKind.COUNT)


def _number(value: Any, place: str) -> int:
    return _at_least(0, value, place, ParamKind.NUMBER)


def _at_least(least: int, value: Any, place: str, kind: ParamKind) -> int:
    number = _COUNT.validate_python(value, strict=True)
    if number < least:
        raise RulePackError(f"{place}: {number} is not {kind}")
    return number


def _window(value: Any, place: str) -> Window:
    del place
    return WindowRow.model_validate(value).window()


def _classes(value: Any, place: str) -> tuple[ColumnClass, ...]:
    return tuple(column_class(name, place) for name in _words(value, place))


def _words(value: Any, place: str) -> tuple[str, ...]:
    del place
    return tuple(_WORDS.validate_python(value, strict=True))


def _word(value: Any, place: str) -> str:
    del place
    return _WORD.validate_python(value, strict=True)


_PARSERS: Mapping[ParamKind, Callable[[Any, str], Any]] = {
    ParamKind.COUNT: _count,
    ParamKind.NUMBER: _number,
    ParamKind.WINDOW: _window,
    ParamKind.CLASSES: _classes,
    ParamKind.WORDS: _words,
    ParamKind.WORD: _word,
}
