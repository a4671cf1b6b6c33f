"""Read the settings once: defaults, then the file, then the environment, then the command line."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from schema.types.errors import ConfigError
from schema.types.settings import VISIT_LIMIT_SECONDS, Settings

ENVIRONMENT_PREFIX = "PUCHA_"
_OWN_NAMES = {"PUCHA_DATABASE_URL": "database.url", "PUCHA_DATA": "data"}
_NOT_SETTINGS = {"PUCHA_CONFIG"}
_SHORT_NAMES = {"resolver": "network.resolver"}
_LISTS = {
    "network.addresses",
    "network.allow",
    "network.resolver",
    "network.connect_to",
    "network.ports",
    "notify.urls",
    "probe.controls",
    "probe.vantages",
}
"""A text stands for these as a list, its parts set apart by commas."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """The settings in force, and where each that is no default came from."""

    settings: Settings
    origins: Mapping[str, str]


def load_settings(
    overrides: Mapping[str, Any] | None = None,
    *,
    file: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> Configuration:
    """Merge all sources, the nearer one winning; raise ConfigError naming the wrong setting.

    `overrides` are dotted names from the command line. The file is `file`, else $PUCHA_CONFIG,
    else ./pucha.toml where it exists. In the environment PUCHA_SECTION__NAME sets section.name.
    """
    env = os.environ if environment is None else environment
    values: dict[str, Any] = {}
    origins: dict[str, str] = {}
    for origin, found in (
        *_from_file(file, env),
        ("environment", _from_environment(env)),
        ("command line", dict(overrides or {})),
    ):
        for given, value in found.items():
            name = _SHORT_NAMES.get(given, given)
            values[name] = value
            origins[name] = origin
    try:
        settings = Settings.model_validate(_nested(values, origins))
    except ValidationError as err:
        raise ConfigError(_sentence(err, origins)) from err
    _leave_visits_their_time(settings, origins)
    return Configuration(settings=settings, origins=origins)


def _leave_visits_their_time(settings: Settings, origins: Mapping[str, str]) -> None:
    """Refuse limits under which a site that opens within the rule's 15 s would not be seen open."""
    for name, seconds in (
        ("fetch.visit_deadline", settings.fetch.visit_deadline),
        ("fetch.connect_timeout", settings.fetch.connect_timeout),
    ):
        if seconds < VISIT_LIMIT_SECONDS:
            raise ConfigError(
                f"setting {name} = {seconds:g} ({_origin(name, origins)}): a visit fails only over "
                f"{VISIT_LIMIT_SECONDS:g} s, so it must be at least that"
            )


def _from_file(file: Path | None, env: Mapping[str, str]) -> list[tuple[str, dict[str, Any]]]:
    named = file or (Path(env["PUCHA_CONFIG"]) if env.get("PUCHA_CONFIG") else None)
    path = named or Path("pucha.toml")
    if not path.is_file():
        if named is not None:
            raise ConfigError(f"the configuration file {path} does not exist")
        return []
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as err:
        raise ConfigError(f"the configuration file {path} cannot be read: {err}") from err
    return [(str(path), _flat(content))]


def _from_environment(env: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, text in env.items():
        if key in _OWN_NAMES:
            found[_OWN_NAMES[key]] = text
        elif key.startswith(ENVIRONMENT_PREFIX) and "__" in key and key not in _NOT_SETTINGS:
            found[key.removeprefix(ENVIRONMENT_PREFIX).lower().replace("__", ".")] = text
    return found


def _flat(tree: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in tree.items():
        if isinstance(value, Mapping):
            flat |= _flat(value, f"{prefix}{key}.")
        else:
            flat[f"{prefix}{key}"] = value
    return flat


def _nested(flat: Mapping[str, Any], origins: Mapping[str, str]) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    for name, value in flat.items():
        *sections, last = name.split(".")
        node = tree
        for section in sections:
            node = node.setdefault(section, {})
            if not isinstance(node, dict):
                raise ConfigError(f"setting {name} ({origins[name]}): {section} is no section")
        node[last] = _as_list(value) if name in _LISTS else value
    return tree


def _as_list(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return tuple(part.strip() for part in value.split(",") if part.strip())


def _sentence(err: ValidationError, origins: Mapping[str, str]) -> str:
    first = err.errors()[0]
    name = ".".join(str(part) for part in first["loc"] if not isinstance(part, int))
    said = first["msg"].removeprefix("Value error, ")
    what = "there is no such setting" if first["type"] == "extra_forbidden" else said
    return f"setting {name} ({_origin(name, origins)}): {what}"


def _origin(name: str, origins: Mapping[str, str]) -> str:
    """Tell where a setting came from that the sources may name as a whole or in its parts."""
    near = (n for n in origins if f"{n}.".startswith(f"{name}.") or f"{name}.".startswith(f"{n}."))
    return next((origins[n] for n in near), "defaults")
