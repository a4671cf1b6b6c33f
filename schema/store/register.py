"""The register in the database: organisations, sites and their columns."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, bindparam, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from schema.forms.merge import ImportPlan, UrlKey, column_changes, plan_import
from schema.store.rows_json import rows_json
from schema.tables import organisation, site, site_column
from schema.types.column import Column, ColumnClass
from schema.types.ids import ColumnId, SiteId
from schema.types.register import ImportReport, RegisterFile
from schema.types.site import RunState, Site
from schema.types.storable import storable_text

_SITE_FIELDS = (
    "code", "home_url", "name", "sponsor", "supervisor", "province", "city", "county",
    "level", "is_portal", "jump_url", "run_state", "run_state_reason", "extra",
)  # fmt: skip
_COLUMN_FIELDS = (
    "url", "name", "column_class", "class_given", "is_system", "jump_url", "update_days",
    "navigation", "monitored", "opened_on",
)  # fmt: skip
_LOCK = text("select pg_advisory_xact_lock(hashtext('pucha register'))")


_TREE = text("""
    with recursive branch as (
        select id, name, kind, 0 as depth, array[id] as path from organisation
        where parent_id is null
        union all
        select o.id, o.name, o.kind, b.depth + 1, b.path || o.id
        from organisation o join branch b on o.parent_id = b.id)
    select b.name, b.kind, b.depth, (
        select count(*) from site s join branch below on below.id = s.organisation_id
        where b.id = any(below.path))
    from branch b order by b.path
