"""Visits as they are asked for: a site's week, what a round came to, and the void periods."""

import asyncio
import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from schema.store.rows_json import rows_json
from schema.types.evidence import Evidence, Provenance, RecordRef
from schema.types.facts import VisitFact, VisitTry
from schema.types.ids import Digest, RoundId, SiteId
from schema.types.outcome import CountsAs, Defect, Outcome, PageClass
from schema.types.probe import (
    PastVisit,
    ProbeRound,
    RoundProgress,
    RoundSummary,
    VoidPeriod,
)

Detect = Callable[[Sequence[PastVisit]], Sequence[VoidPeriod]]
"""Finds the void periods in visits; the crawler has it."""
GroupOf = Callable[[str], str]
"""Names what an address shares with others when nobody knows its IP address."""

MARGIN = timedelta(minutes=1)
_LOOK = TypeAdapter(VisitTry)
_NAME = re.compile(r"probe-(?P<round>\d{1,18})-(?P<vantage>.+)", re.ASCII)
_STORES_OWN = {"record", "digest"}

_NEAR = text("""
    select p.site_id, p.at, p.ip, p.url, p.came_to, before.came_to as before,
        case when p.came_to <> 'void' or p.outcome = 'own_fault' then null
            when p.controls_ok is false then 'controls' else 'overload' end as void_cause
    from probe p left join lateral (
        select came_to from probe b
        where b.site_id = p.site_id and b.vantage = p.vantage and b.deciding
            and b.at < p.at - interval '2 minutes' and b.came_to in ('opened', 'failed')
            and not b.void
        order by b.at desc limit 1) before on p.came_to = 'failed'
    where p.deciding and p.vantage = :vantage and p.at between :since and :until
    order by p.at
""")

# One period a storm: what it touches of earlier findings becomes part of it.
_KEEP_PERIOD = text("""
    with gone as (
        delete from void_period
        where vantage = :vantage and cause = :cause
            and starts_at <= :ends_at and ends_at >= :starts_at
        returning starts_at, ends_at)
    insert into void_period (vantage, starts_at, ends_at, cause, reason, facts)
    values (:vantage, least(:starts_at, (select min(starts_at) from gone)),
        greatest(:ends_at, (select max(ends_at) from gone)), :cause, :reason,
        cast(:facts as jsonb))
    on conflict do nothing
""")

_VOID = text("""
    update probe p set void = true, counts_as = 'void', void_reason = v.reason
    from void_period v
    where p.vantage = v.vantage and p.at >= v.starts_at and p.at < v.ends_at and not p.void
        and p.vantage = :vantage and p.at between :since and :until
""")

# One row a visit: that of the stack which decided it; `looks` are those of all its stacks, that of
# the stack which looked first before the other's. Where a visit failed and no control target was
# asked, the other addresses are counted that opened meanwhile: they show that our network worked.
_VISITS = """
    select p.*, array(
        select t.one from probe q, jsonb_array_elements(q.tries) with ordinality as t (one, n)
        where q.token = p.token and q.site_id = p.site_id order by q.id, t.n) as looks,
        case when p.came_to = 'failed' and p.controls_ok is null then (
            select count(distinct o.ip) from probe o
            where o.vantage = p.vantage and o.deciding and o.came_to = 'opened' and not o.void
                and o.at between p.at and p.at + interval '1 minute'
                and o.site_id <> p.site_id and o.ip is distinct from p.ip) end as others_opened
    from probe p
    where p.site_id = :site and p.deciding and p.round_id is not null"""

_WEEK = text(f"""{_VISITS}
        and p.at > :since and p.at <= :until
    order by p.at, p.vantage
""")

_VISIT = text(f"{_VISITS} and p.round_id = :round and p.vantage = :vantage")

_NEWEST = text("""
    select round_id, vantage from probe
    where site_id = :site and deciding and round_id is not null order by at desc limit :most
""")

_PROGRESS = text("""
    select (select count(*) from probe_batch where round_id = :round),
        (select count(*) from probe_batch where round_id = :round and state = 'done')
""")
_COUNTS = text("""
    select counts_as, count(*) from probe where round_id = :round and deciding group by 1
""")
_OUTCOMES = text("""
    select counts_as, case when counts_as = 'void' then void_reason
        when outcome in ('ok', 'ok_truncated') then coalesce(page_class, outcome)
        when status is not null then outcome || ' ' || status else outcome end, count(*) as n
    from probe where round_id = :round and deciding group by 1, 2 order by n desc, 1, 2
""")
_TOGETHER = text("""
    select ip, count(*) from probe where round_id = :round and deciding and ip is not null
    group by ip, vantage having count(*) >= 3 and bool_and(counts_as in ('failed', 'void'))
    order by 2 desc, 1
""")
_PERIODS = text("""
    select vantage, starts_at, ends_at, cause, reason, facts from void_period v
    where exists (select 1 from probe p where p.round_id = :round and p.vantage = v.vantage
        and p.at >= v.starts_at and p.at < v.ends_at)
    order by starts_at
""")
_SPAN = text("""
    select extract(epoch from max(b.done_at) - r.created_at)
    from probe_round r join probe_batch b on b.round_id = r.id where r.id = :round
    group by r.created_at
""")


