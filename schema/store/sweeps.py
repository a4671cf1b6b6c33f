"""Sweeps and their work lists, and the jobs that hint at the work."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from schema.tables import edition_text, sweep, sweep_site
from schema.types.ids import SiteId, SweepId
from schema.types.sweep import EditionText, Sweep, SweepKind, SweepProgress

SURVEY_TASK = "survey"
"""Name of the engine's task: the survey of one site in one sweep."""

_FILL = text("""
    insert into sweep_site (sweep_id, site_id)
    select :sweep, id from site where cast(:sites as bigint[]) is null or id = any(:sites)
""")

# Work without a live job: a job that failed for good or was deleted is hinted at anew.
_ORPHANS = """
    select ss.sweep_id, ss.site_id, s.kind from sweep_site ss join sweep s on s.id = ss.sweep_id
    where ss.state = 'pending' and (cast(:sweep as bigint) is null or ss.sweep_id = :sweep)
        and not exists (
            select 1 from procrastinate_jobs j
            where j.lock = 'site:' || ss.site_id and j.status in ('todo', 'doing')
                and (j.args ->> 'sweep_id')::bigint = ss.sweep_id)
    for update of ss skip locked
"""

_DEFER = text(f"""
    with work as ({_ORPHANS}),
    jobs as (
        select array_agg(row(
            case kind when 'recheck' then 'recheck' else 'audit' end, '{SURVEY_TASK}',
            case kind when 'recheck' then 90 when 'second' then 50 else 0 end, 'site:' || site_id,
            'survey:' || sweep_id || ':' || site_id,
            jsonb_build_object('sweep_id', sweep_id, 'site_id', site_id), null
            )::procrastinate_job_to_defer_v1) as list, count(*) as n from work)
    select n, case when n > 0 then (select count(*) from unnest(procrastinate_defer_jobs_v1(list)))
        end from jobs
""")  # noqa: S608 - composed of our own constants

_PROGRESS = text("""
    select count(*), count(*) filter (where state = 'done'),
        count(*) filter (where outcome = 'failed'), coalesce(sum(pages), 0)
    from sweep_site where sweep_id = :sweep
""")


class SweepStore:
    """Make sweeps, hand their work to the engine, and count what is done."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def create(  # noqa: PLR0913 (the parts of a sweep, all by name)
        self,
        *,
        kind: SweepKind,
        edition: str,
        as_of: datetime,
        settings: dict[str, Any],
        text: EditionText | None = None,
        sites: Sequence[SiteId] | None = None,
    ) -> Sweep:
        """Make a sweep over all sites, or some, with its jobs, in one transaction.

        `text` is kept with it, each text once.
        """
        digest = None if text is None else text.digest
        values = {"kind": kind, "edition": edition, "as_of": as_of, "settings": settings}
        async with self._engine.begin() as connection:
            if text is not None:
                kept = {"digest": digest, "edition": text.edition, "texts": list(text.texts)}
                await connection.execute(insert(edition_text).on_conflict_do_nothing(), kept)
            made = await connection.execute(
                sweep.insert().values(edition_digest=digest, **values).returning(sweep.c.id)
            )
            sweep_id = SweepId(made.scalar_one())
            listed = None if sites is None else list(sites)
            await connection.execute(_FILL, {"sweep": sweep_id, "sites": listed})
            await defer_surveys(connection, sweep_id)
        return Sweep(
            id=sweep_id,
            kind=kind,
            edition=edition,
            as_of=as_of,
            settings=settings,
            edition_digest=digest,
        )

    async def text(self, digest: str) -> EditionText | None:
        """Give a kept edition by its digest."""
        return await self._text(select(edition_text).where(edition_text.c.digest == digest))

    async def newest_text(self, edition: str) -> EditionText | None:
        """Give the edition of this name that was kept last; None: no sweep was made by it."""
        last = edition_text.c.kept_at.desc()
        named = select(edition_text).where(edition_text.c.edition == edition)
        return await self._text(named.order_by(last, edition_text.c.digest).limit(1))

    async def _text(self, query: Select[Any]) -> EditionText | None:
        async with self._engine.connect() as connection:
            row = (await connection.execute(query)).first()
        if row is None:
            return None
        return EditionText(digest=row.digest, edition=row.edition, texts=tuple(row.texts))

    async def get(self, sweep_id: SweepId) -> Sweep | None:
        """Give a sweep, None when there is none of this id."""
        async with self._engine.connect() as connection:
            row = (await connection.execute(select(sweep).where(sweep.c.id == sweep_id))).first()
        if row is None:
            return None
        return Sweep(
            id=SweepId(row.id),
            kind=SweepKind(row.kind),
            edition=row.edition,
            as_of=row.as_of,
            settings=row.settings,
            edition_digest=row.edition_digest,
            follows=None if row.follows is None else SweepId(row.follows),
        )

    async def unfinished(self) -> Sweep | None:
        """Give the newest nightly sweep that still has work, so that it can go on."""
        query = (
            select(func.max(sweep_site.c.sweep_id))
            .join(sweep, sweep.c.id == sweep_site.c.sweep_id)
            .where(sweep_site.c.state == "pending", sweep.c.kind == SweepKind.NIGHTLY)
        )
        async with self._engine.connect() as connection:
            found = (await connection.execute(query)).scalar()
        return None if found is None else await self.get(SweepId(found))

    async def newest(self) -> Sweep | None:
        """Give the newest sweep over the register; rechecks and second visits are none."""
        query = select(func.max(sweep.c.id)).where(sweep.c.kind == SweepKind.NIGHTLY)
        async with self._engine.connect() as connection:
            found = (await connection.execute(query)).scalar()
        return None if found is None else await self.get(SweepId(found))

    async def reconcile(self, sweep_id: SweepId | None = None) -> int:
        """Hint anew at pending work that has no live job; give how many jobs were made."""
        async with self._engine.begin() as connection:
            return await defer_surveys(connection, sweep_id)

    async def progress(self, sweep_id: SweepId) -> SweepProgress:
        """Count what is done."""
        async with self._engine.connect() as connection:
            row = (await connection.execute(_PROGRESS, {"sweep": sweep_id})).one()
        return SweepProgress(sites=row[0], done=row[1], failed_visits=row[2], pages=int(row[3]))

    async def done_sites(self, sweep_id: SweepId) -> list[SiteId]:
        """Give the sites with an accepted survey, by id."""
        query = (
            select(sweep_site.c.site_id)
            .where(sweep_site.c.sweep_id == sweep_id, sweep_site.c.state == "done")
            .order_by(sweep_site.c.site_id)
        )
        async with self._engine.connect() as connection:
            return [SiteId(row[0]) for row in await connection.execute(query)]


async def defer_surveys(connection: AsyncConnection, sweep_id: SweepId | None) -> int:
    """Hint at the pending work of a sweep, or of all, that has no live job; give how many."""
    row = (await connection.execute(_DEFER, {"sweep": sweep_id})).one()
    return int(row[0])
