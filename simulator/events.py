"""What happens to sites in the days after the first one: drawn from the seed, seen by a day's view.

A site without faults may have one event. Events that touch items change what was drawn, so that a
day's view needs no memory; a hijack and another CMS change the site from their day on. Of the sites
whose one fault an office can mend overnight, some have mended it on the second day.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from random import Random

from simulator.activities import with_activity
from simulator.families import FAMILIES
from simulator.model import Column, ColumnClass, Form, Item, Reply, Robots, Site
from simulator.plan import Order

_SILENT_DAYS = 40
"""Days before the first one in which a column that is to recover shows nothing."""
_BACKDATED = (2, 5, 9)
"""How old the items are that were put in later, on the day on which they appear."""
_LATE_NUMBER = 800
"""The number of the first of them; no column has as many items."""
_SHARE = 60
"""Per cent of the sites without faults that have an event."""
_HIJACKED = "E-PARKED"
_MENDABLE = (frozenset({"Z-EMPTY-REAL"}), frozenset({"R-UNANSWERED"}))
_MENDED_SHARE = 50
"""Per cent of the sites with such a fault that mend it."""


class Happening(StrEnum):
    """What happens to a site."""

    ROTS = "rots"
    """Nothing new appears any more."""
    RECOVERS = "recovers"
    """It stood still for long, and goes on."""
    BACKDATES = "backdates"
    """It stood still for long, and its news get items that claim earlier days."""
    HIJACKED = "hijacked"
    """Its name is parked and sold."""
    MOVES = "moves"
    """It gets another CMS, with other addresses."""
    MENDS = "mends"
    """Its empty columns are filled, its letters are answered."""


_DAYS = {
    Happening.ROTS: (0, 2),
    Happening.RECOVERS: (4, 9),
    Happening.BACKDATES: (4, 9),
    Happening.HIJACKED: (3, 10),
    Happening.MOVES: (3, 10),
}
"""Days after the first one, bounds included, of what happens to sites without faults."""
_OVERNIGHT = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event of one site."""

    what: Happening
    day: date


def event_of(order: Order, site: Site, first: date) -> Event | None:
    """Tell what happens to a drawn site; None: nothing."""
    if not order.events or site.robots is Robots.CLOSED:
        return None
    rng = Random(f"{order.seed}:{site.number}:event")
    if site.faults:
        mends = site.faults in _MENDABLE and rng.randrange(100) < _MENDED_SHARE
        return Event(what=Happening.MENDS, day=first + _OVERNIGHT) if mends else None
    if rng.randrange(100) >= _SHARE:
        return None
    what = list(_DAYS)[site.number % len(_DAYS)]
    return Event(what=what, day=first + timedelta(days=rng.randint(*_DAYS[what])))


def with_event(order: Order, site: Site, first: date, day: date) -> Site:
    """Give a drawn site as its event leaves it on a day; its items still hold the days to come."""
    event = event_of(order, site, first)
    if event is None:
        return site
    if event.what is Happening.HIJACKED:
        return replace(site, faults=frozenset({_HIJACKED})) if day >= event.day else site
    if event.what is Happening.MOVES:
        return replace(site, family=_other_family(order, site)) if day >= event.day else site
    if event.what is Happening.MENDS:
        mended = (_mended(site, column, event.day) for column in site.columns)
        return replace(site, columns=tuple(mended)) if day >= event.day else site
    columns = (_changed(column, event, first) for column in site.columns)
    return replace(site, columns=tuple(columns))


def _other_family(order: Order, site: Site) -> str:
    able = [one for one in FAMILIES if not order.families or one in order.families]
    return able[(able.index(site.family) + 1) % len(able)]


def _mended(site: Site, column: Column, day: date) -> Column:
    """Fill a column that holds nothing, and answer every letter that waits."""
    letters = tuple(
        replace(letter, reply=Reply.ANSWERED, replied=day)
        if letter.replied is None and letter.asked < day
        else letter
        for letter in column.letters
    )
    if column.form is not Form.EMPTY:
        return replace(column, letters=letters)
    title = f"{column.name}有关情况"
    item = Item(number=_LATE_NUMBER, title=title, published=day, document_date=day)
    return replace(column, form=Form.LIST, items=(with_activity(site, column.kind, item),))


def _changed(column: Column, event: Event, first: date) -> Column:
    """Change a column: a site that falls silent does so in all of them, its letters too."""
    silent = event.day if event.what is Happening.ROTS else first - timedelta(days=_SILENT_DAYS)
    letters = tuple(letter for letter in column.letters if letter.asked < silent)
    if column.form is not Form.LIST or not column.items:
        return replace(column, letters=letters)
    if event.what is Happening.ROTS:
        return replace(column, coming=_from(column.coming, None, silent))
    old = _from(column.items, None, silent) or (_aged(column.items[-1], silent),)
    anew: tuple[Item, ...] = ()
    if event.what is Happening.RECOVERS:
        again = replace(
            column.items[0], number=_LATE_NUMBER, published=event.day, document_date=event.day
        )
        anew = (again, *_from(column.coming, event.day + timedelta(days=1), None))
    elif column.kind is ColumnClass.NEWS:
        anew = tuple(
            _late(column.items[place % len(column.items)], _LATE_NUMBER + place, age, event.day)
            for place, age in enumerate(reversed(_BACKDATED))
        )
    return replace(column, items=old, coming=anew)


def _from(items: Iterable[Item], since: date | None, until: date | None) -> tuple[Item, ...]:
    """Keep the items of the days from `since` on and before `until`."""
    return tuple(
        item
        for item in items
        if (since is None or item.published >= since) and (until is None or item.published < until)
    )


def _aged(item: Item, day: date) -> Item:
    return replace(item, published=day - timedelta(days=1), document_date=day - timedelta(days=1))


def _late(like: Item, number: int, age: int, day: date) -> Item:
    """Make an item that appears on a day and claims an earlier one."""
    claimed = day - timedelta(days=age)
    return replace(
        like, number=number, title=f"{like.title}（补录{number}）", published=claimed,
        document_date=claimed, shown=day, pinned=False,
    )  # fmt: skip
