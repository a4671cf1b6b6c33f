"""Decide what a register file changes: by 网站标识码, else by home address; never silently."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

from schema.types.column import Column
from schema.types.register import ColumnRow, Place, RegisterFile, Reject, SiteRow
from schema.types.site import Site

UrlKey = Callable[[str], str]
_NOT_COMPARED = {"id", "columns"}
_PERSONAL = ("head_", "contact_")


@dataclass(slots=True, kw_only=True)
class ImportPlan:
    """What to write: new sites, changed ones by id, columns by the key of their site's home."""

    new_sites: list[Site] = field(default_factory=list)
    changed_sites: list[Site] = field(default_factory=list)
    unchanged_sites: int = 0
    columns: dict[str, list[ColumnRow]] = field(default_factory=dict)
    changes: list[str] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)


def plan_import(known: Iterable[Site], file: RegisterFile, url_key: UrlKey) -> ImportPlan:
    """Compare a file with the register; rows that contradict it are rejects."""
    return _Merge(known, url_key).run(file)


def column_changes(
    known: Mapping[str, Column], incoming: Sequence[ColumnRow], url_key: UrlKey
) -> tuple[list[Column], list[Column], int]:
    """Sort a site's incoming columns into new, changed and unchanged (counted)."""
    new, changed, unchanged = [], [], 0
    for row in incoming:
        old = known.get(url_key(row.column.url))
        if old is None:
            new.append(row.column)
            continue
        merged = replace(old, **_differences(old, row.column, row.stated))
        if merged == old:
            unchanged += 1
        else:
            changed.append(merged)
    return new, changed, unchanged


def _differences(
    old: Site | Column, incoming: Site | Column, stated: frozenset[str] | None
) -> dict[str, Any]:
    """Give the filled cells that differ; an empty cell never wipes what is known."""
    found: dict[str, Any] = {}
    for one in fields(incoming):
        value, before = getattr(incoming, one.name), getattr(old, one.name)
        unstated = value in (None, "", {}) if stated is None else one.name not in stated
        if unstated or one.name in _NOT_COMPARED:
            continue
        if one.name == "extra":
            value = {**before, **value}
        if value != before:
            found[one.name] = value
    return found


@dataclass(slots=True, kw_only=True, eq=False)
class _Entry:
    """A site of the register, or of the file; `row` is the row of the file that spoke of it."""

    site: Site
    row: Place | None = None


class _Merge:
    def __init__(self, known: Iterable[Site], url_key: UrlKey) -> None:
        self._url_key = url_key
        self._by_code: dict[str, _Entry] = {}
        self._by_home: dict[str, _Entry] = {}
        self._by_name: dict[str, list[_Entry]] = {}
        self._column_rows: dict[tuple[str, str], Place] = {}
        self._plan = ImportPlan()
        for site in known:
            self._index(_Entry(site=site))

    def run(self, file: RegisterFile) -> ImportPlan:
        for row in file.sites:
            self._site(row)
        for column in file.columns:
            self._column(column)
        return self._plan

    def _index(self, entry: _Entry) -> None:
        """File an entry under all its names; a name that it gives up stays its own until the end.

        Another row cannot move into an address before its old owner has left it.
        """
        if entry.site.code:
            self._by_code[entry.site.code.lower()] = entry
        self._by_home[self._url_key(entry.site.home_url)] = entry
        namesakes = self._by_name.setdefault(entry.site.name, [])
        if entry.site.name and entry not in namesakes:
            namesakes.append(entry)

    def _site(self, row: SiteRow) -> None:
        by_home = self._by_home.get(self._url_key(row.site.home_url))
        by_code = self._by_code.get(row.site.code.lower()) if row.site.code else None
        entry = by_code or by_home
        if entry is None:
            self._plan.new_sites.append(row.site)
            self._index(_Entry(site=row.site, row=row.place))
            return
        conflict = self._conflict(row, by_code, by_home)
        if conflict is not None:
            self._reject(row.place, *conflict)
            return
        entry.row = row.place
        self._change(entry, row)

    def _conflict(
        self, row: SiteRow, by_code: _Entry | None, by_home: _Entry | None
    ) -> tuple[str, str] | None:
        """Name the heading and the reason why a row contradicts the register or another row."""
        for entry, heading, what in (
            (by_home, "首页网址", "home address"),
            (by_code, "网站标识码", "code"),
        ):
            if entry is not None and entry.row is not None:
                return heading, f"the same {what} stands in {_where(entry.row, row.place)}"
        if by_code is not None and by_home is not None and by_code is not by_home:
            owner = by_code.site.home_url
            return "网站标识码", f"code {row.site.code} belongs to {owner}, not to this address"
        if by_code is None and by_home is not None and by_home.site.code and row.site.code:
            known = by_home.site
            return "网站标识码", f"{known.home_url} is registered as {known.code}"
        return None

    def _change(self, entry: _Entry, row: SiteRow) -> None:
        old = entry.site
        new = _differences(old, row.site, row.stated)
        if not new:
            self._plan.unchanged_sites += 1
            return
        entry.site = replace(old, **new)
        self._plan.changed_sites.append(entry.site)
        self._plan.changes += _sentences(old, new)
        self._index(entry)

    def _column(self, row: ColumnRow) -> None:
        site = self._owner(row)
        if site is None:
            return
        home = self._url_key(site.home_url)
        key = (home, self._url_key(row.column.url))
        first = self._column_rows.get(key)
        if first is not None:
            reason = f"the same address stands in {_where(first, row.place)}"
            self._reject(row.place, "栏目地址", reason)
            return
        self._column_rows[key] = row.place
        self._plan.columns.setdefault(home, []).append(row)

    def _owner(self, row: ColumnRow) -> Site | None:
        if row.site_code:
            found = self._by_code.get(row.site_code.lower())
            if found is None:
                self._reject(row.place, "网站标识码", f"no site has the code {row.site_code}")
            return None if found is None else found.site
        named = self._by_name.get(row.site_name or "", [])
        if len(named) == 1:
            return named[0].site
        why = "no site has this name" if not named else f"{len(named)} sites have this name"
        self._reject(row.place, "网站名称", why)
        return None

    def _reject(self, place: Place, column: str, reason: str) -> None:
        self._plan.rejects.append(Reject(place=place, column=column, reason=reason))


def _where(place: Place, seen_from: Place) -> str:
    """Name a row, with its sheet or file where that is another one."""
    if place.file != seen_from.file:
        return f"row {place.row} of {place.file}"
    if place.sheet != seen_from.sheet:
        return f"row {place.row} of sheet {place.sheet}"
    return f"row {place.row}"


def _sentences(old: Site, new: Mapping[str, Any]) -> list[str]:
    """Say each changed cell; of personal data (负责人, 联系人) only that it changed."""
    cells = {name: (getattr(old, name), value) for name, value in new.items() if name != "extra"}
    for name, value in new.get("extra", {}).items():
        before = old.extra.get(name)
        if value != before:
            cells[name] = (before, value)
    return [
        f"{old.home_url}: {name} "
        + ("changed" if name.startswith(_PERSONAL) else f"{_shown(before)} → {_shown(value)}")
        for name, (before, value) in cells.items()
    ]


def _shown(value: object) -> str:
    return "(empty)" if value in (None, "", {}) else repr(value)
