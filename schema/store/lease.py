"""The site lease with its fence: tables decide, the queue only hints; every time is the database's.

A result goes in by one statement that first takes the lease row by its token: a holder that was
replaced writes nothing. Repeating a call with the same lease changes nothing.
"""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from schema.ports import Clock
from schema.store.archive_rows import (
    INSERT_SEGMENTS,
    UPSERT_COPIES,
    copies_json,
    segments_json,
)
from schema.store.probe_rows import PROBE_COLUMNS, PROBE_RECORD, PROBE_VALUES
from schema.store.result_rows import UrlKey, result_rows
from schema.store.rows_json import rows_json
from schema.types.errors import AddressBusy, AlreadyDone, LeaseBusy, LeaseLost
from schema.types.ids import LeaseToken, SiteId, SweepId
from schema.types.lease import Lease, SegmentRow
from schema.types.survey import FinishedSurvey

# Slots come first and are skipped where somebody else is taking them: nobody waits for a slot, so
# takers of several cannot lock each other out. Nothing is taken unless the site and all slots are.
_ACQUIRE = text("""
    with site as materialized (
        select l.site_id from site_lease l join sweep_site s using (site_id)
        where l.site_id = :site and (l.token is null or l.expires_at < clock_timestamp())
            and s.sweep_id = :sweep and s.state = 'pending'
        for update of l),
    free as materialized (
        select s.address, s.slot from site,
            unnest(cast(:slots as text[])) as u (address) cross join lateral (
                select a.address, a.slot from address_slot a
                where a.address = u.address and a.slot <= :slots_each
                    and (a.token is null or a.expires_at < clock_timestamp())
                order by a.slot limit 1 for update skip locked) as s),
    got as (
        update site_lease l set epoch = l.epoch + 1, token = :token, holder = :holder,
            sweep_id = :sweep, expires_at = clock_timestamp() + make_interval(secs => :ttl)
        from site where l.site_id = site.site_id
            and (select count(*) from free) = cardinality(cast(:slots as text[]))
        returning l.epoch),
    held as (
        update address_slot a set token = :token, holder = :holder,
            expires_at = clock_timestamp() + make_interval(secs => :ttl)
        from got, free where a.address = free.address and a.slot = free.slot),
    attempt as (
        insert into run (token, sweep_id, site_id, epoch, holder)
        select :token, :sweep, :site, epoch, :holder from got)
    select (select count(*) from site), (select epoch from got)
""")

_MAKE_SLOTS = text("""
    insert into address_slot (address, slot)
    select address, slot from unnest(cast(:slots as text[])) as u (address),
        generate_series(1, :slots_each) as slot
    on conflict do nothing
""")

_WHY_NOT = text("""
    select s.state, l.expires_at from sweep_site s join site_lease l using (site_id)
    where s.sweep_id = :sweep and s.site_id = :site
""")

_RENEW = text("""
    with kept as (
        update site_lease l set expires_at = clock_timestamp() + make_interval(secs => :ttl)
        from unnest(cast(:sites as bigint[]), cast(:tokens as uuid[])) as u (site, token)
        where l.site_id = u.site and l.token = u.token returning l.token),
    slots as (
        update address_slot a set expires_at = clock_timestamp() + make_interval(secs => :ttl)
        from kept, unnest(cast(:addresses as text[]), cast(:owners as uuid[])) as u (address, token)
        where u.token = kept.token and a.address = u.address and a.token = u.token)
    select token from kept
""")

_RELEASE = text("""
    with slots as (
        update address_slot set token = null, holder = null, expires_at = null
        where address = any(cast(:slots as text[])) and token = :token)
    update site_lease set token = null, holder = null where site_id = :site and token = :token
""")

_END_RUN = text("update run set outcome = :outcome, ended_at = clock_timestamp() "
                "where token = :token and outcome is null")  # fmt: skip

_MINE = text("select coalesce(accepted_token = :token, false) from sweep_site "
             "where sweep_id = :sweep and site_id = :site")  # fmt: skip

_FAILURES = text("select count(*) from run where sweep_id = :sweep and site_id = :site "
                 "and outcome = 'failed'")  # fmt: skip

