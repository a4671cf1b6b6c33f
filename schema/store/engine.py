"""The database connection: asyncpg under SQLAlchemy, with time limits on everything."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from sqlalchemy import URL, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from schema.store.rows_json import rows_json
from schema.types.errors import ConfigError
from schema.types.storable import storable

_SCHEMES = {"postgresql", "postgres", "postgresql+asyncpg"}
_SERVER_SETTINGS = {
    "application_name": "pucha",
    "idle_in_transaction_session_timeout": "60000",
    "jit": "off",
}


def async_url(url: str) -> URL:
    """Give the address for asyncpg; raise ConfigError that shows the form."""
    form = "the form is postgresql://USER:PASSWORD@HOST:PORT/DATABASE"
    try:
        parsed = make_url(url)
    except ArgumentError as err:
        raise ConfigError(f"the database address cannot be read: {form}") from err
    if parsed.drivername not in _SCHEMES:
        raise ConfigError(f"the database must be PostgreSQL, not {parsed.drivername}: {form}")
    return parsed.set(drivername="postgresql+asyncpg")


def libpq_url(url: str) -> str:
    """Give the address for the job engine's driver."""
    return async_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def open_engine(url: str, *, pool: int = 8) -> AsyncEngine:
    """Open a pool of at most `pool` + 4 connections."""
    engine = create_async_engine(
        async_url(url),
        json_serializer=rows_json,
        pool_size=pool,
        max_overflow=4,
        pool_timeout=60,
        pool_pre_ping=True,
        connect_args=_connect_args(),
    )
    event.listen(engine.sync_engine, "before_cursor_execute", _send_storable, retval=True)
    return engine


def _send_storable(
    _connection: Any,
    _cursor: Any,
    statement: str,
    parameters: Any,
    _context: Any,
    executemany: bool,  # noqa: FBT001 - SQLAlchemy's signature
) -> tuple[str, Any]:
    """Send no text that no row can hold, whichever store it comes from."""
    if executemany:
        return statement, [_storable_values(values) for values in parameters]
    return statement, _storable_values(parameters)


def _storable_values(values: Any) -> Any:
    """Keep what is no text as it is: drivers tell a tuple from a list."""
    return tuple(storable(one) if isinstance(one, str | list) else one for one in values)


def _connect_args() -> Mapping[str, Any]:
    return {"timeout": 10, "command_timeout": 60, "server_settings": _SERVER_SETTINGS}


def shown(url: str) -> str:
    """Give the address without its password, for a person to see."""
    parts = urlsplit(url)
    host = parts.hostname or dict(parse_qsl(parts.query)).get("host", "")
    return f"{host}{parts.path}"
