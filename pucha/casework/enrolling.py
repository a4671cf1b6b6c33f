"""Enrol people: the first is an administrator, who enrols the others."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from audit.people.rules import check_actor, find_person
from pucha.wire import Stores
from schema.types.casework import Act, Entry, Person, Role
from schema.types.errors import UsageError
from schema.types.names import tidy


async def enrol(stores: Stores, one: Person, by: str | None, now: datetime) -> Person:
    """Enrol a person, or give one another role; raise UsageError unless an administrator asks.

    Give the person as enrolled: a name that only looks like another is no second person.
    """
    known = await stores.cases.people()
    one = _named(one, known)
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
    return one


def _named(one: Person, known: Iterable[Person]) -> Person:
    """Give a person by the tidy name, or by that under which they are known already."""
    name = tidy(one.name)
    if not name:
        raise UsageError("a person has a name")
    same = find_person(name, known)
    if same is None:
        return replace(one, name=name)
    if tidy(same.name) != name:
        raise UsageError(
            f"{name!r} reads as {same.name!r}, who is enrolled already: two people have two names, "
            "say 张三（乙县）"
        )
    return replace(one, name=same.name)
