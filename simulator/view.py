"""What stands on a site on one day: the drawn truth without what is yet to come."""

from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from simulator.draw import draw_site
from simulator.events import with_event
from simulator.model import Column, Form, Item, Letter, Reply, Site
from simulator.plan import Order


@lru_cache(maxsize=2_000)
def site_on(order: Order, first: date, number: int, day: date) -> Site:
    """Give site `number` as it stands on a day; one object a day, so that caches find it again."""
    site = with_event(order, draw_site(order, first, number), first, day)
    columns = tuple(_column_on(column, day) for column in site.columns)
    return replace(site, columns=columns, as_of=day)


def _column_on(column: Column, day: date) -> Column:
    letters = tuple(_letter_on(letter, day) for letter in column.letters if letter.asked <= day)
    coming = column.coming if column.form is Form.LIST else ()
    new = [item for item in reversed(coming) if _is_shown(item, day)]
    past = [item for item in column.items if _is_shown(item, day)]
    pins = [item for item in past if item.pinned]
    rest = [item for item in past if not item.pinned]
    return replace(column, items=(*pins, *new, *rest), letters=letters, coming=())


def _is_shown(item: Item, day: date) -> bool:
    return (item.shown or item.published) <= day


def _letter_on(letter: Letter, day: date) -> Letter:
    """Give a letter as it waits for its later reply; its office begins work after two days."""
    if letter.replied is None or letter.replied <= day:
        return letter
    begun = day - letter.asked >= timedelta(days=2)
    return replace(letter, replied=None, reply=Reply.WORKING if begun else Reply.WAITING)
