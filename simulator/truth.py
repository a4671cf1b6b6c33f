"""The truth record of one site, in the words of `vocabulary.md`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Self

from simulator.activities import has_result
from simulator.aliases import alias
from simulator.editions import CENSUS, EDITIONS, Edition, Judge
from simulator.eyes import judged_by_all, views_of
from simulator.facts import (
    LINKS_ONLY,
    ColumnFact,
    LetterFact,
    SiteFacts,
    column_state,
    letter_state,
)
from simulator.families import FAMILIES
from simulator.fault import OPENED
from simulator.faults import UNREADABLE, carried
from simulator.judge import Verdict
from simulator.known_facts import facts_of
from simulator.model import Site
from simulator.states import states
from simulator.week import visit_of, words_of_week


def home_url(site: Site) -> str:
    """Return the registered address of a site's home page."""
    return f"{'https' if site.secure else 'http'}://{site.host}/"


def base_of(site: Site) -> str:
    """Return scheme and name under which the pages stand.

    Ports are the default ones, which the server stands for.
    """
    secure, host = site.secure, site.host
    for fault in carried(site.faults):
        secure = secure != fault.other_scheme
        host = alias(site.host, fault.other_name) if fault.other_name is not None else host
    return f"{'https' if secure else 'http'}://{host}"


def truth(site: Site, editions: Sequence[str] = tuple(EDITIONS)) -> dict[str, Any]:
    """Return the truth of one site as it stands in `truth.ndjson`.

    `items` are the verdicts after one visit; `items_history` those after a week of visits to the
    homepage (one an hour) and two surveys at least four hours apart; `deductions` are the deducting
    items of which the province is certain. They are those of the first edition; `editions` holds
    the same of the others by their names.
    """
    views = views_of(facts_of(site), site)
    facts = views[0]
    base = base_of(site)
    judged = {name: _Judged.under(EDITIONS[name], views, site) for name in editions}
    first, *others = editions
    by_census = judged.get(CENSUS) or _Judged.under(EDITIONS[CENSUS], views, site)
    return {
        "n": site.number,
        "name": site.name,
        "url": home_url(site),
        "code": site.code,
        "family": site.family,
        "robots": site.robots.value,
        "faults": sorted(site.faults),
        "visit": _visit(site),
        "columns": [_column(fact, facts, base) for fact in facts.columns],
        "letters": [_letter(fact, base) for fact in facts.letters],
        "activities": _activities(site, base),
        "edition": first,
        **judged[first].as_json(),
        "editions": {name: judged[name].as_json() for name in others},
        "states": states(facts, *by_census.vetoes, base),
    }


_Both = tuple[dict[str, Verdict], dict[str, Verdict]]
"""The verdicts after one visit, and those after a week of visits and two surveys."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judged:
    """What is true under one edition."""

    vetoes: _Both
    deductions: _Both

    @classmethod
    def under(cls, edition: Edition, views: Sequence[SiteFacts], site: Site) -> Self:
        week = words_of_week(site)

        def both(judge: Judge) -> _Both:
            twice = partial(judge, week=week, twice=True)
            once, later = judged_by_all(views, judge), judged_by_all(views, twice)
            return _widened(once, site), _widened(later, site)

        return cls(vetoes=both(edition.vetoes), deductions=both(edition.deductions))

    def as_json(self) -> dict[str, Any]:
        """Write the verdicts as they stand in the record."""
        names = ("items", "items_history", "deductions", "deductions_history")
        parts = zip(names, (*self.vetoes, *self.deductions), strict=True)
        return {name: _items(verdicts) for name, verdicts in parts}


def _activities(site: Site, base: str) -> list[dict[str, Any]]:
    """List the collections and interviews; a shell shows none of them."""
    family = FAMILIES[site.family]
    if family.shell or site.faults & UNREADABLE:
        return []
    return [
        {
            "class": column.kind.value,
            "title": item.title,
            "url": base + family.item_path(site, column, item),
            "start": item.activity.start.isoformat(),
            "end": item.activity.end.isoformat(),
            "result": has_result(item.activity, site.as_of),
        }
        for column in site.columns
        for item in column.items
        if item.activity is not None
    ]


def _widened(verdicts: dict[str, Verdict], site: Site) -> dict[str, Verdict]:
    for fault in carried(site.faults):
        if fault.verdicts is not None:
            verdicts = fault.verdicts(verdicts, site)
    return verdicts


def _items(verdicts: Mapping[str, Verdict]) -> dict[str, Any]:
    return {
        item: {"verdict": verdict.word, "also": list(verdict.also), "why": verdict.why}
        for item, verdict in verdicts.items()
    }


def _visit(site: Site) -> dict[str, Any]:
    visit = visit_of(site)
    if FAMILIES[site.family].shell and visit == OPENED:
        visit = replace(visit, page_class="js_required")
    also = visit.also
    if site.robots == "closed" and not site.faults & UNREADABLE:
        also = ("undetermined",)
    return {
        "counts_as": visit.counts_as,
        "class": visit.page_class,
        "also": list(also),
        "defects": list(visit.defects),
    }


def _column(fact: ColumnFact, facts: SiteFacts, base: str) -> dict[str, Any]:
    """Write a column; of an unreadable site nothing can be known but its address."""
    word, also = fact.word, fact.also
    newest, newest_also = fact.newest if fact.proved else None, _also_newest(fact)
    state, rows = column_state(fact, facts.as_of), fact.rows
    if not facts.readable:
        word, also, state, rows = "unreadable", ("none",), "unreadable", 0
        newest, newest_also = None, []
    elif facts.robots_closed:  # an auditor that obeys robots.txt sees no column of this site
        also, newest_also = (*also, "unreadable"), [*newest_also, None]
    return {
        "name": fact.name,
        "url": base + fact.path,
        "class": fact.kind.value,
        "list": word,
        "list_also": list(also),
        "rows": rows,
        "newest": newest.isoformat() if newest else None,
        "newest_also": newest_also,
        "state": state,
        "home": fact.home,
        "registered": fact.registered,
    }


def _also_newest(fact: ColumnFact) -> list[str | None]:
    """List other answers that are as right: a weak date, or none where the list has no rows."""
    also: list[str | None] = [day.isoformat() for day in fact.newest_also]
    if not fact.proved:
        return [*also, fact.newest.isoformat()] if fact.newest else also
    unread = fact.word in {"parent", "single", LINKS_ONLY} or "unreadable" in fact.also
    return [*also, None] if unread else also


def _letter(fact: LetterFact, base: str) -> dict[str, Any]:
    state, note = letter_state(fact.reply)
    return {
        "title": fact.title,
        "url": base + fact.path,
        "asked": fact.asked.isoformat(),
        "replied": fact.replied.isoformat() if fact.replied else None,
        "state": state,
        "note": note,
        "also": list(fact.also),
    }
