"""Probe rounds in the store: batches under a fence, visits, and the times that are void.

As for surveys (schema.store.lease): tables decide, the queue only hints, every time is the
database's, and a batch's visits go in by one fenced statement or not at all.
"""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from schema.ports import Clock
from schema.store.archive_rows import INSERT_SEGMENTS, segments_json
from schema.store.probe_rows import PROBE_COLUMNS, PROBE_RECORD, PROBE_VALUES, probe_rows
from schema.store.rows_json import rows_json
from schema.types.errors import AlreadyDone, LeaseBusy, LeaseLost
from schema.types.ids import BatchId, LeaseToken, RoundId, SiteId
from schema.types.lease import BatchLease, SegmentRow
from schema.types.probe import BatchResult, ProbeRound

PROBE_TASK = "probe"
"""Name of the engine's task: one batch of a round."""
_PRIORITY = 50

_ROUND = text("""
    insert into probe_round (due_at, vantages, settings)
    values (:due_at, :vantages, cast(:settings as jsonb)) returning id
""")

# Sites that answered from one address stand together, so that its limit holds inside one batch;
# inside a batch the slow ones go first, so that a wait for 15 s overlaps the rest.
_BATCHES = text("""
    with last as (
        select distinct on (site_id) site_id, ip, seconds from probe
        where deciding and at > cast(:now as timestamptz) - interval '2 days'
        order by site_id, at desc),
    listed as (
        select s.id, last.seconds,
            (row_number() over (order by last.ip nulls last, s.id) - 1) / cast(:size as int) as part
        from site s left join last on last.site_id = s.id
        where s.run_state = 'normal'
            and (cast(:sites as bigint[]) is null or s.id = any(:sites)))
    insert into probe_batch (round_id, vantage, site_ids)
    select :round, vantage, array_agg(id order by seconds desc nulls last, id)
    from listed cross join unnest(cast(:vantages as text[])) as vantage
    group by part, vantage
""")

# Batches without a live job: their job was lost, failed for good or was deleted.
_DEFER = text(f"""
    with work as (
        select b.id, b.vantage from probe_batch b
        where b.state = 'pending' and (cast(:round as bigint) is null or b.round_id = :round)
            and not exists (
                select 1 from procrastinate_jobs j
                where j.lock = 'probe:' || b.id and j.status in ('todo', 'doing'))
        for update of b skip locked),
    jobs as (
        select array_agg(row('probe:' || vantage, '{PROBE_TASK}', {_PRIORITY}, 'probe:' || id,
            'probe:' || id, jsonb_build_object('batch_id', id), null
            )::procrastinate_job_to_defer_v1) as list, count(*) as n from work)
    select n, case when n > 0 then (select count(*) from unnest(procrastinate_defer_jobs_v1(list)))
        end from jobs
""")  # noqa: S608 - composed of our own constants

_ACQUIRE = text("""
    with got as (
        update probe_batch set epoch = epoch + 1, token = :token, holder = :holder,
            expires_at = clock_timestamp() + make_interval(secs => :ttl)
        where id = :batch and state = 'pending'
            and (token is null or expires_at < clock_timestamp())
        returning epoch, round_id, vantage, site_ids),
    noted as (
        insert into run (token, batch_id, epoch, holder)
        select :token, :batch, epoch, :holder from got)
    select epoch, round_id, vantage, site_ids from got
""")

_RENEW = text("""
    update probe_batch b set expires_at = clock_timestamp() + make_interval(secs => :ttl)
    from unnest(cast(:batches as bigint[]), cast(:tokens as uuid[])) as u (batch, token)
    where b.id = u.batch and b.token = u.token returning b.token
""")

_RELEASE = text("update probe_batch set token = null, holder = null "
                "where id = :batch and token = :token")  # fmt: skip

_END_RUN = text("update run set outcome = :outcome, ended_at = clock_timestamp() "
                "where token = :token and outcome is null")  # fmt: skip

_FAILURES = text("select count(*) from run where batch_id = :batch and outcome = 'failed'")

_COMMIT = text(f"""
    with fence as (
        update probe_batch set token = null, holder = null, state = 'done',
            accepted_token = :token, accepted_epoch = :epoch, done_at = clock_timestamp()
        where id = :batch and token = :token and epoch = :epoch and state = 'pending'
        returning round_id),
    ended as (
        update run set outcome = 'accepted', ended_at = clock_timestamp()
        from fence where token = :token),
    segments as ({INSERT_SEGMENTS.format(fence="fence")}),
    looks as (
        insert into probe ({PROBE_COLUMNS})
        select r.site_id, null, fence.round_id, :token, {PROBE_VALUES}
        from fence, jsonb_to_recordset(cast(:probes as jsonb)) as r ({PROBE_RECORD})
        join site on site.id = r.site_id),
    controls as (
        insert into control_check (token, vantage, at, target, ok, outcome, reason, seconds)
        select :token, :vantage, r.at, r.target, r.ok, r.outcome, r.reason, r.seconds
        from fence, jsonb_to_recordset(cast(:controls as jsonb)) as r (at timestamptz,
            target text, ok boolean, outcome text, reason text, seconds double precision))
    select count(*) from fence
""")  # noqa: S608 - composed of our own constants


