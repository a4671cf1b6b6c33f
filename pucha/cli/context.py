"""What every command shares: the settings in force and the two streams."""

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import typer
from rich.console import Console

from config.settings import Configuration, load_settings
from schema.types.errors import UsageError
from schema.types.settings import Settings

SHANGHAI = ZoneInfo("Asia/Shanghai")


@dataclass(slots=True)
class State:
    """The global options; a command adds its own overrides before it asks for the settings."""

    config: Path | None = None
    overrides: dict[str, Any] = field(default_factory=dict)
    quiet: bool = False
    talk: Console = field(default_factory=lambda: Console(stderr=True, highlight=False))
    out: Console = field(default_factory=lambda: Console(highlight=False))

    def configuration(self, more: Mapping[str, Any] | None = None) -> Configuration:
        """Read all settings; raise ConfigError."""
        return load_settings({**self.overrides, **(more or {})}, file=self.config)

    def settings(self, more: Mapping[str, Any] | None = None) -> Settings:
        """Give the settings in force."""
        return self.configuration(more).settings

    def say(self, text: str) -> None:
        """Tell the person something, on stderr, unless told to be quiet."""
        if not self.quiet:
            self.talk.print(text, soft_wrap=True)


def state_of(context: typer.Context) -> State:
    """Give the state that the top command made."""
    state = context.find_root().obj
    if not isinstance(state, State):
        raise TypeError(state)
    return state


def print_json(value: Any, *, line: bool = False) -> None:
    """Write one JSON document, or one line of many, to stdout as UTF-8."""
    text = json.dumps(value, ensure_ascii=False, indent=None if line else 2)
    _write(f"{text}\n")


class JsonList:
    """A JSON array that is written to stdout value by value: memory stays flat.

    Nothing is written before the first value, so that what fails at once prints no half document.
    """

    def __init__(self) -> None:
        self._begun = False

    def append(self, value: Any) -> None:
        """Write one value."""
        _write(",\n" if self._begun else "[\n")
        self._begun = True
        _write(json.dumps(value, ensure_ascii=False, indent=2))

    def close(self) -> None:
        """Write the array's end."""
        _write("\n]\n" if self._begun else "[]\n")


def _write(text: str) -> None:
    sys.stdout.buffer.write(text.encode("utf-8", "surrogatepass"))
    sys.stdout.buffer.flush()


def parse_as_of(text: str | None, now: datetime) -> datetime:
    """Read --as-of where it may be left out: now."""
    return now if text is None else parse_moment(text)


def parse_moment(text: str) -> datetime:
    """Read --as-of: a date means the end of that day, a time without zone is Asia/Shanghai's."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as err:
        raise UsageError(
            f"--as-of {text!r}: the form is 2026-11-23 or 2026-11-23T18:30[+08:00]"
        ) from err
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=SHANGHAI)
    whole_day = len(text) == len("2026-11-23")
    return moment + timedelta(hours=23, minutes=59, seconds=59) if whole_day else moment


def parse_home(text: str) -> str:
    """Read an address as a person types it; raise UsageError for what is no web address."""
    from crawler.policy.canonical import normalised
    from schema.forms.addresses import has_other_scheme

    given = text.strip()
    scheme = given.split("://", 1)[0].lower() if "://" in given else None
    if scheme not in {None, "http", "https"}:
        raise UsageError(f"{given}: only http and https addresses can be checked, not {scheme}")
    address = normalised(given if scheme else f"http://{given}")
    host_like = address is not None and ("." in given or ":" in given or "localhost" in given)
    if address is None or not host_like or (scheme is None and has_other_scheme(given)):
        raise UsageError(f"{given!r} is no web address; the form is http://www.example.gov.cn/")
    return address
