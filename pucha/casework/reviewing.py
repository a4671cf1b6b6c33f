"""Review findings (人工复核): confirm, reject, amend, publish."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from audit.people.publication import Publication, check_publishing, publication
from audit.people.rules import check_another, check_reason
from pucha.casework.clearing import cleared_by
from pucha.casework.desk import Desk, actor, desk_of, entry_of, term
from pucha.wire import Stores
from schema.types.casework import Act, Entry, Hold, Key
from schema.types.errors import UsageError
from schema.types.finding import SheetItem
from schema.types.verdict import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What a reviewer says: about which item or place, in what sense, why."""

    act: Act
    item: str
    cause: str
    reason: str
    by: str
    verdict: Verdict | None = None
    units: int | None = None
    until: date | None = None
    """Last day on which a denial stands; None: that of the item's window."""
    public: str = ""
    """What is wrong, as notice and bulletin may say it; empty: nothing but that it is so."""

    @property
    def denies(self) -> bool:
        """Tell whether it says that there is no problem."""
        if self.verdict is not None:
            return self.verdict is not Verdict.FAIL
        return self.act is Act.REJECT


async def review(
    stores: Stores, reference: str, word: Word, now: datetime, edition: str | None = None
) -> Entry:
    """Write a reviewer's word into the log; raise UsageError where it may not be said.

    Lines of the ledger that it takes out leave it in the same breath.
    """
    desk = await desk_of(stores, reference, edition)
    person = await actor(stores, word.by, word.act, desk.site)
    item, basis = desk.item(word.item), desk.basis(word.item, word.cause)
    _check(word, item)
    key = desk.key(word.item, word.cause)
    said: dict[str, Any] = {
        name: value
        for name, value in (
            ("verdict", word.verdict),
            ("units", word.units),
            ("public", word.public.strip() or None),
        )
        if value is not None
    }
    said |= await term(stores, desk, key, now, word.until) if word.denies else {}
    entry = entry_of(
        desk,
        person,
        word.act,
        at=now,
        text=check_reason(word.reason),
        key=key,
        basis=basis,
        body=said,
    )
    _check_new(desk, word, key)
    cleared = cleared_by(desk.with_entry(entry), person, now)
    await stores.cases.add(desk.site_id, desk.newest, entry, *cleared)
    return entry


def _check(word: Word, item: SheetItem) -> None:
    if word.act is Act.AMEND and word.verdict is None and word.units is None:
        raise UsageError("an amendment says what it is instead: --verdict, --units")
    if word.cause and (word.verdict is not None or word.units is not None):
        raise UsageError("a place is confirmed or rejected; --verdict and --units are of an item")
    if word.public and (word.denies or word.cause):
        raise UsageError("--public says what is wrong with an item that people affirm")
    if word.until is not None and not word.denies:
        raise UsageError("--until is for a word that there is no problem")
    if word.units is not None and word.units < 0:
        raise UsageError(f"--units {word.units}: a count is 0 or more")
    finding = item.finding
    open_ended = finding.units is not None and finding.units.upper is None
    counts = word.act is Act.CONFIRM and not word.cause and item.kind != "veto"
    if counts and not finding.verdict.decided and open_ended and word.units is None:
        raise UsageError(f"{item.id}: nobody knows how many there are at most; say --units N")


def _check_new(desk: Desk, word: Word, key: Key) -> None:
    """Refuse a word that the same person said already and that still stands."""
    standing = (one.decision for one in desk.held if one.hold is Hold.IN_FORCE)
    before = next((one for one in standing if one.key == key), None)
    if before is None or before.act is not word.act:
        return
    same = (before.verdict, before.units) == (word.verdict, word.units)
    check_another(word.by, before.by if same else (), f"has said so of {word.item} already")


async def publish(  # noqa: PLR0913 - what a command was given
    stores: Stores, reference: str, name: str, *, by: str, now: datetime, edition: str | None = None
) -> Entry:
    """Publish a veto that two different people confirmed; raise UsageError where they did not."""
    desk = await desk_of(stores, reference, edition)
    person = await actor(stores, by, Act.PUBLISH, desk.site)
    check_publishing(desk.item(name), how_far(desk, name))
    entry = entry_of(
        desk,
        person,
        Act.PUBLISH,
        at=now,
        text="",
        key=desk.key(name, ""),
        basis=desk.basis(name, ""),
    )
    await stores.cases.add(desk.site_id, desk.newest, entry)
    return entry


def how_far(desk: Desk, name: str) -> Publication:
    """Tell how far a veto is on its way to the public."""
    return publication(desk.entries, desk.key(name, ""), desk.item(name), desk.basis(name, ""))
