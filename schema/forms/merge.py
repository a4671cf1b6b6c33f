"""Decide what a register file changes: by 网站标识码, else by home address; never silently."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace

from schema.types.column import Column
from schema.types.register import ColumnRow, Place, RegisterFile, Reject, SiteRow
from schema.types.site import Site

UrlKey = Callable[[str], str]
_NOT_COMPARED = {"id", "columns"}


@dataclass(slots=True, kw_only=True)
class ImportPlan:
    """What to write: new sites, changed ones by id, columns by the key of their site's home."""

    new_sites: list[Site] = field(default_factory=list)
    changed_sites: list[Site] = field(default_factory=list)
    unchanged_sites: int = 0
    columns: dict[str, list[Column]] = field(default_factory=dict)
    changes: list[str] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)


def plan_import(known: Iterable[Site], file: RegisterFile, url_key: UrlKey) -> ImportPlan:
    """Compare a file with the register; rows that contradict it are rejects."""
    return _Merge(known, url_key).run(file)


class _Merge:
    def __init__(self, known: Iterable[Site], url_key: UrlKey) -> None:
        self._url_key = url_key
        self._by_code: dict[str, Site] = {}
        self._by_home: dict[str, Site] = {}
        self._by_name: dict[str, list[Site]] = {}
        self._taken: dict[str, Place] = {}
        self._plan = ImportPlan()
        for site in known:
            self._index(site)

    def run(self, file: RegisterFile) -> ImportPlan:
        for row in file.sites:
            self._site(row)
        for column in file.columns:
            self._column(column)
        return self._plan

    def _index(self, site: Site) -> None:
        if site.code:
            self._by_code[site.code.lower()] = site
        self._by_home[self._url_key(site.home_url)] = site
        if site.name:
            self._by_name.setdefault(site.name, []).append(site)

    def _site(self, row: SiteRow) -> None:
        key = self._url_key(row.site.home_url)
        first = self._taken.setdefault(key, row.place)
        if first is not row.place:
            self._reject(row.place, "首页网址", f"the same home address stands in row {first.row}")
            return
        by_home = self._by_home.get(key)
        by_code = self._by_code.get(row.site.code.lower()) if row.site.code else None
        if by_code is not None and by_home is not None and by_code is not by_home:
            self._reject(
                row.place,
                "网站标识码",
                f"code {row.site.code} belongs to {by_code.home_url}, the address to another site",
            )
            return
        known = by_code or by_home
        if known is None:
            self._plan.new_sites.append(row.site)
            self._index(row.site)
        elif known.code and row.site.code and known.code.lower() != row.site.code.lower():
            self._reject(row.place, "网站标识码", f"{known.home_url} is registered as {known.code}")
        else:
            self._merge(known, row.site)

    def _merge(self, known: Site, incoming: Site) -> None:
        """Take over filled cells; an empty cell never wipes what is known."""
        new: dict[str, object] = {}
        for one in fields(Site):
            value, old = getattr(incoming, one.name), getattr(known, one.name)
            if one.name in _NOT_COMPARED or value in (None, "", {}) or value == old:
                continue
            if one.name == "extra":
                value = {**old, **value}
                if value == old:
                    continue
            new[one.name] = value
            self._plan.changes.append(f"{known.home_url}: {one.name} {old!r} → {value!r}")
        if not new or known.id is None:
            self._plan.unchanged_sites += 1
            return
        changed = replace(known, **new)  # type: ignore[arg-type] # names come from the class
        self._plan.changed_sites.append(changed)
        self._index(changed)

    def _column(self, row: ColumnRow) -> None:
        site = self._owner(row)
        if site is None:
            return
        key = self._url_key(site.home_url)
        columns = self._plan.columns.setdefault(key, [])
        if any(self._url_key(c.url) == self._url_key(row.column.url) for c in columns):
            self._reject(row.place, "栏目地址", "the same address stands in an earlier row")
            return
        columns.append(row.column)

    def _owner(self, row: ColumnRow) -> Site | None:
        if row.site_code:
            found = self._by_code.get(row.site_code.lower())
            if found is None:
                self._reject(row.place, "网站标识码", f"no site has the code {row.site_code}")
            return found
        named = self._by_name.get(row.site_name or "", [])
        if len(named) == 1:
            return named[0]
        why = "no site has this name" if not named else f"{len(named)} sites have this name"
        self._reject(row.place, "网站名称", why)
        return None

    def _reject(self, place: Place, column: str, reason: str) -> None:
        self._plan.rejects.append(Reject(place=place, column=column, reason=reason))


def column_changes(
    known: Mapping[str, Column], incoming: Sequence[Column], url_key: UrlKey
) -> tuple[list[Column], list[Column], int]:
    """Sort a site's incoming columns into new, changed and unchanged (counted)."""
    new, changed, unchanged = [], [], 0
    for column in incoming:
        old = known.get(url_key(column.url))
        if old is None:
            new.append(column)
        elif replace(old, id=None) != replace(column, id=None):
            changed.append(replace(column, id=old.id))
        else:
            unchanged += 1
    return new, changed, unchanged
