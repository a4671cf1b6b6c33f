"""The report formats: each module of this folder that exports `FORMAT` is one."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

from audit.report.bundle import ReportFormat


@cache
def known_formats() -> Mapping[str, ReportFormat]:
    """Give every format by its name."""
    modules = (import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__))
    formats: list[ReportFormat] = [module.FORMAT for module in modules if hasattr(module, "FORMAT")]
    return MappingProxyType({one.name: one for one in formats})
