"""The rows of one survey, for `rows_json` to make storable and the fenced statement to take."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

from schema.store.probe_rows import probe_rows
from schema.types.codec import evidence_values
from schema.types.column import ColumnClass
from schema.types.dates import DateClaim
from schema.types.evidence import Evidence
from schema.types.facts import ColumnFact, LetterFact, VisitFact
from schema.types.storable import storable
from schema.types.survey import FinishedSurvey

Row = dict[str, Any]
UrlKey = Callable[[str], str]
"""Makes the key of a page; the crawler has it."""
_CLAIM = TypeAdapter(DateClaim)
_KEY_CHARS = 500
"""Of a title in a key: an index takes 2,704 bytes."""
_KEEP_OF_CLAIM = {"value", "source", "precision", "inferred_year", "raw"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRows:
    """Every row that one accepted attempt adds."""

    outcome: str
    pages: int
    seconds: float
    evidence: list[Row]
    probes: list[Row]
    checks: list[Row]
    columns: list[Row]
    items: list[Row]
    letters: list[Row]

    def parts(self) -> dict[str, list[Row]]:
        """Give the record sets by their parameter names."""
        return {
            "evidence": self.evidence,
            "probes": self.probes,
            "checks": self.checks,
            "columns": self.columns,
            "items": self.items,
            "letters": self.letters,
        }


def result_rows(survey: FinishedSurvey, *, url_key: UrlKey) -> ResultRows:
    """Turn a survey's result into rows."""
    result, at = survey.result, survey.started_at
    facts = [one.fact for one in result.evidence]
    visits = [fact for fact in facts if isinstance(fact, VisitFact)]
    columns = [
        fact
        for fact in facts
        if isinstance(fact, ColumnFact) and fact.column_class is not ColumnClass.HOME
    ]
    return ResultRows(
        outcome=visits[0].counts_as if visits else "own_fault",
        pages=result.pages,
        seconds=survey.seconds,
        evidence=[_evidence_row(seq, one) for seq, one in enumerate(result.evidence)],
        probes=[row for one in result.evidence for row in probe_rows(one)],
        checks=_once(
            {
                "url_key": url_key(check.url),
                "url": check.url,
                "purpose": check.purpose,
                "outcome": check.outcome,
                "status": check.status,
                "counts_as": check.counts_as,
                "at": check.at.isoformat(),
            }
            for check in result.checks
        ),
        columns=_once(
            {
                "url_key": url_key(fact.url),
                "url": fact.url,
                "name": fact.name,
                "column_class": fact.column_class,
            }
            for fact in columns
        ),
        items=_once(
            {
                "column_key": url_key(item.column_url),
                "url_key": item.url_key,
                "url": item.url,
                "title": item.title,
                "claims": [
                    _CLAIM.dump_python(claim, mode="json", include=_KEEP_OF_CLAIM)
                    for claim in item.claims
                ],
                "texts": [] if item.text is None else [item.text],
                "at": at.isoformat(),
            }
            for item in result.items
        ),
        letters=_once(
            _letter_row(fact, at, url_key) for fact in facts if isinstance(fact, LetterFact)
        ),
    )


def _evidence_row(seq: int, one: Evidence) -> Row:
    return {"kind": one.fact.kind, "seq": seq, "body": evidence_values(one)}


def _letter_row(fact: LetterFact, at: datetime, url_key: UrlKey) -> Row:
    return {
        "column_key": url_key(fact.column_url),
        "url_key": url_key(fact.url)
        if fact.url
        else f"title:{fact.title[:_KEY_CHARS]}:{fact.asked}",
        "url": fact.url,
        "title": fact.title,
        "channel": fact.channel,
        "asked": fact.asked.isoformat() if fact.asked else None,
        "replied": fact.replied.isoformat() if fact.replied else None,
        "state": fact.state,
        "note": fact.note,
        "history": [{"at": at.isoformat(), "state": fact.state, "note": fact.note}],
        "at": at.isoformat(),
    }


def _once(rows: Iterable[Row]) -> list[Row]:
    """Keep one row a key: an upsert may not touch a row twice."""
    found: dict[tuple[object, ...], Row] = {}
    for row in rows:
        # Two keys may be one when they are stored; the rest of a row is made storable with all.
        key = storable([row.get("column_key"), row["url_key"], row.get("purpose")])
        found.setdefault(tuple(key), row)
    return list(found.values())
