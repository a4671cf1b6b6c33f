"""Announced maintenance (报备停机): announce it, have it approved, ask for it."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from schema.tables import outage
from schema.types.errors import UsageError
from schema.types.ids import SiteId
from schema.types.names import name_key
from schema.types.outage import Outage


class OutageStore:
    """Read and write the announced maintenance of sites."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def announce(
        self, site_id: SiteId, span: tuple[datetime, datetime], reason: str, by: str
    ) -> Outage:
        """Keep an announced time; raise UsageError for one that ends before it begins."""
        starts_at, ends_at = span
        if starts_at >= ends_at:
            raise UsageError(f"{ends_at.isoformat()} does not lie after {starts_at.isoformat()}")
        values = {
            "site_id": site_id,
            "starts_at": starts_at,
            "ends_at": ends_at,
            "reason": reason,
            "announced_by": by,
        }
        async with self._engine.begin() as connection:
            row = (await connection.execute(insert(outage).values(values).returning(outage))).one()
        return _outage(row)

    async def approve(self, number: int, by: str, at: datetime) -> Outage:
        """Approve an announced time once; raise UsageError unless a second person does it."""
        async with self._engine.begin() as connection:
            query = select(outage).where(outage.c.id == number).with_for_update()
            row = (await connection.execute(query)).first()
            if row is None:
                raise UsageError(f"there is no outage {number}")
            if row.approved_by is not None:
                raise UsageError(f"outage {number} was approved by {row.approved_by} already")
            if name_key(row.announced_by) == name_key(by):
                raise UsageError(f"{by} announced outage {number}: another person approves it")
            approved = await connection.execute(
                update(outage)
                .where(outage.c.id == number)
                .values(approved_by=by, approved_at=at)
                .returning(outage)
            )
            return _outage(approved.one())

    async def all(self, site_id: SiteId | None = None) -> tuple[Outage, ...]:
        """Give the announced times of a site, or of all, the newest first."""
        query = select(outage).order_by(outage.c.starts_at.desc(), outage.c.id)
        if site_id is not None:
            query = query.where(outage.c.site_id == site_id)
        async with self._engine.connect() as connection:
            return tuple(_outage(row) for row in await connection.execute(query))

    async def approved(
        self, site_id: SiteId, since: datetime, until: datetime
    ) -> tuple[Outage, ...]:
        """Give the approved times of a site that reach into a span, the oldest first."""
        query = (
            select(outage)
            .where(
                outage.c.site_id == site_id,
                outage.c.approved_by.is_not(None),
                outage.c.starts_at <= until,
                outage.c.ends_at > since,
            )
            .order_by(outage.c.starts_at, outage.c.id)
        )
        async with self._engine.connect() as connection:
            return tuple(_outage(row) for row in await connection.execute(query))


def _outage(row: Row[Any]) -> Outage:
    return Outage(
        id=row.id,
        site_id=SiteId(row.site_id),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        reason=row.reason,
        by=row.announced_by,
        approved_by=row.approved_by,
        approved_at=row.approved_at,
    )
