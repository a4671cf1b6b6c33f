"""CMS families, one file each: discovered here, sorted by priority, independent of each other."""

import pkgutil
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from types import ModuleType

from crawler.extract.page.family import Family, FamilyPage, FamilyReading

GENERIC = "generic"


@cache
def families() -> tuple[Family, ...]:
    """Give every family of this package, the first to ask first."""
    modules = (import_module(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__))
    found = (family for module in modules for family in _exported(module))
    return tuple(sorted(found, key=lambda family: (family.priority, family.name)))


def read_by_family(page: FamilyPage) -> tuple[str, FamilyReading | None]:
    """Give the first family that reads more than the generic reader, else the first that knows it.

    Families of one vendor share addresses: a JPaaS column lies under jcms's `/col/colN/`.
    """
    known = GENERIC
    for family in families():
        if not family.anywhere and family.recognise(page.text, page.tree, page.url):
            own = family.read(page)
            if own is not None:
                return family.name, own
            known = family.name if known == GENERIC else known
    return known, None


def carried_rows(page: FamilyPage) -> tuple[str, FamilyReading | None]:
    """Read rows that a page of any vendor carries outside its markup; ask where it shows none."""
    for family in families():
        if family.anywhere and family.recognise(page.text, page.tree, page.url):
            found = family.read(page)
            if found is not None:
                return family.name, found
    return GENERIC, None


def _exported(module: ModuleType) -> Iterator[Family]:
    """Give a module's FAMILY, or its FAMILIES where several are only named."""
    own: Family | None = getattr(module, "FAMILY", None)
    if own is not None:
        yield own
    yield from getattr(module, "FAMILIES", ())
