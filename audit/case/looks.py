"""Two looks at one address: what failed twice, hours apart, is dead (vocabulary §9)."""

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from itertools import takewhile

from audit.case.casefile import FactT, Sighting
from schema.types.finding import Place

Looks = Sequence[Sighting[FactT]]


def failed_twice(
    looks: "Looks[FactT]", failed: Callable[[FactT], bool], gap: timedelta
) -> bool | None:
    """Tell whether two failed looks lie at least `gap` apart; None: one look failed, or too close.

    False where the latest look did not fail: what opens again is not dead. A failure before a look
    that did not fail was another one, and over.
    """
    if not looks or not failed(looks[-1].fact):
        return False
    times = [one.at for one in takewhile(lambda one: failed(one.fact), reversed(looks))]
    return True if max(times) - min(times) >= gap else None


def place_of(  # noqa: PLR0913 (the parts of a place, all by name)
    look: "Sighting[FactT]", *, title: str, url: str, cause: str, note: str = "", times: int = 1
) -> Place:
    """Make the place of a problem out of the look that shows it."""
    return Place(
        title=title,
        url=url,
        at=look.at,
        evidence=look.id,
        cause=f"{cause}:{url}",
        times=times,
        note=note,
    )


def all_ids(groups: Iterable["Looks[FactT]"]) -> tuple[str, ...]:
    """Give the evidence ids of every look."""
    return tuple(one.id for looks in groups for one in looks)
