"""Second visits (再次核实): which sites of a sweep wait for one, and the sweep that makes them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from schema.store.seals import ONE_SEAL_AT_A_TIME
from schema.store.sweeps import defer_surveys
from schema.types.ids import SiteId, SweepId

# One second visit for each site of a sweep: what it leaves open, the next sweep looks at.
_WANT = text("""
    update sweep_site ss set second_due = :due
    where ss.sweep_id = :sweep and ss.site_id = :site and not exists (
        select 1 from sweep s join sweep_site two on two.sweep_id = s.id
        where s.follows = ss.sweep_id and two.site_id = ss.site_id)
""")

# A newer survey of the site has looked at it all again: nights without a worker pile nothing up.
_FORGET = text("""
    update sweep_site ss set second_due = null
    where ss.second_due <= :now and exists (
        select 1 from sweep s join sweep_site newer on newer.sweep_id = s.id
        where s.id > ss.sweep_id and s.follows is null
            and newer.site_id = ss.site_id and newer.state = 'done')
""")

# Sites join the sweep that follows theirs as they fall due, until that one is sealed.
_TAKE = text("""
    with due as (
        select sweep_id, site_id from sweep_site
        where second_due <= :now and (cast(:sweep as bigint) is null or sweep_id = :sweep)
        order by sweep_id, site_id for update skip locked),
    taken as (
        update sweep_site ss set second_due = null from due
        where ss.sweep_id = due.sweep_id and ss.site_id = due.site_id),
    unsealed as (
        select max(s.id) as id, s.follows from sweep s
        where s.follows in (select sweep_id from due)
            and not exists (select 1 from seal where seal.sweep_id = s.id)
        group by s.follows),
    made as (
        insert into sweep (kind, edition, edition_digest, as_of, settings, follows)
        select 'second', edition, edition_digest, as_of, settings, id from sweep
        where id in (select sweep_id from due) and id not in (select follows from unsealed)
        returning id, follows),
    joined as (select id, follows from unsealed union all select id, follows from made),
    added as (
        insert into sweep_site (sweep_id, site_id)
        select joined.id, due.site_id from due join joined on joined.follows = due.sweep_id
        on conflict do nothing)
    select id from joined order by id
""")

_WAITING = text("""
    select count(*) as sites, min(second_due) as due from sweep_site
    where sweep_id = :sweep and second_due is not null
""")
_FOLLOWING = text("select id from sweep where follows = :sweep order by id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """The sites of a sweep that wait for their second visit; `due` is when the first one may be."""

    sites: int
    due: datetime | None


class SecondVisitStore:
    """Note what waits for a second visit, and make the sweeps of those that are due."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def want(self, sweep_id: SweepId, site_id: SiteId, due: datetime | None) -> None:
        """Note from when on a site may be visited again; None: nothing of it needs that.

        A site that has had its second visit in this sweep gets no other.
        """
        values = {"sweep": sweep_id, "site": site_id, "due": due}
        async with self._engine.begin() as connection:
            await connection.execute(_WANT, values)

    async def take_due(self, now: datetime, sweep_id: SweepId | None = None) -> tuple[SweepId, ...]:
        """Make the jobs of all that is due, of one sweep or of any; give the sweeps that do it.

        Unless the sweep is named, a site that was surveyed anew since is visited for it no more.
        """
        async with self._engine.begin() as connection:
            if sweep_id is None:
                await connection.execute(_FORGET, {"now": now})
            await connection.execute(ONE_SEAL_AT_A_TIME)  # what joins a sweep is in its seal
            rows = (await connection.execute(_TAKE, {"now": now, "sweep": sweep_id})).all()
            made = tuple(SweepId(row.id) for row in rows)
            for one in made:
                await defer_surveys(connection, one)
        return made

    async def waiting(self, sweep_id: SweepId) -> Waiting:
        """Count the sites of a sweep that still wait."""
        async with self._engine.connect() as connection:
            row = (await connection.execute(_WAITING, {"sweep": sweep_id})).one()
        return Waiting(sites=row.sites, due=row.due)

    async def following(self, sweep_id: SweepId) -> tuple[SweepId, ...]:
        """Give the sweeps of the second visits that follow this one, the oldest first."""
        async with self._engine.connect() as connection:
            rows = await connection.execute(_FOLLOWING, {"sweep": sweep_id})
            return tuple(SweepId(row.id) for row in rows)
