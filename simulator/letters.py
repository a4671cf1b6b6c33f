"""Draws the public letters of a mailbox (政务咨询) from the seed."""

from datetime import timedelta
from random import Random

from simulator import words
from simulator.model import ColumnClass, Letter, Reply, Site

#: (reply, youngest age in days, oldest age in days, how many); the edges of 3 months and 1 year
#: stay well outside.
_ORDINARY = (
    (Reply.ANSWERED, 20, 340, 12),
    (Reply.CLOSED, 120, 300, 1),
    (Reply.WORKING, 5, 60, 2),
    (Reply.WAITING, 0, 20, 1),
    (Reply.WAITING, 420, 600, 1),
)
_BY_FAULT = {
    "R-UNANSWERED": ((Reply.WAITING, 120, 330, 2), (Reply.WORKING, 125, 320, 1)),
    "R-ACK-ONLY": ((Reply.ACKNOWLEDGED, 120, 330, 3),),
    "Z-ZOMBIE": ((Reply.ANSWERED, 760, 1000, 8),),
}


def draw_letters(site: Site, column: int) -> tuple[Letter, ...]:
    """Return the letters, the one asked last first; a zombie's mailbox holds only old ones."""
    rng = Random(f"{site.seed}:{site.number}:letters:{column}")
    rows = () if "Z-ZOMBIE" in site.faults else _ORDINARY
    for fault, extra in _BY_FAULT.items():
        if fault in site.faults:
            rows = (*rows, *extra)
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
        replied=asked + timedelta(days=rng.randint(1, min(18, age))) if answered else None,
        reply=reply,
    )
