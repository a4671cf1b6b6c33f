"""What lies before a person who decides: a site's newest sheet, its evidence and its log."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Self

from audit.case.places import problems
from audit.editions.traits import traits_of
from audit.people.basis import basis_of
from audit.people.decisions import decisions, held
from audit.people.overlay import human_sheet
from audit.people.rules import check_actor
from audit.people.terms import check_until, stands_until
from audit.runner import audit_site
from audit.windows import day_of
from pucha.auditing import sweep_of
from pucha.wire import Stores
from schema.types.casework import Act, Entry, HeldDecision, HumanSheet, Key, Person
from schema.types.errors import PuchaError, UsageError
from schema.types.evidence import Evidence
from schema.types.facts import ColumnFact
from schema.types.finding import ScoreSheet, SheetItem
from schema.types.ids import SiteId, SweepId
from schema.types.rulepack import RulePack
from schema.types.site import Site
from schema.types.sweep import Sweep

SWEEP = "sweep"
"""Where an entry's body names the sweep whose sheet lay before the person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One site as people see it."""

    site: Site
    site_id: SiteId
    sweep: Sweep
    sheet: ScoreSheet
    pack: RulePack
    """The edition that the sheet was judged by."""
    evidence: tuple[Evidence, ...]
    entries: tuple[Entry, ...]

    @property
    def newest(self) -> int:
        """Give the number of the last entry that was seen; 0: there is none."""
        return self.entries[-1].id if self.entries else 0

    @property
    def held(self) -> tuple[HeldDecision, ...]:
        """Give the decisions on this edition, each with whether it stands."""
        return held(decisions(self.entries, self.sheet.edition), self.sheet, self.evidence)

    @property
    def human(self) -> HumanSheet:
        """Give the sheet with the decisions that stand."""
        return human_sheet(self.sheet, self.pack, self.held, traits_of(self.site))

    def with_entry(self, entry: Entry) -> Self:
        """Give the desk as it will be once an entry is in the log."""
        return replace(self, entries=(*self.entries, entry))

    def as_before(self, until: SweepId | None) -> "Desk":
        """Give the desk without what was done before the sheet of a sweep or of a later one."""
        if until is None:
            return self
        known = (one for one in self.entries if one.body.get(SWEEP, 0) < until)
        return replace(self, entries=tuple(known))

    def item(self, name: str) -> SheetItem:
        """Give an item of the sheet; raise UsageError that names them all."""
        for one in self.sheet.items:
            if one.id == name:
                return one
        known = ", ".join(one.id for one in self.sheet.items)
        raise UsageError(f"{name!r} is no item of {self.sheet.edition}; its items are {known}")

    def key(self, item: str, cause: str) -> Key:
        """Give the stable key of an item, or of one place of it."""
        return Key(edition=self.sheet.edition, item=item, cause=cause)

    def basis(self, item: str, cause: str) -> str:
        """Give the digest that a decision rests on; raise UsageError for a place there is not."""
        found = basis_of(self.item(item), cause, self.evidence)
        if found is None:
            raise UsageError(
                f"{item} has no place with the cause {cause!r}; `pucha review list SITE` shows them"
            )
        return found


async def term(
    stores: Stores, desk: Desk, key: Key, now: datetime, until: date | None
) -> dict[str, str]:
    """Give the last day on which a denial made now stands, as an entry's body keeps it.

    Without one of its own it is that of the window of its column or item; empty: only the page
    counts. Raise UsageError for a day gone by.
    """
    today = day_of(now)
    check_until(until, today)
    own = key.edition == desk.pack.edition
    pack = desk.pack if own else await stores.pack_of(desk.sweep, key.edition)
    usual = stands_until(pack, key.item, today, _column_of(desk, key))
    last = until or usual
    return {} if last is None else {"until": last.isoformat()}


def _column_of(desk: Desk, key: Key) -> ColumnFact | None:
    """Give the column that a key is about; None where this sheet names none."""
    items = [one for one in desk.sheet.items if one.id == key.item]
    if key.edition != desk.sheet.edition or not items:
        return None
    named = {one.evidence for one in problems(items[0].finding) if one.cause == key.cause}
    facts = (one.fact for one in desk.evidence if one.id in named)
    return next((fact for fact in facts if isinstance(fact, ColumnFact)), None)


async def desk_of(stores: Stores, reference: str, edition: str | None = None) -> Desk:
    """Put a registered site's newest sheet before a person; raise PuchaError: there is none."""
    site, site_id = await registered(stores, reference)
    wanted = await stores.results.newest_sweep_of(site_id)
    if wanted is None:
        raise PuchaError(f"{site.home_url} has not been surveyed yet: `pucha recheck` does it")
    return await desk_in(stores, site, await sweep_of(stores, wanted), edition)


async def desk_in(stores: Stores, site: Site, sweep: Sweep, edition: str | None = None) -> Desk:
    """Put a site's sheet of one sweep before a person, under an edition that is named."""
    return await desk_under(stores, site, sweep, await stores.pack_of(sweep, edition))


async def desk_under(stores: Stores, site: Site, sweep: Sweep, pack: RulePack) -> Desk:
    """Put a site's sheet of one sweep before a person; what is not kept is judged from evidence."""
    site_id = SiteId(site.id or 0)
    evidence = await stores.sheet_evidence(sweep, site_id, pack)
    sheet = await stores.results.sheet(sweep.id, site_id, pack.edition)
    return Desk(
        site=site,
        site_id=site_id,
        sweep=sweep,
        sheet=sheet or audit_site(site, evidence, pack, sweep.as_of),
        pack=pack,
        evidence=evidence,
        entries=await stores.cases.of_site(site_id),
    )


async def registered(stores: Stores, reference: str) -> tuple[Site, SiteId]:
    """Find a registered site; raise UsageError where there is none."""
    site = await stores.register.find(reference)
    if site is None or site.id is None:
        raise UsageError(f"no registered site has the code, address or id {reference!r}")
    return site, site.id


async def actor(stores: Stores, name: str, act: Act, site: Site | None = None) -> Person:
    """Give the person who acts; raise UsageError for a stranger or one who may not."""
    return check_actor(name, await stores.cases.people(), act, site)


def entry_of(  # noqa: PLR0913 - the parts of an entry, all by name
    desk: Desk,
    person: Person,
    act: Act,
    *,
    at: datetime,
    text: str,
    key: Key | None = None,
    basis: str = "",
    body: dict[str, Any] | None = None,
) -> Entry:
    """Make an entry about the site that lies before a person."""
    return Entry(
        act=act,
        by=person.name,
        role=person.role,
        at=at,
        text=text,
        site_id=desk.site_id,
        key=key,
        basis=basis,
        body={SWEEP: desk.sweep.id, **(body or {})},
    )
