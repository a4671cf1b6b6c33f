"""CMS families, one file each: discovered here, sorted by priority, independent of each other."""

import pkgutil
from functools import cache
from importlib import import_module

from crawler.extract.family import Family


@cache
def families() -> tuple[Family, ...]:
    """Give every family of this package, the first to ask first."""
    modules = (import_module(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__))
    found = (module.FAMILY for module in modules if hasattr(module, "FAMILY"))
    return tuple(sorted(found, key=lambda family: (family.priority, family.name)))
