"""Who may do what: every refusal is one clear sentence."""

from collections.abc import Iterable

from schema.types.casework import Act, Person, Role
from schema.types.errors import UsageError
from schema.types.names import name_key
from schema.types.site import Site

_MAY: dict[Act, frozenset[Role]] = {
    Act.ENROL: frozenset({Role.ADMIN}),
    Act.CONFIRM: frozenset({Role.REVIEWER, Role.SECOND_REVIEWER, Role.OFFICE}),
    Act.REJECT: frozenset({Role.REVIEWER, Role.SECOND_REVIEWER, Role.OFFICE}),
    Act.AMEND: frozenset({Role.REVIEWER, Role.SECOND_REVIEWER, Role.OFFICE}),
    Act.PUBLISH: frozenset({Role.OFFICE, Role.SECOND_REVIEWER}),
    Act.APPEAL: frozenset({Role.OPERATOR}),
    Act.ACCEPT: frozenset({Role.REVIEWER, Role.SECOND_REVIEWER, Role.OFFICE}),
    Act.DISMISS: frozenset({Role.REVIEWER, Role.SECOND_REVIEWER, Role.OFFICE}),
    Act.SELF_CHECK: frozenset({Role.OPERATOR, Role.OFFICE}),
    Act.FIND: frozenset({Role.OFFICE}),
    Act.ISSUE: frozenset({Role.OFFICE}),
    Act.BEGIN: frozenset({Role.OPERATOR, Role.OFFICE}),
    Act.REPORT: frozenset({Role.OPERATOR}),
    Act.KEEP: frozenset({Role.REVIEWER, Role.SECOND_REVIEWER, Role.OFFICE}),
    Act.CLOSE: frozenset({Role.REVIEWER, Role.SECOND_REVIEWER, Role.OFFICE}),
    Act.FALSE_ALARM: frozenset({Role.REVIEWER, Role.SECOND_REVIEWER, Role.OFFICE}),
    Act.EXEMPT: frozenset({Role.OFFICE}),
    Act.DRAW: frozenset({Role.OFFICE}),
    Act.CHECK: frozenset({Role.REVIEWER, Role.SECOND_REVIEWER}),
    Act.NOTIFY: frozenset({Role.OFFICE}),
}


def check_actor(name: str, known: Iterable[Person], act: Act, site: Site | None = None) -> Person:
    """Give the person who acts; raise UsageError for a stranger or one who may not do this.

    A name is the same in every spelling that reads the same (schema.types.names).
    """
    person = find_person(name, known)
    if person is None:
        raise UsageError(f"nobody is enrolled as {name!r}: `pucha people add` does it")
    if not may(person.role, act):
        roles = ", ".join(sorted(role.value for role in _MAY[act]))
        raise UsageError(f"{name} is {person.role.value} and may not {act.value}: {roles} may")
    if site is not None and not acts_for(person, site):
        raise UsageError(f"{name} acts for {person.division}, which {site.home_url} is no part of")
    return person


def find_person(name: str, known: Iterable[Person]) -> Person | None:
    """Find who is enrolled under a name, however it is spelled."""
    return next((one for one in known if name_key(one.name) == name_key(name)), None)


def check_reason(text: str) -> str:
    """Give a reason as it is kept; raise UsageError where there is none."""
    if not text.strip():
        raise UsageError("a reason is needed: --reason TEXT")
    return text.strip()


def check_another(name: str, first: Iterable[str], what: str) -> None:
    """Raise UsageError where the second person would be the first."""
    if name_key(name) in {name_key(one) for one in first}:
        raise UsageError(f"{name} {what}: the second person must be another")


def may(role: Role, act: Act) -> bool:
    """Tell whether a role may do something; an administrator may do all."""
    return role is Role.ADMIN or role in _MAY[act]


def acts_for(person: Person, site: Site) -> bool:
    """Tell whether a site is one of a person's: of their province, city, county or unit."""
    places = {site.province, site.city, site.county, site.sponsor, site.supervisor}
    return not person.division or person.division in places
