"""Draws the public letters of a mailbox (政务咨询) from the seed."""

from datetime import timedelta
from random import Random

from simulator import words
from simulator.faults import carried
from simulator.model import ColumnClass, Letter, LetterRows, Reply, Site

#: (reply, youngest age in days, oldest age in days, how many); the edges of 3 months and 1 year
#: stay well outside.
_ORDINARY = (
    (Reply.ANSWERED, 20, 340, 12),
    (Reply.CLOSED, 120, 300, 1),
    (Reply.WORKING, 5, 60, 2),
    (Reply.WAITING, 0, 20, 1),
    (Reply.WAITING, 420, 600, 1),
)
_TO_COME = ((Reply.ANSWERED, -40, -1, 4),)
"""Letters asked after the first day, in days before it."""


def draw_letters(site: Site, column: int) -> tuple[Letter, ...]:
    """Return the letters, the one asked last first; a zombie's mailbox holds only old ones.

    Letters of the days to come stand in it too: a view of the site leaves them out.
    """
    rng = Random(f"{site.seed}:{site.number}:letters:{column}")
    rows: LetterRows = () if "Z-ZOMBIE" in site.faults else (*_ORDINARY, *_TO_COME)
    for fault in carried(site.faults):
        rows = (*rows, *fault.letters)
    ages = [
        (rng.randint(youngest, oldest), reply)
        for reply, youngest, oldest, count in rows
        for _ in range(count)
    ]
    ages.sort(key=lambda pair: pair[0])
    return tuple(_letter(site, rng, serial, *pair) for serial, pair in enumerate(ages, start=1))


def _letter(site: Site, rng: Random, number: int, age: int, reply: Reply) -> Letter:
    asked = site.as_of - timedelta(days=age)
    answered = reply in {Reply.ANSWERED, Reply.CLOSED, Reply.ACKNOWLEDGED}
    title = words.title(rng, ColumnClass.CONSULT, site.unit)
    return Letter(
        number=number,
        title=f"{title}（第{number}号）",
        asked=asked,
        replied=asked + timedelta(days=rng.randint(1, _soon(age))) if answered else None,
        reply=reply,
    )


def _soon(age: int) -> int:
    """Give the longest time to a reply, in days: past letters were answered by now."""
    return min(18, age) if age > 0 else 18
