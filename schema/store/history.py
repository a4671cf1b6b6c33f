"""What was followed over sweeps of one site: sheets, entries with their first sight, readings."""

from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncEngine

from schema.tables import evidence, item, sheet, site_column, sweep, sweep_site
from schema.types.codec import evidence_from_json, sheet_from_json
from schema.types.dates import DateClaim
from schema.types.evidence import Evidence
from schema.types.finding import ScoreSheet
from schema.types.history import ItemRow
from schema.types.ids import SiteId, SweepId

_CLAIMS = TypeAdapter(tuple[DateClaim, ...])


class HistoryStore:
    """Read what sweeps left of a site; nothing is written here."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def sheets(self, site_id: SiteId, edition: str) -> tuple[ScoreSheet, ...]:
        """Give every kept sheet of a site under an edition, oldest first."""
        query = (
            select(sheet.c.body)
            .join(sweep, sweep.c.id == sheet.c.sweep_id)
            .where(sheet.c.site_id == site_id, sheet.c.edition == edition)
            .order_by(sweep.c.as_of, sweep.c.id)
        )
        async with self._engine.connect() as connection:
            rows = (await connection.execute(query)).scalars().all()
        return tuple(sheet_from_json(body) for body in rows)

    async def unjudged(self, site_id: SiteId, edition: str) -> tuple[SweepId, ...]:
        """Give the sweeps that surveyed a site and left no sheet under an edition, oldest first.

        Second visits are no sweeps of their own: they belong to the one that they follow.
        """
        kept = and_(
            sheet.c.sweep_id == sweep_site.c.sweep_id,
            sheet.c.site_id == sweep_site.c.site_id,
            sheet.c.edition == edition,
        )
        query = (
            select(sweep.c.id)
            .join(sweep_site, sweep_site.c.sweep_id == sweep.c.id)
            .outerjoin(sheet, kept)
            .where(
                sweep_site.c.site_id == site_id,
                sweep_site.c.state == "done",
                sweep.c.follows.is_(None),
                sheet.c.site_id.is_(None),
            )
            .order_by(sweep.c.as_of, sweep.c.id)
        )
        async with self._engine.connect() as connection:
            rows = (await connection.execute(query)).scalars().all()
        return tuple(SweepId(row) for row in rows)

    async def items(self, site_id: SiteId, since: datetime) -> tuple[ItemRow, ...]:
        """Give the entries of a site that were first seen since a moment."""
        query = (
            select(
                site_column.c.url.label("column_url"),
                item.c.title,
                item.c.url_key,
                item.c.url,
                item.c.claims,
                item.c.texts,
                item.c.first_seen,
                item.c.last_seen,
            )
            .join(site_column, site_column.c.id == item.c.column_id)
            .where(item.c.site_id == site_id, item.c.first_seen >= since)
            .order_by(item.c.first_seen, item.c.id)
        )
        async with self._engine.connect() as connection:
            rows = (await connection.execute(query)).all()
        return tuple(
            ItemRow(
                column_url=row.column_url,
                title=row.title,
                url_key=row.url_key,
                url=row.url,
                claims=_CLAIMS.validate_python(row.claims, strict=False),
                texts=tuple(row.texts),
                first_seen=row.first_seen,
                last_seen=row.last_seen,
            )
            for row in rows
        )

    async def readings(self, site_id: SiteId) -> tuple[tuple[int, Evidence], ...]:
        """Give every reading of the site's columns with the number of its sweep."""
        query = (
            select(evidence.c.sweep_id, evidence.c.body)
            .where(evidence.c.site_id == site_id, evidence.c.kind == "column")
            .order_by(evidence.c.sweep_id, evidence.c.seq)
        )
        async with self._engine.connect() as connection:
            rows = (await connection.execute(query)).all()
        return tuple((row.sweep_id, evidence_from_json(row.body)) for row in rows)
