"""Places of a problem (问题): one column or one letter, under the evidence that shows it."""

from datetime import date

from audit.case.casefile import ColumnCase, Sighting
from audit.case.freshness import newest
from schema.types.facts import LetterFact
from schema.types.finding import Finding, Place
from schema.types.reading import ListState


def problems(finding: Finding) -> tuple[Place, ...]:
    """Give the proved places of a finding, each cause once: its latest place, and all its times."""
    found: dict[str, Place] = {}
    for place in finding.places:
        before = found.get(place.cause)
        if before is None or place.times >= before.times:
            found[place.cause] = place
    return tuple(found.values())


def column_place(column: ColumnCase, note: str) -> Place:
    """Name a column by the last sighting that tells what its list holds."""
    shown = column.settled or column.latest
    return Place(
        title=shown.fact.name,
        url=column.url,
        at=shown.at,
        evidence=shown.id,
        cause=f"column:{column.url}",
        note=note,
    )


def last_update(column: ColumnCase, today: date) -> str:
    """Say what is newest in a column, or that it is empty (空白栏目)."""
    fact = (column.settled or column.latest).fact
    if fact.list_state is ListState.EMPTY:
        return "空白栏目"
    claim = newest(fact, today)
    return "未见有日期的信息" if claim is None else f"最新信息日期{claim.value.isoformat()}"


def letter_place(letter: tuple[Sighting[LetterFact], ...]) -> Place:
    """Name a letter by the last look at its own page; without one of its own by its row."""
    shown = next((one for one in reversed(letter) if one.fact.detail_read), letter[-1])
    fact = shown.fact
    asked = "" if fact.asked is None else fact.asked.isoformat()
    return Place(
        title=fact.title,
        url=fact.url or fact.column_url,
        at=shown.at,
        evidence=shown.id,
        cause=f"letter:{fact.url or f'{fact.column_url} {asked} {fact.title}'}",
        note=f"来信日期{asked}，未见答复" if asked else "未见答复",
    )