# The fence comes first, locks the lease row and frees the site; all else hangs on its row.
_COMMIT = text(f"""
    with fence as (
        update site_lease set token = null, holder = null
        where site_id = :site and token = :token and epoch = :epoch returning 1),
    slots as (
        update address_slot set token = null, holder = null, expires_at = null
        from fence where address = any(cast(:slots as text[])) and token = :token),
    acc as (
        update sweep_site set state = 'done', accepted_token = :token, accepted_epoch = :epoch,
            outcome = :outcome, evidence_rows = :evidence_rows, pages = :pages,
            seconds = :seconds, slow = :slow, done_at = clock_timestamp()
        from fence where sweep_id = :sweep and site_id = :site and state = 'pending' returning 1),
    ended as (
        update run set outcome = 'accepted', ended_at = clock_timestamp()
        from acc where token = :token),
    segments as ({INSERT_SEGMENTS.format(fence="acc")}),
    copies as ({UPSERT_COPIES.format(fence="acc")}),
    proof as (
        insert into evidence (sweep_id, site_id, kind, seq, token, body)
        select :sweep, :site, r.kind, r.seq, :token, r.body
        from acc, jsonb_to_recordset(cast(:evidence as jsonb))
            as r (kind text, seq int, body jsonb)),
    visits as (
        insert into probe ({PROBE_COLUMNS})
        select :site, :sweep, null, :token, {PROBE_VALUES}
        from acc, jsonb_to_recordset(cast(:probes as jsonb)) as r ({PROBE_RECORD})),
    checks as (
        insert into link_check (site_id, token, url_key, url, purpose, outcome, status,
            counts_as, at)
        select :site, :token, r.url_key, r.url, r.purpose, r.outcome, r.status, r.counts_as, r.at
        from acc, jsonb_to_recordset(cast(:checks as jsonb)) as r (url_key text, url text,
            purpose text, outcome text, status int, counts_as text, at timestamptz)),
    cols as (
        insert into site_column (site_id, url_key, url, name, column_class, registered,
            first_seen, last_seen)
        select :site, r.url_key, r.url, r.name, r.column_class, false, :now, :now
        from acc, jsonb_to_recordset(cast(:columns as jsonb)) as r (url_key text, url text,
            name text, column_class text)
        on conflict (site_id, url_key) do update set last_seen = excluded.last_seen
        returning id, url_key),
    items as (
        insert into item (site_id, column_id, url_key, url, title, claims, texts, first_seen,
            last_seen)
        select :site, cols.id, r.url_key, r.url, r.title, r.claims, r.texts, r.at, r.at
        from cols join jsonb_to_recordset(cast(:items as jsonb)) as r (column_key text,
            url_key text, url text, title text, claims jsonb, texts jsonb, at timestamptz)
            on r.column_key = cols.url_key
        on conflict (column_id, url_key) do update set
            last_seen = greatest(item.last_seen, excluded.last_seen), title = excluded.title,
            claims = (select coalesce(jsonb_agg(distinct claim), '[]'::jsonb)
                from jsonb_array_elements(item.claims || excluded.claims) as claim),
            texts = (select coalesce(jsonb_agg(distinct one), '[]'::jsonb)
                from jsonb_array_elements(item.texts || excluded.texts) as one)),
    letters as (
        insert into letter (site_id, column_id, url_key, url, title, channel, asked, replied,
            state, note, history, first_seen, last_seen)
        select :site, cols.id, r.url_key, r.url, r.title, r.channel, r.asked, r.replied,
            r.state, r.note, r.history, r.at, r.at
        from cols join jsonb_to_recordset(cast(:letters as jsonb)) as r (column_key text,
            url_key text, url text, title text, channel text, asked date, replied date,
            state text, note text, history jsonb, at timestamptz)
            on r.column_key = cols.url_key
        on conflict (column_id, url_key) do update set
            last_seen = greatest(letter.last_seen, excluded.last_seen),
            asked = coalesce(excluded.asked, letter.asked),
            replied = coalesce(excluded.replied, letter.replied),
            state = excluded.state, note = excluded.note,
            history = letter.history || excluded.history)
    select count(*) from acc
""")  # noqa: S608 - composed of our own constants

_LOCK_NOT_AVAILABLE = "55P03"


