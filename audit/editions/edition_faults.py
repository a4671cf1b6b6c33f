"""Faults of an edition that no single value shows: rows that do not fit each other."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from audit.editions.edition_rows import EditionRows, GroupRow, ItemRow, ScaleRow
from audit.editions.params import CheckSpec
from schema.types.errors import RulePackError

_ITEM_NUMBERS = frozenset({"points", "cap", "applies", "rule", "window"})
"""What may be open of an item, beside its parameters; `window`: that of its classes."""
_SCALE_NUMBERS = frozenset(
    {"full", "pass_mark", "bonus_above", "rescaled_for", "rounding", "scored_for"}
)


def refuse_misfits(edition: EditionRows, checks: Mapping[str, CheckSpec]) -> None:
    """Refuse an edition whose rows do not fit each other; raise RulePackError at the first."""
    for word, names in (
        ("items", [item.id for item in edition.items]),
        ("groups", [row.name for row in edition.groups]),
        ("indicators", [row.name for row in edition.indicators]),
    ):
        refuse_repeats(word, names)
    for item in edition.items:
        _refuse_misfit(item, edition, checks)
        _refuse_beyond_full(item, edition.scale)
    _refuse_unused("group", edition.groups, {item.group for item in edition.items})
    _refuse_unused("indicator", edition.indicators, {item.indicator for item in edition.items})
    if edition.scale is not None:
        _refuse_scale(edition, edition.scale)
    if edition.states is not None:
        _refuse_unknown_items({edition.states.no_update, *edition.states.stale}, edition)


def refuse_repeats(word: str, names: Iterable[str]) -> None:
    """Refuse rows of one key: only one of them would be heard."""
    twice = sorted(name for name, times in Counter(names).items() if times > 1)
    if twice:
        raise RulePackError(f"the edition names these {word} more than once: {', '.join(twice)}")


def _refuse_misfit(item: ItemRow, edition: EditionRows, checks: Mapping[str, CheckSpec]) -> None:
    place = f"item {item.id}"
    for word, name, rows in (
        ("group", item.group, edition.groups),
        ("indicator", item.indicator, edition.indicators),
    ):
        if name and name not in {row.name for row in rows}:
            raise RulePackError(f"{place} names the unknown {word} `{name}`")
    if (item.kind == "veto") is not (item.points is None):
        raise RulePackError(f"{place}: a veto takes no points, every other item needs them")
    if item.kind == "bonus" and item.cap is None:
        raise RulePackError(f"{place}: a bonus needs a cap, or no best score is known")
    _refuse_open(place, item.open, _ITEM_NUMBERS | {f"params.{name}" for name in item.params})
    _refuse_without_window(item, edition, checks)


def _refuse_beyond_full(item: ItemRow, scale: ScaleRow | None) -> None:
    """Refuse points of one unit, or a cap, above the full mark: a slip of the pen."""
    points = None if item.points is None else item.points.n
    for word, number in (("points", points), ("cap", item.cap)):
        if scale is not None and number is not None and number > scale.full:
            raise RulePackError(
                f"item {item.id}, `{word}`: {number} is more than the full mark {scale.full}"
            )


def _refuse_without_window(
    item: ItemRow, edition: EditionRows, checks: Mapping[str, CheckSpec]
) -> None:
    """Refuse a class that the item would never count, because the edition gives it no window."""
    spec = checks.get(item.check)
    for name in () if spec is None else spec.windowed:
        given = item.params.get(name)
        for one in given if isinstance(given, list) else ():
            if isinstance(one, str) and one not in edition.windows:
                raise RulePackError(
                    f"item {item.id}, parameter `{name}`: `{one}` has no window, so nothing would "
                    f'ever count; write [windows."{one}"]'
                )


def _refuse_unused(word: str, rows: Iterable[GroupRow], used: set[str]) -> None:
    for row in rows:
        if row.name not in used:
            raise RulePackError(f"the {word} `{row.name}` is named by no item")
        _refuse_open(f"{word} {row.name}", row.open, {"full"})


def _refuse_scale(edition: EditionRows, scale: ScaleRow) -> None:
    for word, number in (("pass_mark", scale.pass_mark), ("bonus_above", scale.bonus_above)):
        if number is not None and not 0 <= number <= scale.full:
            raise RulePackError(
                f"scale, `{word}`: {number} does not lie between 0 and the full mark {scale.full}"
            )
    _refuse_open("scale", scale.open, _SCALE_NUMBERS)
    _refuse_other_sum(edition, scale)
    whole = {row.name for row in edition.groups if row.full is not None}
    for name in scale.rescaled:
        if name not in whole:
            raise RulePackError(f"scale, rescaled: `{name}` is no group with points of its own")


def _refuse_other_sum(edition: EditionRows, scale: ScaleRow) -> None:
    """Refuse groups whose points do not come to the full mark, where all of them have points."""
    full = {row.name: row.full for row in edition.groups}
    names = {item.group for item in edition.items if item.kind == "deduct" and item.group}
    points: Sequence[object] = [full[name] for name in names]
    known = [full[name] or 0 for name in names if full[name] is not None]
    if known and len(known) == len(points) and sum(known) != scale.full:
        raise RulePackError(
            f"the groups' points come to {sum(known)}, but the full mark is {scale.full}"
        )


def _refuse_open(place: str, notes: Iterable[str], known: Iterable[str]) -> None:
    unknown = sorted(set(notes) - set(known))
    if unknown:
        raise RulePackError(f"{place}: `open` speaks of `{unknown[0]}`, which it does not have")


def _refuse_unknown_items(names: set[str], edition: EditionRows) -> None:
    unknown = sorted(names - {item.id for item in edition.items})
    if unknown:
        raise RulePackError(f"states: there is no item {', '.join(unknown)}")
