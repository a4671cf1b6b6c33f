"""Enrol people: the first is an administrator, who enrols the others."""

from datetime import datetime

from audit.people.rules import check_actor
from pucha.wire import Stores
from schema.types.casework import Act, Entry, Person, Role
from schema.types.errors import UsageError


async def enrol(stores: Stores, one: Person, by: str | None, now: datetime) -> None:
    """Enrol a person, or give one another role; raise UsageError unless an administrator asks."""
    known = await stores.cases.people()
    if not one.name.strip():
        raise UsageError("a person has a name")
    if known:
        if by is None:
            raise UsageError("only an administrator enrols people: say who with --by")
        asks = check_actor(by, known, Act.ENROL)
    elif one.role is not Role.ADMIN:
        raise UsageError("the first person is an administrator: --role admin")
    else:
        asks = one
    entry = Entry(
        act=Act.ENROL,
        by=asks.name,
        role=asks.role,
        at=now,
        text=f"{one.name} {one.role.value} {one.division}".rstrip(),
        body={"name": one.name, "role": one.role, "division": one.division},
    )
    await stores.cases.enrol(one, entry)
