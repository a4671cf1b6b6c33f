"""Parameters that an edition gives a check: their kinds, read from TOML values."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, Literal, Protocol, Self

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from audit.windows import Unit, Window
from schema.types.column import ColumnClass
from schema.types.errors import RulePackError

LONGEST = 1000
"""Largest number of units in a window; a larger one is a slip of the pen."""
MOST_YEARS = 100
"""Longest window in years."""
MOST = 10_000
"""Largest whole number; a larger one is a slip of the pen."""
PERCENT = 100


class ParamKind(StrEnum):
    """What a parameter of a check is; the value says it to a person."""

    COUNT = "a whole number of at least 1 and at most 10000"
    NUMBER = "a whole number of at least 0 and at most 10000"
    PERCENT = "a whole number of at least 1 and at most 100"
    WINDOW = 'a window like { n = 2, unit = "weeks" }, of 100 years at most'
    CLASSES = "a list of one or more column classes (栏目分类), each once"
    SOME_CLASSES = "a list of column classes (栏目分类), each once, which may be empty"
    WORDS = "a list of words, none of them blank"
    WORD = "a word that is not blank"


@dataclass(frozen=True, slots=True)
class OneOf:
    """A word out of a few, the only ones that the check knows."""

    words: tuple[str, ...]

    def __str__(self) -> str:
        """Say it to a person."""
        return f"one of {', '.join(self.words)}"


Kind = ParamKind | OneOf
"""What a parameter of a check may be."""


class CheckSpec(Protocol):
    """What an edition must know of a check: the parameters that it takes, all of them required."""

    @property
    def params(self) -> Mapping[str, Kind]:
        """Give the kind of every parameter by its name."""
        ...

    @property
    def windowed(self) -> tuple[str, ...]:
        """Name the parameters whose classes count only by the window that the edition gives."""
        ...


class WindowRow(BaseModel):
    """A window as an edition writes it."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    n: int = Field(ge=1, le=LONGEST)
    unit: Literal["days", "weeks", "months", "years"]

    @model_validator(mode="after")
    def _within_reach(self) -> Self:
        """Refuse a window that reaches back beyond every calendar."""
        if self.unit == "years" and self.n > MOST_YEARS:
            raise ValueError(f"{self.n} years are more than {MOST_YEARS}")
        return self

    def window(self) -> Window:
        """Give the window itself."""
        return Window(n=self.n, unit=Unit(self.unit))


def column_class(name: str, place: str) -> ColumnClass:
    """Give a class by its Chinese name; raise RulePackError that names the place."""
    try:
        return ColumnClass(name)
    except ValueError as err:
        raise RulePackError(f"{place}: `{name}` is no column class (栏目分类)") from err


def read_param(value: Any, kind: Kind, place: str) -> Any:
    """Read one parameter; raise RulePackError that names its place."""
    if isinstance(kind, OneOf):
        if value not in kind.words:
            raise RulePackError(f"{place}: {value!r} is not {kind}")
        return value
    try:
        return _PARSERS[kind](value, place)
    except (ValidationError, ValueError) as err:
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
    del place
    return _between(1, MOST, value)


def _number(value: Any, place: str) -> int:
    del place
    return _between(0, MOST, value)


def _percent(value: Any, place: str) -> int:
    del place
    return _between(1, PERCENT, value)


def _between(least: int, most: int, value: Any) -> int:
    number = _COUNT.validate_python(value, strict=True)
    if not least <= number <= most:
        raise ValueError(number)
    return number


def _window(value: Any, place: str) -> Window:
    del place
    return WindowRow.model_validate(value).window()


def _classes(value: Any, place: str) -> tuple[ColumnClass, ...]:
    return _some_classes(_filled(value), place)


def _some_classes(value: Any, place: str) -> tuple[ColumnClass, ...]:
    found = tuple(column_class(name, place) for name in _words(value, place))
    if len(set(found)) < len(found):
        raise ValueError(value)
    return found


def _words(value: Any, place: str) -> tuple[str, ...]:
    return tuple(_word(one, place) for one in _WORDS.validate_python(value, strict=True))


def _word(value: Any, place: str) -> str:
    del place
    return str(_filled(_WORD.validate_python(value, strict=True).strip()))


def _filled(value: Any) -> Any:
    if value in ("", []):
        raise ValueError(value)
    return value


_PARSERS: Mapping[ParamKind, Callable[[Any, str], Any]] = {
    ParamKind.COUNT: _count,
    ParamKind.NUMBER: _number,
    ParamKind.PERCENT: _percent,
    ParamKind.WINDOW: _window,
    ParamKind.CLASSES: _classes,
    ParamKind.SOME_CLASSES: _some_classes,
    ParamKind.WORDS: _words,
    ParamKind.WORD: _word,
}
