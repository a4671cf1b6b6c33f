"""The site lease with its fence: tables decide, the queue only hints; every time is the database's.

A result goes in by one statement that first takes the lease row by its token: a holder that was
replaced writes nothing. Repeating a call with the same lease changes nothing.
"""

import json
import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from schema.ports import Clock
from schema.store.probe_rows import PROBE_COLUMNS, PROBE_RECORD, PROBE_VALUES
from schema.store.result_rows import UrlKey, result_rows
from schema.types.errors import AlreadyDone, LeaseBusy, LeaseLost
from schema.types.ids import LeaseToken, SiteId, SweepId
from schema.types.lease import Lease, SegmentRow
from schema.types.survey import FinishedSurvey

_ACQUIRE = text("""
    with got as (
        update site_lease set epoch = epoch + 1, token = :token, holder = :holder,
            sweep_id = :sweep, expires_at = clock_timestamp() + make_interval(secs => :ttl)
        where site_id = :site and (token is null or expires_at < clock_timestamp())
            and exists (
                select 1 from sweep_site
                where sweep_id = :sweep and site_id = :site and state = 'pending')
        returning epoch)
    insert into run (token, sweep_id, site_id, epoch, holder)
    select :token, :sweep, :site, epoch, :holder from got returning epoch
""")

_WHY_NOT = text("""
    select s.state, l.expires_at from sweep_site s join site_lease l using (site_id)
    where s.sweep_id = :sweep and s.site_id = :site
""")

_RENEW = text("""
    update site_lease l set expires_at = clock_timestamp() + make_interval(secs => :ttl)
    from unnest(cast(:sites as bigint[]), cast(:tokens as uuid[])) as u (site, token)
    where l.site_id = u.site and l.token = u.token returning l.token
""")

_RELEASE = text("update site_lease set token = null, holder = null "
                "where site_id = :site and token = :token")  # fmt: skip

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
    acc as (
        update sweep_site set state = 'done', accepted_token = :token, accepted_epoch = :epoch,
            outcome = :outcome, evidence_rows = :evidence_rows, pages = :pages,
            seconds = :seconds, done_at = clock_timestamp()
        from fence where sweep_id = :sweep and site_id = :site and state = 'pending' returning 1),
    ended as (
        update run set outcome = 'accepted', ended_at = clock_timestamp()
        from acc where token = :token),
    segment as (
        insert into archive_segment (token, part, path, bytes, sha256)
        select :token, 0, :path, :bytes, cast(:sha256 as bytea) from acc),
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
        insert into site_column (site_id, url_key, url, name, column_class, registered)
        select :site, r.url_key, r.url, r.name, r.column_class, false
        from acc, jsonb_to_recordset(cast(:columns as jsonb)) as r (url_key text, url text,
            name text, column_class text)
        on conflict (site_id, url_key) do update set last_seen = clock_timestamp()
        returning id, url_key),
    items as (
        insert into item (site_id, column_id, url_key, url, title, claims, first_seen, last_seen)
        select :site, cols.id, r.url_key, r.url, r.title, r.claims, r.at, r.at
        from cols join jsonb_to_recordset(cast(:items as jsonb)) as r (column_key text,
            url_key text, url text, title text, claims jsonb, at timestamptz)
            on r.column_key = cols.url_key
        on conflict (column_id, url_key) do update set
            last_seen = greatest(item.last_seen, excluded.last_seen), title = excluded.title,
            claims = (select coalesce(jsonb_agg(distinct claim), '[]'::jsonb)
                from jsonb_array_elements(item.claims || excluded.claims) as claim)),
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

    def __init__(
        self, engine: AsyncEngine, clock: Clock, *, holder: str, ttl: float, url_key: UrlKey
    ) -> None:
        self._engine = engine
        self._clock = clock
        self._holder = holder
        self.ttl = ttl
        self._url_key = url_key

    async def acquire(self, sweep_id: SweepId, site_id: SiteId) -> Lease:
        """Take the site; raise LeaseBusy with the time to come again, or AlreadyDone."""
        token = LeaseToken(uuid.uuid4())
        before = self._clock.monotonic()
        keys: dict[str, Any] = {"sweep": sweep_id, "site": site_id}
        values = keys | {"token": token, "holder": self._holder, "ttl": self.ttl}
        try:
            async with self._engine.begin() as connection:
                await connection.execute(text("set local lock_timeout = '1s'"))
                epoch = (await connection.execute(_ACQUIRE, values)).scalar()
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
            epoch=int(epoch),
            deadline=before + self.ttl,
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
            values = {"site": lease.site_id, "token": lease.token}
            await connection.execute(_RELEASE, values)
            await connection.execute(_END_RUN, {"token": lease.token, "outcome": "failed"})

    async def refuse(self, lease: Lease) -> None:
        """Note that this attempt was replaced."""
        async with self._engine.begin() as connection:
            await connection.execute(_END_RUN, {"token": lease.token, "outcome": "refused"})

    async def failures(self, sweep_id: SweepId, site_id: SiteId) -> int:
        """Count the attempts that a fault of ours ended."""
        async with self._engine.connect() as connection:
            found = await connection.execute(_FAILURES, {"sweep": sweep_id, "site": site_id})
            return int(found.scalar_one())

    async def commit(self, lease: Lease, survey: FinishedSurvey, segment: SegmentRow) -> None:
        """Write the whole result, or nothing and raise LeaseLost; may be repeated at will."""
        lease.committing = True
        rows = result_rows(survey, url_key=self._url_key)
        keys: dict[str, Any] = {"sweep": lease.sweep_id, "site": lease.site_id}
        values = keys | {
            "token": lease.token,
            "epoch": lease.epoch,
            "path": segment.path,
            "bytes": segment.size,
            "sha256": bytes.fromhex(segment.sha256),
            "outcome": rows.outcome,
            "evidence_rows": len(rows.evidence),
            "pages": rows.pages,
            "seconds": rows.seconds,
            **{name: json.dumps(part, ensure_ascii=False) for name, part in rows.parts().items()},
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
