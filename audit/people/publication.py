"""A veto on its way to the public (单项否决的发布): it takes two different people."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from audit.people.decisions import decisions
from audit.people.overlay import TWO, verdict_said
from schema.types.casework import Act, Decision, Entry, Key
from schema.types.errors import UsageError
from schema.types.finding import SheetItem
from schema.types.verdict import Verdict


class PublicationState(StrEnum):
    """How far a veto is."""

    PROPOSED = "待复核"
    CONFIRMED_ONCE = "一人已复核"
    CONFIRMED_TWICE = "两人已复核"
    PUBLISHED = "已发布"


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """State of one veto, and who confirmed it on what is seen now."""

    state: PublicationState
    confirmed_by: tuple[str, ...]


def publication(entries: Iterable[Entry], key: Key, item: SheetItem, basis: str) -> Publication:
    """Tell how far a veto is; what was confirmed or published on another basis does not count."""
    log = tuple(entries)
    latest = next((one for one in decisions(log, key.edition) if one.key == key), None)
    names = latest.by if latest is not None and _affirms(item, latest, basis) else ()
    published = [
        one for one in log if one.act is Act.PUBLISH and one.key == key and one.basis == basis
    ]
    if len(names) >= TWO and published and _stands(published, log):
        return Publication(state=PublicationState.PUBLISHED, confirmed_by=names)
    states = (
        PublicationState.PROPOSED,
        PublicationState.CONFIRMED_ONCE,
        PublicationState.CONFIRMED_TWICE,
    )
    return Publication(state=states[min(len(names), TWO)], confirmed_by=names)


def check_publishing(item: SheetItem, found: Publication) -> None:
    """Raise UsageError unless an item is a veto that two people confirmed and nobody published."""
    if item.kind != "veto":
        raise UsageError(f"{item.id} is no veto: only vetoes are published one by one")
    if found.state is PublicationState.PUBLISHED:
        raise UsageError(f"{item.id} is published already")
    if found.state is not PublicationState.CONFIRMED_TWICE:
        names = "、".join(found.confirmed_by) or "nobody"
        raise UsageError(
            f"{item.id} cannot be published: two different people must confirm it on what is seen "
            f"now, and {names} did"
        )


def _affirms(item: SheetItem, one: Decision, basis: str) -> bool:
    return one.basis == basis and verdict_said(item, one) is Verdict.FAIL


def _stands(published: list[Entry], log: tuple[Entry, ...]) -> bool:
    """Tell whether no word against it was said since it was published last."""
    against = {Act.REJECT, Act.AMEND, Act.ACCEPT}
    last = published[-1]
    return not any(one.id > last.id and one.key == last.key and one.act in against for one in log)