class LeaseStore:
    """Hold, renew, release and commit; safe from any number of workers."""

    def __init__(  # noqa: PLR0913 - what one worker holds leases with, given once in pucha.wire
        self,
        engine: AsyncEngine,
        clock: Clock,
        *,
        holder: str,
        ttl: float,
        url_key: UrlKey,
        slots_each: int = 1,
    ) -> None:
        self._engine = engine
        self._clock = clock
        self._holder = holder
        self.ttl = ttl
        self._url_key = url_key
        self._slots_each = slots_each

    async def acquire(
        self, sweep_id: SweepId, site_id: SiteId, slots: tuple[str, ...] = ()
    ) -> Lease:
        """Take the site and a slot of each address, all or nothing.

        Raise LeaseBusy with the time to come again, AddressBusy, or AlreadyDone.
        """
        token = LeaseToken(uuid.uuid4())
        before = self._clock.monotonic()
        keys: dict[str, Any] = {"sweep": sweep_id, "site": site_id}
        values = keys | {"token": token, "holder": self._holder, "ttl": self.ttl}
        values |= {"slots": sorted(set(slots)), "slots_each": self._slots_each}
        try:
            async with self._engine.begin() as connection:
                await connection.execute(text("set local lock_timeout = '1s'"))
                epoch = await _take(connection, values)
                if epoch is None:
                    raise await self._why_not(connection, keys)
        except DBAPIError as err:
            if getattr(err.orig, "sqlstate", None) == _LOCK_NOT_AVAILABLE:
                raise LeaseBusy(None) from err
            raise
        return Lease(
            sweep_id=sweep_id,
            site_id=site_id,
            token=token,
            epoch=epoch,
            deadline=before + self.ttl,
            slots=tuple(slots),
        )

    async def renew(self, leases: Sequence[Lease]) -> None:
        """Renew all that are held, in one statement; mark those that were replaced as lost."""
        held = [lease for lease in leases if not lease.lost and not lease.committing]
        if not held:
            return
        before = self._clock.monotonic()
        values = {
            "ttl": self.ttl,
            "sites": [lease.site_id for lease in held],
            "tokens": [lease.token for lease in held],
            "addresses": [address for lease in held for address in lease.slots],
            "owners": [lease.token for lease in held for _ in lease.slots],
        }
        async with self._engine.begin() as connection:
            # A forgotten renewal costs nothing: the lease only ends earlier.
            await connection.execute(text("set local synchronous_commit = off"))
            kept = {row[0] for row in await connection.execute(_RENEW, values)}
        for lease in held:
            if lease.token in kept:
                lease.deadline = before + self.ttl
            elif not lease.committing:
                lease.lost = True

    async def release(self, lease: Lease) -> None:
        """Give the site back after an exception of ours."""
        async with self._engine.begin() as connection:
            await connection.execute(_RELEASE, _held(lease))
            await connection.execute(_END_RUN, {"token": lease.token, "outcome": "failed"})

    async def refuse(self, lease: Lease) -> None:
        """Note that this attempt was replaced; its slots are free."""
        async with self._engine.begin() as connection:
            await connection.execute(_RELEASE, _held(lease))
            await connection.execute(_END_RUN, {"token": lease.token, "outcome": "refused"})

    async def failures(self, sweep_id: SweepId, site_id: SiteId) -> int:
        """Count the attempts that a fault of ours ended."""
        async with self._engine.connect() as connection:
            found = await connection.execute(_FAILURES, {"sweep": sweep_id, "site": site_id})
            return int(found.scalar_one())

    async def commit(
        self, lease: Lease, survey: FinishedSurvey, segments: Sequence[SegmentRow]
    ) -> None:
        """Write the whole result, or nothing and raise LeaseLost; may be repeated at will."""
        lease.committing = True
        rows = result_rows(survey, url_key=self._url_key)
        keys: dict[str, Any] = {"sweep": lease.sweep_id, "site": lease.site_id}
        values = keys | {
            "token": lease.token,
            "epoch": lease.epoch,
            "segments": segments_json(segments),
            "copies": copies_json(survey.copies),
            "outcome": rows.outcome,
            "evidence_rows": len(rows.evidence),
            "pages": rows.pages,
            "seconds": rows.seconds,
            "slow": survey.slow,
            "now": self._clock.now(),
            "slots": list(lease.slots),
            **{name: rows_json(part) for name, part in rows.parts().items()},
        }
        async with self._engine.begin() as connection:
            accepted = (await connection.execute(_COMMIT, values)).scalar()
            if accepted:
                return
            mine = (await connection.execute(_MINE, keys | {"token": lease.token})).scalar()
        if not mine:  # else the acknowledgement of the first call was lost
            raise LeaseLost(
                f"site {lease.site_id} was taken over; this attempt's result is refused"
            )

    async def _why_not(
        self, connection: AsyncConnection, keys: dict[str, Any]
    ) -> AlreadyDone | LeaseBusy | LeaseLost:
        row = (await connection.execute(_WHY_NOT, keys)).one_or_none()
        if row is None:
            return LeaseLost(f"site {keys['site']} is not part of sweep {keys['sweep']}")
        state, expires_at = row
        if state == "done":
            return AlreadyDone(f"site {keys['site']} is done in sweep {keys['sweep']}")
        known = isinstance(expires_at, datetime)
        return LeaseBusy(expires_at if known else None)


async def _take(connection: AsyncConnection, values: dict[str, Any]) -> int | None:
    """Take site and slots, and make the slots of an address that was never asked before."""
    free, epoch = (await connection.execute(_ACQUIRE, values)).one()
    if epoch is None and free and values["slots"]:
        made = await connection.execute(_MAKE_SLOTS, values)
        if made.rowcount:
            free, epoch = (await connection.execute(_ACQUIRE, values)).one()
        if epoch is None:
            raise AddressBusy(tuple(values["slots"]))
    return None if epoch is None else int(epoch)


def _held(lease: Lease) -> dict[str, Any]:
    return {"site": lease.site_id, "token": lease.token, "slots": list(lease.slots)}
