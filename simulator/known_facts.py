"""Derive what one visit can know about a site, its faults and its family taken into account."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from simulator.facts import LINKS_ONLY, ColumnFact, LetterFact, SiteFacts
from simulator.families import FAMILIES
from simulator.faults import HOMELESS, UNREADABLE, carried
from simulator.model import Column, Dating, Form, Item, Letter, Reply, Site, Visibility

_CONSULT = "咨询"
_WEAK = frozenset({Dating.DOCUMENT, Dating.MONTH})
_FORM_WORDS: dict[Form, tuple[str, tuple[str, ...]]] = {
    Form.SINGLE: ("single", ()),
    Form.MAILBOX: ("read", ("none",)),
    Form.PARENT: ("parent", ()),
    Form.SOFT_404: ("none", ("unreadable",)),
    Form.OFFSITE: ("none", (LINKS_ONLY, "unreadable")),
}


def facts_of(site: Site) -> SiteFacts:
    """Read the facts of a site as it stands."""
    facts = SiteFacts(
        as_of=site.as_of,
        readable=not site.faults & UNREADABLE,
        home_readable=not site.faults & HOMELESS,
        robots_closed=site.robots == "closed",
        portal=site.is_portal,
        columns=tuple(_column_fact(site, column) for column in site.columns),
        letters=tuple(
            _letter_fact(site, column, letter)
            for column in site.columns
            for letter in column.letters
        ),
    )
    for fault in carried(site.faults):
        if fault.facts is not None:
            facts = fault.facts(facts, site)
    return facts


def _column_fact(site: Site, column: Column) -> ColumnFact:
    family = FAMILIES[site.family]
    word, also = _list_word(site, column)
    source = column
    if column.child is not None:
        source = next(other for other in site.columns if other.number == column.child)
    dates = [_known_date(column, item) for item in source.items if item.published <= site.as_of]
    listed = column.form is Form.LIST
    return ColumnFact(
        name=column.name,
        path=family.column_path(column),
        kind=column.kind,
        form=column.form,
        word=word,
        also=also,
        rows=family.first_rows(column) if listed else len(column.letters),
        newest=max(dates, default=None),
        proved=column.dating not in _WEAK,
        newest_also=_also_newest(column, source.items, site.as_of),
        home=column.home,
        registered=column.registered,
        level=_level(site, column),
        days=tuple(dates),
        held=tuple(
            (item.activity.start, item.activity.end) for item in source.items if item.activity
        ),
    )


def _level(site: Site, column: Column) -> int:
    """Count the steps from the menu; the child of a column that leads to it is one below."""
    beneath = column.under is not None or any(one.child == column.number for one in site.columns)
    return 2 if beneath else 1


def _known_date(column: Column, item: Item) -> date:
    """Give what can be known of an item's date: of a month alone its last day."""
    if column.dating is Dating.DOCUMENT:
        return item.document_date
    if column.dating is Dating.MONTH:
        return item.published.replace(day=_days_in_month(item.published))
    return item.published


def _days_in_month(day: date) -> int:
    return monthrange(day.year, day.month)[1]


def _also_newest(column: Column, items: Sequence[Item], as_of: date) -> tuple[date, ...]:
    """Give dates that are as right: a month's other days, an address's, a conflicting list's."""
    if column.dating is Dating.MONTH:
        newest = max((item.published for item in items if item.published <= as_of), default=as_of)
        days = range(1, _days_in_month(newest) + 1)
        return tuple(newest.replace(day=day) for day in days)
    if column.dating is Dating.DOCUMENT:  # an address may name the day of publishing
        return tuple(sorted({item.published for item in items if item.published <= as_of})[-1:])
    listed = [item.listed for item in items if item.listed is not None and item.listed <= as_of]
    return (max(listed),) if listed else ()


def _list_word(site: Site, column: Column) -> tuple[str, tuple[str, ...]]:
    """Return the word of §5 and the words that are as right."""
    if column.form in _FORM_WORDS:
        return _FORM_WORDS[column.form]
    if column.items and all(item.link is not None for item in column.items):
        return LINKS_ONLY, ()
    scripted = FAMILIES[site.family].scripted(column)
    if column.form is Form.EMPTY:
        return "empty", ("elsewhere",) if scripted else ()
    return ("elsewhere", ("read",)) if scripted else ("read", ())


def _letter_fact(site: Site, column: Column, letter: Letter) -> LetterFact:
    return LetterFact(
        title=letter.title,
        path=FAMILIES[site.family].letter_path(column, letter),
        asked=letter.asked,
        replied=letter.replied,
        reply=letter.reply,
        consult=_CONSULT in column.name,
        also=_as_listed(column, letter),
    )


def _as_listed(column: Column, letter: Letter) -> tuple[str, ...]:
    refused = letter.reply is Reply.CLOSED and column.visibility is Visibility.REPLIED
    return ("answered",) if refused else ()
