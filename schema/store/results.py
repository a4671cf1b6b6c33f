"""What sweeps proved: evidence, segments, findings and sheets."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import ValidationError
from sqlalchemy import ColumnElement, CompoundSelect, Select, and_, delete, func, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from schema.store.archive import segment_row
from schema.tables import archive_segment, evidence, finding, run, sheet, sweep, sweep_site
from schema.types.codec import evidence_from_json, finding_to_json, sheet_from_json, sheet_to_json
from schema.types.errors import StoreUnavailable
from schema.types.evidence import Evidence
from schema.types.finding import ScoreSheet, SiteResult
from schema.types.ids import SiteId, SweepId
from schema.types.lease import SegmentRow
from schema.types.sweep import Sweep

_REPEATED = ("column", "letter", "mailbox", "link", "links", "guide_file", "guide_system")
"""Kinds of facts that a later visit sees again, or that say what opened meanwhile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedSurvey:
    """The accepted attempt of a site in a sweep; `started_at` is when it was leased."""

    segments: tuple[SegmentRow, ...]
    pages: int
    seconds: float
    started_at: datetime
    slow: bool


class ResultStore:
    """Read evidence, keep sheets."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def evidence(self, sweep_id: SweepId, site_id: SiteId) -> tuple[Evidence, ...]:
        """Give the evidence of one survey in its order."""
        query = (
            select(evidence.c.body)
            .where(evidence.c.sweep_id == sweep_id, evidence.c.site_id == site_id)
            .order_by(evidence.c.seq)
        )
        async with self._engine.connect() as connection:
            rows = (await connection.execute(query)).scalars().all()
        try:
            return tuple(evidence_from_json(body) for body in rows)
        except ValidationError as err:
            raise StoreUnavailable(
                f"evidence of sweep {sweep_id}, site {site_id} was written by another version: "
                "replay the sweep"
            ) from err

    async def earlier(
        self, one: Sweep, site_id: SiteId, *, since: datetime, sweeps: int
    ) -> tuple[tuple[int, Evidence], ...]:
        """Give what the last few sweeps before this one saw of a site that later visits repeat.

        Rows come with the number of their sweep, the oldest sweep first; second visits count with
        the sweep that they follow. Sweeps as of the same time or later have no say, so that a sheet
        made again for its time stays the same.
        """
        last = _before(one, site_id, since, sweeps).subquery()
        chosen = select(last.c.id)
        seconds = select(sweep.c.id).where(sweep.c.follows.in_(chosen))
        return await self._repeated(site_id, chosen.union_all(seconds))

    async def earlier_sweeps(
        self, one: Sweep, site_id: SiteId, *, since: datetime, sweeps: int
    ) -> tuple[SweepId, ...]:
        """Give the sweeps that `earlier` looks at, the newest first."""
        query = _before(one, site_id, since, sweeps)
        async with self._engine.connect() as connection:
            return tuple(SweepId(row.id) for row in await connection.execute(query))

    async def second_looks(
        self, sweep_id: SweepId, site_id: SiteId
    ) -> tuple[tuple[int, Evidence], ...]:
        """Give what the second visits that follow a sweep saw, with the number of their sweep."""
        return await self._repeated(site_id, select(sweep.c.id).where(sweep.c.follows == sweep_id))

    async def _repeated(
        self, site_id: SiteId, sweeps: Select[tuple[int]] | CompoundSelect[tuple[int]]
    ) -> tuple[tuple[int, Evidence], ...]:
        query = (
            select(evidence.c.sweep_id, evidence.c.body)
            .where(
                evidence.c.site_id == site_id,
                evidence.c.sweep_id.in_(sweeps),
                evidence.c.kind.in_(_REPEATED),
            )
            .order_by(evidence.c.sweep_id, evidence.c.kind, evidence.c.seq)
        )
        async with self._engine.connect() as connection:
            rows = (await connection.execute(query)).all()
        try:
            return tuple((row.sweep_id, evidence_from_json(row.body)) for row in rows)
        except ValidationError as err:
            raise StoreUnavailable(
                f"evidence of another sweep of site {site_id} was written by another version: "
                "replay that sweep"
            ) from err

    async def survey(self, sweep_id: SweepId, site_id: SiteId) -> AcceptedSurvey | None:
        """Give the accepted attempt, None when there is none."""
        query = (
            select(
                archive_segment,
                sweep_site.c.pages,
                sweep_site.c.seconds,
                sweep_site.c.slow,
                run.c.started_at,
            )
            .join(run, run.c.token == archive_segment.c.token)
            .join(
                sweep_site,
                and_(
                    sweep_site.c.accepted_token == run.c.token,
                    sweep_site.c.sweep_id == run.c.sweep_id,
                ),
            )
            .where(run.c.sweep_id == sweep_id, run.c.site_id == site_id)
            .order_by(archive_segment.c.part)
        )
        async with self._engine.connect() as connection:
            rows = (await connection.execute(query)).all()
        if not rows:
            return None
        row = rows[0]
        return AcceptedSurvey(
            segments=tuple(segment_row(one) for one in rows),
            pages=row.pages,
            seconds=row.seconds,
            started_at=row.started_at,
            slow=row.slow,
        )

    async def keep_sheet(self, sweep_id: SweepId, site_id: SiteId, one: ScoreSheet) -> None:
        """Keep a sheet and its findings; keeping it again changes nothing but when it was made."""
        key = {"sweep_id": sweep_id, "site_id": site_id, "edition": one.edition}
        values = key | {
            "edition_digest": one.edition_digest,
            "vetoed": one.vetoed,
            "body": sheet_to_json(one),
        }
        lines = [
            key
            | {
                "item": line.id,
                "verdict": line.finding.verdict,
                "reason": line.finding.reason,
                "body": finding_to_json(line.finding),
            }
            for line in one.items
        ]
        written = insert(sheet).values(values)
        changed: dict[str, ColumnElement[Any]] = {
            name: written.excluded[name] for name in ("edition_digest", "vetoed", "body")
        }
        changed["made_at"] = func.clock_timestamp()
        async with self._engine.begin() as connection:
            await connection.execute(
                written.on_conflict_do_update(
                    index_elements=["sweep_id", "site_id", "edition"], set_=changed
                )
            )
            await connection.execute(delete(finding).filter_by(**key))
            if lines:
                await connection.execute(insert(finding), lines)

    async def drop_other_sheets(self, sweep_id: SweepId, site_id: SiteId, edition: str) -> None:
        """Drop a site's sheets and findings in a sweep under all editions but one."""
        async with self._engine.begin() as connection:
            for table in (finding, sheet):
                await connection.execute(
                    delete(table).where(
                        table.c.sweep_id == sweep_id,
                        table.c.site_id == site_id,
                        table.c.edition != edition,
                    )
                )

    async def sheet(self, sweep_id: SweepId, site_id: SiteId, edition: str) -> ScoreSheet | None:
        """Give one sheet."""
        query = select(sheet.c.body).filter_by(sweep_id=sweep_id, site_id=site_id, edition=edition)
        async with self._engine.connect() as connection:
            body = (await connection.execute(query)).scalar()
        return None if body is None else sheet_from_json(body)

    async def outcomes(self, sweep_id: SweepId, edition: str) -> dict[SiteId, SiteResult]:
        """Give what each sheet of a sweep comes to under an edition."""
        query = select(sheet.c.site_id, sheet.c.body["result"].astext.label("result")).filter_by(
            sweep_id=sweep_id, edition=edition
        )
        async with self._engine.connect() as connection:
            rows = (await connection.execute(query)).all()
        return {SiteId(row.site_id): SiteResult(row.result) for row in rows}

    async def newest_sweep_of(self, site_id: SiteId) -> SweepId | None:
        """Give the newest sweep with an accepted survey of the whole site."""
        query = (
            select(sweep.c.id)
            .join(sweep_site, sweep_site.c.sweep_id == sweep.c.id)
            .where(
                sweep_site.c.site_id == site_id,
                sweep_site.c.state == "done",
                sweep.c.follows.is_(None),
            )
            .order_by(sweep.c.id.desc())
            .limit(1)
        )
        async with self._engine.connect() as connection:
            found = (await connection.execute(query)).scalar()
        return None if found is None else SweepId(found)

    async def unscored(
        self, sweep_id: SweepId, edition: str, digest: str | None = None
    ) -> list[SiteId]:
        """Give the sites whose survey is accepted and whose sheet is missing.

        With the digest of the edition's text, those too whose sheet another text of it made.
        """
        missing: ColumnElement[bool] = sheet.c.site_id.is_(None)
        if digest is not None:
            missing = or_(missing, sheet.c.edition_digest != digest)
        query = (
            select(sweep_site.c.site_id)
            .outerjoin(
                sheet,
                and_(
                    sheet.c.sweep_id == sweep_site.c.sweep_id,
                    sheet.c.site_id == sweep_site.c.site_id,
                    sheet.c.edition == edition,
                ),
            )
            .where(
                sweep_site.c.sweep_id == sweep_id,
                sweep_site.c.state == "done",
                missing,
            )
            .order_by(sweep_site.c.site_id)
        )
        async with self._engine.connect() as connection:
            return [SiteId(row[0]) for row in await connection.execute(query)]


def _before(one: Sweep, site_id: SiteId, since: datetime, sweeps: int) -> Select[tuple[int]]:
    """Choose the last few sweeps before this one that surveyed a site, the newest first."""
    return (
        select(sweep.c.id)
        .join(sweep_site, sweep_site.c.sweep_id == sweep.c.id)
        .where(
            sweep_site.c.site_id == site_id,
            sweep_site.c.state == "done",
            sweep.c.follows.is_(None),
            sweep.c.id != one.id,
            sweep.c.as_of < one.as_of,
            sweep.c.as_of >= since,
        )
        .order_by(sweep.c.as_of.desc(), sweep.c.id.desc())
        .limit(sweeps)
    )
