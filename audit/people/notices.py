"""Fill the words of a notice (整改通知, 催办) with what it tells of."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from string import Template

from audit.people.ledger import LedgerLine
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


def told_together(lines: Iterable[LedgerLine]) -> tuple[tuple[LedgerLine, ...], ...]:
    """Put lines of one cause together: a column is told once, whatever number of items it fails."""
    found: dict[Hashable, list[LedgerLine]] = defaultdict(list)
    for line in lines:
        whole = line.key.item if not line.key.cause else ""
        found[line.site_id, line.key.edition, line.key.cause, whole, line.due].append(line)
    return tuple(tuple(group) for group in found.values())


def row_of(lines: Sequence[LedgerLine]) -> dict[str, str]:
    """Give the values of one row: what is wrong, under which items, on whose word and evidence."""
    first = lines[0]
    evidence = dict.fromkeys(one for line in lines for one in line.before)
    items = "；".join(line.name or line.key.item for line in lines)
    return {
        "item": "、".join(line.key.item for line in lines),
        "problem": first.problem if len(lines) == 1 else f"{first.says}（{items}）",
        "url": first.url,
        "standing": _standing(lines),
        "evidence": " ".join(evidence) or "人工认定",
    }


def _standing(lines: Sequence[LedgerLine]) -> str:
    """Say whose word it is; item by item where that differs."""
    words = {line.key.item: line.standing or "未注明" for line in lines}
    if len(set(words.values())) == 1:
        return words[lines[0].key.item]
    return "；".join(f"{item} {word}" for item, word in words.items())


def _filled(text: str, values: Mapping[str, str]) -> str:
    try:
        return Template(text).substitute(values)
    except (KeyError, ValueError) as err:
        raise ConfigError(f"the words of a notice ask for what it does not know: {err}") from err
