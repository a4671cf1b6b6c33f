"""Load the layers of sites from config/reports/strata.toml."""

import tomllib
from functools import cache
from importlib import resources

from pydantic import TypeAdapter

from schema.types.strata import Stratum

_STRATA = TypeAdapter(tuple[Stratum, ...])


@cache
def load_strata() -> tuple[Stratum, ...]:
    """Give the layers in the order in which tables print them."""
    file = resources.files("config") / "reports" / "strata.toml"
    return _STRATA.validate_python(tomllib.loads(file.read_text(encoding="utf-8"))["strata"])
