"""Fill the words of a notice (整改通知, 催办) with what it tells of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from string import Template

from schema.types.casework_words import NoticeText
from schema.types.errors import ConfigError


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A notice as it is sent or printed."""

    title: str
    body: str


def write_notice(
    words: NoticeText, values: Mapping[str, str], rows: Iterable[Mapping[str, str]]
) -> Notice:
    """Write a notice; rows are numbered from 1. Raise ConfigError for a $name without a value."""
    numbered = (
        _filled(words.row, {**values, **one, "number": str(number)})
        for number, one in enumerate(rows, start=1)
    )
    parts = (_filled(words.head, values), *numbered, _filled(words.foot, values))
    return Notice(title=_filled(words.title, values).strip(), body="".join(parts))


def _filled(text: str, values: Mapping[str, str]) -> str:
    try:
        return Template(text).substitute(values)
    except (KeyError, ValueError) as err:
        raise ConfigError(f"the words of a notice ask for what it does not know: {err}") from err
