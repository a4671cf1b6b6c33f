"""Tell what a failed call of the store means: the database is away, or it refused what we sent."""

from collections.abc import Iterator

import asyncpg
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from schema.types.errors import PuchaError, StoreRefused, StoreUnavailable

# Classes and states of PostgreSQL that pass: cut connections, a server that stops or starts,
# no room (memory, disk, connections), limits of time, and transactions that got into each other.
_AWAY_CLASSES = {"08", "53", "58"}
_AWAY_STATES = {
    "25006",  # read only: a standby after a failover
    "25P03",  # idle_in_transaction_session_timeout
    "40001",  # serialization failure
    "40P01",  # deadlock
    "55P03",  # lock timeout
    "57014",  # statement timeout, or cancelled by hand
    "57P01",  # admin shutdown
    "57P02",  # crash shutdown
    "57P03",  # cannot connect now
    "57P05",  # idle session timeout
}
_FIRST_LINE = 200


def fault_of(err: BaseException) -> StoreUnavailable | StoreRefused | None:
    """Give what an error of the store means in one sentence; None where it is none of the store.

    Only StoreUnavailable is worth a repetition: what was refused once is refused again.
    """
    if isinstance(err, PuchaError):
        return None
    chain = list(_chain(err))
    state = next((one for one in map(_state, chain) if one), None)
    if state is not None:
        away = state[:2] in _AWAY_CLASSES or state in _AWAY_STATES
    elif any(isinstance(one, asyncpg.DataError | UnicodeError) for one in chain):
        away = False  # what the driver itself refuses to send; it would be an InterfaceError too
    else:
        away = any(_cut_off(one) for one in chain)
    if away:
        return StoreUnavailable(
            f"the database cannot be used now ({_said(chain)}): see that it runs, then give the "
            "command again"
        )
    if state is None and not any(isinstance(one, SQLAlchemyError) for one in chain):
        return None
    return StoreRefused(
        f"the database refused what was to be written or asked ({_said(chain)}): this is a fault "
        "of pucha's, please report it with this sentence"
    )


def _cut_off(err: BaseException) -> bool:
    if isinstance(err, DBAPIError) and err.connection_invalidated:
        return True
    kinds = (OperationalError, InterfaceError, PoolTimeout, asyncpg.InterfaceError)
    return isinstance(err, (*kinds, OSError, TimeoutError))


def _state(err: BaseException) -> str | None:
    """Give PostgreSQL's SQLSTATE, by whichever of its drivers it came."""
    state = getattr(err, "sqlstate", None)
    return state if isinstance(state, str) else None


def _chain(err: BaseException) -> Iterator[BaseException]:
    """Give an error and what it came from, the outermost first."""
    seen: set[int] = set()
    following: BaseException | None = err
    while following is not None and id(following) not in seen:
        seen.add(id(following))
        yield following
        orig = getattr(following, "orig", None)
        following = orig if isinstance(orig, BaseException) else following.__cause__


def _said(chain: list[BaseException]) -> str:
    """Give the driver's own words; SQLAlchemy's hold the statement and all its values."""
    inmost = chain[-1]
    lines = str(inmost).strip().splitlines()
    words = lines[0][:_FIRST_LINE] if lines else ""
    state = _state(inmost)
    return ": ".join(part for part in (type(inmost).__name__, state, words) if part)
