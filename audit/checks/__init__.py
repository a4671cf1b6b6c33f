"""The checks: each module of this folder that exports `CHECK` is one, found by its being there."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

from audit.scoring.judgement import Check


@cache
def known_checks() -> Mapping[str, Check]:
    """Give every check by its id."""
    modules = (import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__))
    checks: list[Check] = [module.CHECK for module in modules]
    return MappingProxyType({check.id: check for check in checks})