class ProbeStore:
    """Make rounds, hold and commit their batches; safe from any number of workers."""

    def __init__(self, engine: AsyncEngine, clock: Clock, *, holder: str, ttl: float) -> None:
        self._engine = engine
        self._clock = clock
        self._holder = holder
        self.ttl = ttl

    async def create_round(
        self,
        *,
        due_at: datetime,
        vantages: Sequence[str],
        settings: dict[str, Any],
        batch: int,
        sites: Sequence[SiteId] | None = None,
    ) -> ProbeRound:
        """Make a round over all sites in normal operation, or some, with its jobs."""
        async with self._engine.begin() as connection:
            values = {
                "due_at": due_at,
                "vantages": list(vantages),
                "settings": rows_json(settings),
            }
            round_id = RoundId((await connection.execute(_ROUND, values)).scalar_one())
            listed = None if sites is None else list(sites)
            await connection.execute(
                _BATCHES,
                {"round": round_id, "vantages": list(vantages), "size": batch, "sites": listed,
                 "now": self._clock.now()},
            )  # fmt: skip
            await _defer(connection, round_id)
        return ProbeRound(
            id=round_id, due_at=due_at, vantages=tuple(vantages), settings=dict(settings)
        )

    async def get_round(self, round_id: RoundId) -> ProbeRound | None:
        """Give a round, None when there is none of this id."""
        query = text("select * from probe_round where id = :round")
        async with self._engine.connect() as connection:
            row = (await connection.execute(query, {"round": round_id})).first()
        if row is None:
            return None
        return ProbeRound(
            id=RoundId(row.id),
            due_at=row.due_at,
            vantages=tuple(row.vantages),
            settings=row.settings,
        )

    async def reconcile(self) -> int:
        """Hint anew at pending batches that have no live job; give how many jobs were made."""
        async with self._engine.begin() as connection:
            return await _defer(connection, None)

    async def acquire(self, batch_id: BatchId) -> BatchLease:
        """Take a batch; raise LeaseBusy with the time to come again, or AlreadyDone."""
        token = LeaseToken(uuid.uuid4())
        before = self._clock.monotonic()
        values = {"batch": batch_id, "token": token, "holder": self._holder, "ttl": self.ttl}
        async with self._engine.begin() as connection:
            row = (await connection.execute(_ACQUIRE, values)).first()
            if row is None:
                raise await _why_not(connection, batch_id)
        return BatchLease(
            batch_id=batch_id,
            round_id=RoundId(row.round_id),
            vantage=row.vantage,
            site_ids=tuple(SiteId(one) for one in row.site_ids),
            token=token,
            epoch=row.epoch,
            deadline=before + self.ttl,
        )

    async def renew(self, leases: Sequence[BatchLease]) -> None:
        """Renew all that are held, in one statement; mark those that were replaced as lost."""
        held = [lease for lease in leases if not lease.lost and not lease.committing]
        if not held:
            return
        before = self._clock.monotonic()
        values = {
            "ttl": self.ttl,
            "batches": [lease.batch_id for lease in held],
            "tokens": [lease.token for lease in held],
        }
        async with self._engine.begin() as connection:
            kept = {row[0] for row in await connection.execute(_RENEW, values)}
        for lease in held:
            if lease.token in kept:
                lease.deadline = before + self.ttl
            elif not lease.committing:
                lease.lost = True

    async def release(self, lease: BatchLease) -> None:
        """Give the batch back after an exception of ours."""
        async with self._engine.begin() as connection:
            await connection.execute(_RELEASE, {"batch": lease.batch_id, "token": lease.token})
            await connection.execute(_END_RUN, {"token": lease.token, "outcome": "failed"})

    async def refuse(self, lease: BatchLease) -> None:
        """Note that this attempt was replaced."""
        async with self._engine.begin() as connection:
            await connection.execute(_END_RUN, {"token": lease.token, "outcome": "refused"})

    async def failures(self, batch_id: BatchId) -> int:
        """Count the attempts on a batch that a fault of ours ended."""
        async with self._engine.connect() as connection:
            return int((await connection.execute(_FAILURES, {"batch": batch_id})).scalar_one())

    async def commit(
        self, lease: BatchLease, result: BatchResult, segments: Sequence[SegmentRow]
    ) -> None:
        """Write all visits of the batch, or nothing and raise LeaseLost; may be repeated."""
        lease.committing = True
        values = {
            "batch": lease.batch_id,
            "token": lease.token,
            "epoch": lease.epoch,
            "vantage": lease.vantage,
            "segments": segments_json(segments),
            "probes": rows_json(_rows(result)),
            "controls": rows_json(_controls(result)),
        }
        mine = text("select coalesce(accepted_token = :token, false) from probe_batch "
                    "where id = :batch")  # fmt: skip
        async with self._engine.begin() as connection:
            if (await connection.execute(_COMMIT, values)).scalar():
                return
            keys = {"batch": lease.batch_id, "token": lease.token}
            accepted = (await connection.execute(mine, keys)).scalar()
        if not accepted:  # else the acknowledgement of the first call was lost
            raise LeaseLost(f"batch {lease.batch_id} was taken over; its visits are refused")


def _rows(result: BatchResult) -> list[dict[str, Any]]:
    return [
        {"site_id": visit.site_id, **row}
        for visit in result.visits
        for row in probe_rows(visit.evidence)
    ]


def _controls(result: BatchResult) -> list[dict[str, Any]]:
    return [
        {
            "at": one.at.isoformat(),
            "target": one.target,
            "ok": one.ok,
            "outcome": one.outcome,
            "reason": one.reason,
            "seconds": one.seconds,
        }
        for one in result.controls
    ]


async def _why_not(connection: AsyncConnection, batch_id: BatchId) -> Exception:
    query = text("select state, expires_at from probe_batch where id = :batch")
    row = (await connection.execute(query, {"batch": batch_id})).first()
    if row is None or row.state == "done":
        return AlreadyDone(f"batch {batch_id} is done")
    return LeaseBusy(row.expires_at if isinstance(row.expires_at, datetime) else None)


async def _defer(connection: AsyncConnection, round_id: RoundId | None) -> int:
    row = (await connection.execute(_DEFER, {"round": round_id})).one()
    return int(row[0])