class VisitStore:
    """Read visits, and keep what makes them void."""

    def __init__(self, engine: AsyncEngine, group_of: GroupOf) -> None:
        self._engine = engine
        self._group_of = group_of

    async def note_voids(
        self, vantage: str, since: datetime, until: datetime, detect: Detect
    ) -> int:
        """Look at the visits of a time together; keep its void periods; give the visits voided."""
        span = {"vantage": vantage, "since": since - MARGIN, "until": until + MARGIN}
        async with self._engine.begin() as connection:
            # Two workers that see the same storm would each keep a half of it.
            await connection.execute(text("select pg_advisory_xact_lock(hashtext(:vantage))"),
                                     {"vantage": f"void:{vantage}"})  # fmt: skip
            rows = (await connection.execute(_NEAR, span)).all()
            # Thousands in a dense round: beside the loop, which must not stand still.
            for period in await asyncio.to_thread(self._detected, rows, detect):
                await connection.execute(
                    _KEEP_PERIOD,
                    {
                        "vantage": period.vantage,
                        "starts_at": period.starts_at,
                        "ends_at": period.ends_at,
                        "cause": period.cause,
                        "reason": period.reason,
                        "facts": rows_json(period.facts),
                    },
                )
            return (await connection.execute(_VOID, span)).rowcount

    async def visits(
        self, site_id: SiteId, since: datetime, until: datetime
    ) -> tuple[Evidence, ...]:
        """Give the visits of a site's probe rounds in a time, oldest first, as evidence."""
        values = {"site": site_id, "since": since, "until": until}
        async with self._engine.connect() as connection:
            rows = (await connection.execute(_WEEK, values)).all()
        return tuple(_visit(row) for row in rows)

    async def visit(self, site_id: SiteId, evidence_id: str) -> Evidence | None:
        """Give the visit of a round that a sheet names, with the looks of all its stacks."""
        named = _NAME.fullmatch(evidence_id)
        if named is None:
            return None
        keys = {"site": site_id, "round": int(named["round"]), "vantage": named["vantage"]}
        async with self._engine.connect() as connection:
            row = (await connection.execute(_VISIT, keys)).first()
        return None if row is None else _visit(row)

    async def newest(self, site_id: SiteId, most: int) -> list[str]:
        """Give the names of a site's newest visits in rounds, the newest first."""
        async with self._engine.connect() as connection:
            rows = await connection.execute(_NEWEST, {"site": site_id, "most": most})
            return [_name(row) for row in rows]

    async def progress(self, round_id: RoundId) -> RoundProgress:
        """Count a round's batches and visits."""
        keys = {"round": round_id}
        async with self._engine.connect() as connection:
            batches, done = (await connection.execute(_PROGRESS, keys)).one()
            counts = (await connection.execute(_COUNTS, keys)).all()
        visits = {CountsAs(word): n for word, n in counts}
        return RoundProgress(batches=batches, done=done, visits=visits)

    async def summary(self, one: ProbeRound) -> RoundSummary:
        """Give what a round came to."""
        keys = {"round": one.id}
        progress = await self.progress(one.id)
        async with self._engine.connect() as connection:
            outcomes = (await connection.execute(_OUTCOMES, keys)).all()
            together = (await connection.execute(_TOGETHER, keys)).all()
            periods = (await connection.execute(_PERIODS, keys)).all()
            seconds = (await connection.execute(_SPAN, keys)).scalar()
        return RoundSummary(
            round=one,
            progress=progress,
            outcomes=tuple((CountsAs(word), what, n) for word, what, n in outcomes),
            voids=tuple(VoidPeriod(**row._mapping) for row in periods),  # noqa: SLF001 - SQLAlchemy's name
            together=tuple((ip, n) for ip, n in together),
            seconds=float(seconds or 0.0),
        )

    def _detected(self, rows: Sequence[Any], detect: Detect) -> Sequence[VoidPeriod]:
        return detect([self._past(row) for row in rows])

    def _past(self, row: Any) -> PastVisit:
        return PastVisit(
            site_id=SiteId(row.site_id),
            at=row.at,
            group=row.ip or self._group_of(row.url),
            came_to=CountsAs(row.came_to),
            was_open=None if row.before is None else row.before == CountsAs.OPENED,
            void_cause=row.void_cause,
        )


def _visit(row: Any) -> Evidence:
    """Give a visit back as it was seen; its id names the round, the site and the vantage."""
    looks = [
        _LOOK.validate_python({k: v for k, v in look.items() if k not in _STORES_OWN})
        for look in row.looks
    ]
    fact = VisitFact(
        url=row.url,
        final_url=row.final_url,
        outcome=Outcome(row.outcome),
        status=row.status,
        page_class=None if row.page_class is None else PageClass(row.page_class),
        class_sign=row.class_sign,
        defects=tuple(Defect(word) for word in row.defects),
        counts_as=CountsAs(row.counts_as),
        reason=row.reason,
        seconds=row.seconds,
        at=row.at,
        vantage=row.vantage,
        tries=tuple(looks),
        controls_ok=row.controls_ok,
        others_opened=row.others_opened,
        round_id=row.round_id,
        decided_by=next((n for n, look in enumerate(looks) if _is_main(look, row)), 0),
        void_reason=row.void_reason,
    )
    provenance = tuple(_source(row, look) for look in row.looks)
    return Evidence(id=_name(row), fact=fact, provenance=provenance)


def _name(row: Any) -> str:
    return f"probe-{row.round_id}-{row.vantage}"


def _is_main(look: VisitTry, row: Any) -> bool:
    said = (look.stack, look.url, look.outcome, look.seconds)
    return said == (row.stack, row.url, row.outcome, row.seconds)


def _source(row: Any, look: dict[str, Any]) -> Provenance:
    record = look.get("record")
    return Provenance(
        url=look.get("final_url") or look["url"],
        fetched_at=row.at,
        digest=Digest(look["digest"]) if look.get("digest") else None,
        locator=None,
        extractor="visit",
        record=RecordRef(**record) if record else None,
    )