""")


@dataclass(frozen=True, slots=True)
class TreeNode:
    """An administrative division or a unit, with the number of sites at and below it."""

    name: str
    kind: str
    depth: int
    sites: int


_CODE_LENGTH = 10
"""Digits of a 网站标识码; a shorter number may be an id of ours."""


class RegisterStore:
    """Read and change the register."""

    def __init__(self, engine: AsyncEngine, url_key: UrlKey) -> None:
        self._engine = engine
        self._url_key = url_key

    async def find(self, reference: str) -> Site | None:
        """Find a site by 网站标识码, home address or own id, in this order."""
        named = [site.c.code == reference, site.c.home_key == self._url_key(reference)]
        if reference.isascii() and reference.isdecimal() and len(reference) < _CODE_LENGTH:
            named.append(site.c.id == int(reference))
        async with self._engine.connect() as connection:
            for condition in named:
                row = (await connection.execute(select(site).where(condition))).first()
                if row is not None:
                    return await self._whole(connection, row)
        return None

    async def get(self, site_id: SiteId) -> Site:
        """Give a site with its registered columns."""
        async with self._engine.connect() as connection:
            row = (await connection.execute(select(site).where(site.c.id == site_id))).one()
            return await self._whole(connection, row)

    async def sites(self) -> list[Site]:
        """Give all sites, without their columns, in the order of their ids."""
        async with self._engine.connect() as connection:
            rows = await connection.execute(select(site).order_by(site.c.id))
            return [_site(row) for row in rows]

    async def some(self, site_ids: Sequence[SiteId]) -> list[Site]:
        """Give sites without their columns, in the order asked; a site that is gone is left out."""
        query = select(site).where(site.c.id.in_(site_ids))
        async with self._engine.connect() as connection:
            found = {row.id: _site(row) for row in await connection.execute(query)}
        return [found[site_id] for site_id in site_ids if site_id in found]

    async def tree(self) -> list[TreeNode]:
        """Give the organisations depth first, each with the sites at and below it."""
        async with self._engine.connect() as connection:
            return [TreeNode(*row) for row in await connection.execute(_TREE)]

    async def take_in(self, file: RegisterFile) -> ImportReport:
        """Merge a register file in one transaction; the same file again changes nothing."""
        async with self._engine.begin() as connection:
            await connection.execute(_LOCK)
            known = [_site(row) for row in await connection.execute(select(site))]
            plan = plan_import(known, file, self._url_key)
            await self._add_sites(connection, plan.new_sites)
            await self._change_sites(connection, plan.changed_sites)
            counts = await self._take_columns(connection, plan)
            await _plant_tree(connection)
        added, changed, unchanged = counts
        return ImportReport(
            sites_added=len(plan.new_sites),
            sites_changed=len(plan.changed_sites),
            sites_unchanged=plan.unchanged_sites,
            columns_added=added,
            columns_changed=changed,
            columns_unchanged=unchanged,
            changes=tuple(plan.changes),
            rejects=(*file.rejects, *plan.rejects),
            remarks=file.remarks,
        )

    async def _whole(self, connection: AsyncConnection, row: Row[Any]) -> Site:
        found = await connection.execute(
            select(site_column)
            .where(site_column.c.site_id == row.id, site_column.c.registered)
            .order_by(site_column.c.id)
        )
        return _site(row, tuple(_column(one) for one in found))

    async def _add_sites(self, connection: AsyncConnection, sites: Sequence[Site]) -> None:
        """Bring new sites in by COPY on the same connection and in the same transaction."""
        names = ("home_key", *_SITE_FIELDS)
        records = [
            (self._url_key(one.home_url), *(_cell(one, name) for name in _SITE_FIELDS))
            for one in sites
        ]
        await _copy(connection, "site", names, records)
        await connection.execute(
            text("insert into site_lease (site_id) select id from site on conflict do nothing")
        )

    async def _change_sites(self, connection: AsyncConnection, sites: Sequence[Site]) -> None:
        for one in sites:
            values = {name: getattr(one, name) for name in _SITE_FIELDS}
            values["home_key"] = self._url_key(one.home_url)
            values["updated_at"] = text("clock_timestamp()")
            await connection.execute(update(site).where(site.c.id == one.id).values(values))

    async def _take_columns(
        self, connection: AsyncConnection, plan: ImportPlan
    ) -> tuple[int, int, int]:
        keys = list(plan.columns)
        wanted = select(site.c.id, site.c.home_key).where(
            site.c.home_key.in_(bindparam("keys", expanding=True))
        )
        ids = {row.home_key: row.id for row in await connection.execute(wanted, {"keys": keys})}
        known = await self._known_columns(connection, ids.values())
        added = changed = unchanged = 0
        records = []
        for home_key, columns in plan.columns.items():
            site_id = ids[home_key]
            new, different, same = column_changes(known.get(site_id, {}), columns, self._url_key)
            records += [self._column_record(site_id, column) for column in new]
            for column in different:
                plan.changes.append(f"{column.url}: the column's row changed")
                await self._change_column(connection, column)
            added, changed, unchanged = (
                added + len(new), changed + len(different), unchanged + same
            )  # fmt: skip
        await self._add_columns(connection, records)
        return added, changed, unchanged

    async def _known_columns(
        self, connection: AsyncConnection, site_ids: Iterable[int]
    ) -> dict[int, dict[str, Column]]:
        rows = await connection.execute(
            select(site_column).where(
                site_column.c.site_id.in_(bindparam("ids", expanding=True)),
                site_column.c.registered,
            ),
            {"ids": list(site_ids)},
        )
        found: dict[int, dict[str, Column]] = {}
        for row in rows:
            found.setdefault(row.site_id, {})[row.url_key] = _column(row)
        return found

    def _column_record(self, site_id: int, column: Column) -> dict[str, Any]:
        values = {name: getattr(column, name) for name in _COLUMN_FIELDS}
        key = self._url_key(column.url)
        return values | {"site_id": site_id, "url_key": key, "registered": True}

    async def _add_columns(
        self, connection: AsyncConnection, records: Sequence[Mapping[str, Any]]
    ) -> None:
        """Add registered columns; one that a survey had discovered becomes registered."""
        if not records:
            return
        names = ("site_id", "url_key", *_COLUMN_FIELDS, "registered")
        await connection.execute(
            text("create temp table incoming (like site_column including defaults) on commit drop")
        )
        await connection.execute(text("alter table incoming drop column id"))
        await _copy(connection, "incoming", names, [tuple(r[n] for n in names) for r in records])
        listed = ", ".join(names)
        taken_over = ", ".join(f"{n} = excluded.{n}" for n in names if n not in _KEY)
        await connection.execute(
            text(
                f"insert into site_column ({listed}) select {listed} from incoming "  # noqa: S608
                f"on conflict (site_id, url_key) do update set {taken_over}"
            )
        )

    async def _change_column(self, connection: AsyncConnection, column: Column) -> None:
        values = {name: getattr(column, name) for name in _COLUMN_FIELDS}
        await connection.execute(
            update(site_column).where(site_column.c.id == column.id).values(values)
        )


_KEY = {"site_id", "url_key"}


async def _copy(
    connection: AsyncConnection,
    table: str,
    names: Sequence[str],
    records: Sequence[tuple[Any, ...]],
) -> None:
    if not records:
        return
    raw = await connection.get_raw_connection()
    driver = raw.driver_connection
    if driver is None:
        raise TypeError("no driver connection")
    # COPY goes past what the engine does to the values of statements.
    storable_records = (
        tuple(storable_text(one) if isinstance(one, str) else one for one in record)
        for record in records
    )
    await driver.copy_records_to_table(table, columns=list(names), records=storable_records)


def _cell(one: Site, name: str) -> Any:
    value = getattr(one, name)
    # SQLAlchemy's codec takes JSON as text.
    return rows_json(value) if name == "extra" else value


async def _plant_tree(connection: AsyncConnection) -> None:
    """Grow the tree: province › city › county › sponsor, and hang every site on its branch."""
    rows = (
        await connection.execute(
            select(site.c.id, site.c.province, site.c.city, site.c.county, site.c.sponsor).where(
                site.c.organisation_id.is_(None)
            )
        )
    ).all()
    nodes: dict[tuple[int | None, str, str], int] = {
        (row.parent_id, row.name, row.kind): row.id
        for row in await connection.execute(select(organisation))
    }
    for row in rows:
        parent: int | None = None
        steps = [(name, "division") for name in (row.province, row.city, row.county) if name]
        for name, kind in (*steps, *([(row.sponsor, "unit")] if row.sponsor else [])):
            parent = await _node(connection, nodes, (parent, name, kind))
        if parent is not None:
            await connection.execute(
                update(site).where(site.c.id == row.id).values(organisation_id=parent)
            )


async def _node(
    connection: AsyncConnection,
    nodes: dict[tuple[int | None, str, str], int],
    key: tuple[int | None, str, str],
) -> int:
    if key not in nodes:
        parent, name, kind = key
        made = await connection.execute(
            insert(organisation)
            .values(parent_id=parent, name=name, kind=kind)
            .returning(organisation.c.id)
        )
        nodes[key] = made.scalar_one()
    return nodes[key]


def _site(row: Row[Any], columns: tuple[Column, ...] = ()) -> Site:
    values = {name: getattr(row, name) for name in _SITE_FIELDS}
    values["run_state"] = RunState(row.run_state)
    return Site(id=SiteId(row.id), columns=columns, **values)


def _column(row: Row[Any]) -> Column:
    values = {name: getattr(row, name) for name in _COLUMN_FIELDS}
    values["column_class"] = ColumnClass(row.column_class)
    return Column(id=ColumnId(row.id), **values)
