"""Items made for a fault: so many, of these ages, in this order."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from simulator import words
from simulator.model import Column, Item, Site


def aged(site: Site, column: Column, ages: Sequence[int]) -> tuple[Item, ...]:
    """Draw one item for each age in days, in the order of the ages, each with its own title."""
    rng = Random(f"{site.seed}:{site.number}:aged:{column.number}")
    return tuple(
        Item(
            number=serial,
            title=f"{words.title(rng, column.kind, site.unit)}（第{serial}期）",
            published=site.as_of - timedelta(days=age),
            document_date=site.as_of - timedelta(days=age),
        )
        for serial, age in enumerate(ages, start=1)
    )


def ending_on(site: Site, column: Column, newest: date) -> Column:
    """Give a column whose newest item is of one day, and the others weeks apart before it."""
    age = (site.as_of - newest).days
    items = aged(site, column, [age + back for back in range(0, 240, 30)])
    return replace(column, items=items, coming=())
