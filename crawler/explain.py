"""Say why a page was read as it was: its kind, the lists to choose from, and each of its dates."""

from dataclasses import dataclass
from datetime import date

from crawler.extract.columns.columns import find_columns
from crawler.extract.dates.date_labels import role_before
from crawler.extract.dates.date_text import TextDate
from crawler.extract.kinds.kind import KindSigns, deciding_sign
from crawler.extract.lists.candidates import Candidate, find_candidates
from crawler.extract.lists.list_score import survey
from crawler.extract.page.flow import Zone
from crawler.extract.page.page_name import page_names
from crawler.reading import Examined
from schema.types.date_words import DateRole
from schema.types.dates import DateSource
from schema.types.reading import ColumnLink, PageReading

MOST_LISTS = 8
MOST_DATES = 60
_CONTEXT = 16
"""Characters before and behind a date that a person needs to find it."""
_SAMPLES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ListView:
    """One list that the page might be: its place, its rows, and how it was weighed."""

    locator: str
    rows: int
    dated: int
    weight: float
    value: float
    """The weight with its place counted in: the largest is chosen."""
    chosen: bool
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DateView:
    """One date in the text: what its label says, where it stands, and what became of it."""

    value: date | None
    raw: str
    around: str
    locator: str
    role: DateRole | None
    """What the label before it makes of it; None without a label."""
    zone: str
    """link, foot, side or nothing: dates there are not the page's own."""
    source: DateSource | None
    """The claim that it became; None: it was not taken for a publish date."""
    chosen: bool
    again: bool
    """The chosen day once more, in another place."""
    in_row: bool
    """It stands in a row of the list that was read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A reading with what speaks for it, in the order that a person asks."""

    reading: PageReading
    decided_by: str
    """The question of `crawler.extract.kinds.kind` that decided; empty: the page's class did."""
    signs: KindSigns
    rows_by_family: bool
    names: tuple[str, ...]
    """The names that the page goes by, for lists of letters and side headings."""
    lists: tuple[ListView, ...]
    dates: tuple[DateView, ...]
    columns: tuple[ColumnLink, ...]


def explain_page(examined: Examined) -> Explanation:
    """Say why an examined page was read as it was."""
    page = examined.page
    return Explanation(
        reading=examined.reading,
        decided_by="family" if examined.findings.rows_by_family else deciding_sign(examined.signs),
        signs=examined.signs,
        rows_by_family=examined.findings.rows_by_family,
        names=page_names(examined.findings.dated.layout),
        lists=_lists(examined),
        dates=_dates(examined),
        columns=find_columns(page.tree, base=page.base, lexicon=page.lexicon),
    )


def _lists(examined: Examined) -> tuple[ListView, ...]:
    """Weigh the lists again as `lists.find_list` does; none is chosen where a family read rows."""
    layout, lexicon = examined.findings.dated.layout, examined.page.lexicon
    about = survey(layout, lexicon.list_words, page_names(layout))
    found = find_candidates(layout, about, lexicon)[:MOST_LISTS]
    items = {item.locator for item in examined.findings.rows.items}

    def view(one: Candidate) -> ListView:
        heads = {layout.path_of(record.head) for record in one.group.records}
        return ListView(
            locator=layout.path_of(one.group.place),
            rows=len(one.rows),
            dated=one.dated,
            weight=round(one.weight, 2),
            value=round(one.value, 2),
            chosen=not examined.findings.rows_by_family and not items.isdisjoint(heads),
            samples=tuple(row.title for row in one.rows[:_SAMPLES]),
        )

    return tuple(view(one) for one in found)


def _dates(examined: Examined) -> tuple[DateView, ...]:
    found = examined.findings
    return tuple(_date(examined, one) for one in found.flow.dates[:MOST_DATES])


def _date(examined: Examined, one: TextDate) -> DateView:
    found, flow = examined.findings, examined.findings.flow
    locator = found.dated.layout.path_of(flow.owner_at(one.start))
    claim = next(
        (c for c in found.published.claims if c.locator == locator and c.value == one.value), None
    )
    chosen = found.published.chosen
    items = examined.reading.items
    around = flow.text[max(0, one.start - _CONTEXT) : one.end + _CONTEXT]
    return DateView(
        value=one.value,
        raw=one.raw,
        around=" ".join(around.split()),
        locator=locator,
        role=role_before(flow.text, one.start, examined.page.lexicon.date_words),
        zone=_zone(flow.zone_at(one.start)),
        source=None if claim is None else claim.source,
        chosen=claim is not None and claim is chosen and examined.reading.published is not None,
        again=chosen is not None and chosen.value == one.value,
        in_row=any(f"{locator}>".startswith(f"{item.locator}>") for item in items),
    )


def _zone(zone: int) -> str:
    if zone & Zone.FOOT:
        return "foot"
    if zone & Zone.SIDE:
        return "side"
    return "link" if zone & Zone.LINK else ""
