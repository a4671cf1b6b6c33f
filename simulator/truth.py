"""The truth record of one site, in the words of `vocabulary.md`."""

from typing import Any

from simulator.facts import ColumnFact, LetterFact, SiteFacts, column_state, facts_of, letter_state
from simulator.fault import OPENED
from simulator.faults import UNREADABLE, carried
from simulator.judge import judge
from simulator.model import Site


def home_url(site: Site) -> str:
    """Return the registered address of a site's home page."""
    return f"{base_of(site)}/"


def base_of(site: Site) -> str:
    """Return scheme and name of a site; ports are the default ones, which the server stands for."""
    return f"{'https' if site.secure else 'http'}://{site.host}"


def truth(site: Site) -> dict[str, Any]:
    """Return the truth of one site as it stands in `truth.ndjson`."""
    facts = facts_of(site)
    base = base_of(site)
    verdicts = judge(facts)
    for fault in carried(site.faults):
        if fault.verdicts is not None:
            verdicts = fault.verdicts(verdicts, site)
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
        "items": {
            item: {"verdict": verdict.word, "also": list(verdict.also), "why": verdict.why}
            for item, verdict in verdicts.items()
        },
    }


def _visit(site: Site) -> dict[str, Any]:
    visits = (fault.visit for fault in carried(site.faults) if fault.visit != OPENED)
    visit = next(visits, OPENED)
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
    if not fact.proved:
        return [fact.newest.isoformat()] if fact.newest else []
    return [None] if fact.word in {"parent", "single"} else []


def _letter(fact: LetterFact, base: str) -> dict[str, Any]:
    state, note = letter_state(fact.reply)
    return {
        "title": fact.title,
        "url": base + fact.path,
        "asked": fact.asked.isoformat(),
        "replied": fact.replied.isoformat() if fact.replied else None,
        "state": state,
        "note": note,
    }
