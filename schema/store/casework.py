"""The log of casework and the people in it: rows are added and read, never changed."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Row, Select, func, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from schema.tables import case_entry, person
from schema.types.casework import Act, Entry, Key, Person, Role
from schema.types.errors import UsageError
from schema.types.ids import SiteId, SweepId
from schema.types.names import name_key
from schema.types.storable import storable

_NAME_KEY = "person_name_key"
"""The constraint on how a name reads; its own name begins so."""
_LOCK = text("select pg_advisory_xact_lock(hashtext('pucha casework'), cast(:site as int))")

_DECIDED = text("""
    select sh.site_id from sheet sh
    where sh.sweep_id = :sweep and sh.edition = :edition and exists (
        select 1 from case_entry c
        where c.site_id = sh.site_id and c.edition = :edition and c.act = any(:acts)
            and (cast(:until as bigint) is null
                or coalesce(cast(c.body ->> 'sweep' as bigint), 0) < :until))
    order by sh.site_id
""")


class CaseStore:
    """Add to the log and read it; enrol people."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def people(self) -> tuple[Person, ...]:
        """Give everybody, by name."""
        async with self._engine.connect() as connection:
            rows = await connection.execute(select(person).order_by(person.c.name))
            return tuple(_person(row) for row in rows)

    async def person(self, name: str) -> Person | None:
        """Give one person."""
        async with self._engine.connect() as connection:
            row = (await connection.execute(select(person).filter_by(name=name))).first()
        return None if row is None else _person(row)

    async def enrol(self, one: Person, entry: Entry) -> None:
        """Write a person, in place of what was known of them, and the entry that tells of it.

        The database refuses a name that reads as another's: UsageError. Who asks looks first; this
        is what two who ask at once are told.
        """
        written = insert(person).values(
            name=one.name, name_key=name_key(one.name), role=one.role, division=one.division
        )
        changed = {name: written.excluded[name] for name in ("role", "division")}
        try:
            async with self._engine.begin() as connection:
                await connection.execute(
                    written.on_conflict_do_update(index_elements=["name"], set_=changed)
                )
                await _add(connection, (entry,))
        except IntegrityError as err:
            if _NAME_KEY not in str(err.orig):
                raise
            raise UsageError(
                f"somebody enrolled a name that reads as {one.name!r} meanwhile: look again first"
            ) from err

    async def of_site(self, site_id: SiteId) -> tuple[Entry, ...]:
        """Give all that was done about a site, oldest first."""
        return await self._read(select(case_entry).where(case_entry.c.site_id == site_id))

    async def of_act(self, *acts: Act) -> tuple[Entry, ...]:
        """Give all entries of some acts over all sites, oldest first."""
        return await self._read(select(case_entry).where(case_entry.c.act.in_(acts)))

    async def decided_sites(
        self, sweep: SweepId, edition: str, acts: Collection[Act], until: SweepId | None = None
    ) -> tuple[SiteId, ...]:
        """Give the sites with a sheet in a sweep on which somebody did one of these acts.

        `until` leaves out what was done before the sheet of that sweep, or of a later one.
        """
        values = {"sweep": sweep, "edition": edition, "acts": sorted(acts), "until": until}
        async with self._engine.connect() as connection:
            return tuple(SiteId(row.site_id) for row in await connection.execute(_DECIDED, values))

    async def all(self) -> tuple[Entry, ...]:
        """Give the whole log, oldest first."""
        return await self._read(select(case_entry))

    async def newest(self, site_id: SiteId | None) -> int:
        """Give the number of the last entry about a site (None: about none); 0: there is none."""
        async with self._engine.connect() as connection:
            return int((await connection.execute(_newest(site_id))).scalar_one())

    async def add(self, site_id: SiteId | None, after: int, *entries: Entry) -> None:
        """Add entries about a site, whose newest entry was `after` when they were thought of.

        Raise UsageError where somebody wrote meanwhile: what was decided rests on an old view.
        """
        async with self._engine.begin() as connection:
            await connection.execute(_LOCK, {"site": site_id or 0})
            if (await connection.execute(_newest(site_id))).scalar_one() != after:
                raise UsageError("somebody else wrote about this meanwhile: look again first")
            await _add(connection, entries)

    async def _read(self, query: Select[Any]) -> tuple[Entry, ...]:
        async with self._engine.connect() as connection:
            rows = await connection.execute(query.order_by(case_entry.c.id))
            return tuple(_entry(row) for row in rows)


def _newest(site_id: SiteId | None) -> Select[Any]:
    about = case_entry.c.site_id
    return select(func.coalesce(func.max(case_entry.c.id), 0)).where(
        about.is_(None) if site_id is None else about == site_id
    )


async def _add(connection: AsyncConnection, entries: tuple[Entry, ...]) -> None:
    rows = [
        {
            "act": one.act,
            "actor": one.by,
            "role": one.role,
            "at": one.at,
            "text": one.text,
            "site_id": one.site_id,
            "edition": None if one.key is None else one.key.edition,
            "item": None if one.key is None else one.key.item,
            "cause": None if one.key is None else one.key.cause,
            "basis": one.basis,
            "body": storable(one.body),
        }
        for one in entries
    ]
    if rows:
        await connection.execute(case_entry.insert(), rows)


def _person(row: Row[Any]) -> Person:
    return Person(name=row.name, role=Role(row.role), division=row.division)


def _entry(row: Row[Any]) -> Entry:
    key = None
    if row.edition is not None:
        key = Key(edition=row.edition, item=row.item, cause=row.cause)
    return Entry(
        id=row.id,
        act=Act(row.act),
        by=row.actor,
        role=Role(row.role),
        at=row.at,
        text=row.text,
        site_id=None if row.site_id is None else SiteId(row.site_id),
        key=key,
        basis=row.basis,
        body=row.body,
    )
