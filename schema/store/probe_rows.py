"""The rows of one visit: one for each client stack that took a look."""

from collections.abc import Iterator
from typing import Any

from pydantic import TypeAdapter

from schema.types.evidence import Evidence, Provenance
from schema.types.facts import VisitFact, VisitTry

Row = dict[str, Any]
_TRY = TypeAdapter(VisitTry)

PROBE_COLUMNS = """
    site_id, sweep_id, round_id, token, stack, vantage, at, url, final_url, ip, outcome, reason,
    status, page_class, class_sign, defects, seconds, queue, dns, connect, tls, first_byte, body,
    tries, deciding, came_to, counts_as, void, void_reason, controls_ok"""

PROBE_VALUES = """
    r.stack, r.vantage, r.at, r.url, r.final_url, r.ip, r.outcome, r.reason, r.status,
    r.page_class, r.class_sign, array(select jsonb_array_elements_text(r.defects)), r.seconds,
    r.queue, r.dns, r.connect, r.tls, r.first_byte, r.body, r.tries, r.deciding, r.came_to,
    r.came_to, r.came_to = 'void', r.void_reason, r.controls_ok"""

PROBE_RECORD = """
    site_id bigint, stack text, vantage text, at timestamptz, url text, final_url text, ip text,
    outcome text, reason text, status int, page_class text, class_sign text, defects jsonb,
    seconds double precision, queue double precision, dns double precision,
    connect double precision, tls double precision, first_byte double precision,
    body double precision, tries jsonb, deciding boolean, came_to text, void_reason text,
    controls_ok boolean"""


def probe_rows(evidence: Evidence) -> Iterator[Row]:
    """Give the rows of a visit; `tries` of a row hold every look of its stack, twins too."""
    visit = evidence.fact
    if not isinstance(visit, VisitFact):
        return
    for stack in dict.fromkeys(one.stack for one in visit.tries):
        looks = [n for n, one in enumerate(visit.tries) if one.stack == stack]
        deciding = visit.decided_by in looks
        main = visit.tries[visit.decided_by if deciding else looks[-1]]
        yield {
            "stack": stack,
            "vantage": visit.vantage,
            "at": visit.at.isoformat(),
            "deciding": deciding,
            "came_to": visit.counts_as,
            "void_reason": visit.void_reason,
            "controls_ok": visit.controls_ok,
            "tries": [_look(visit.tries[n], _source(evidence, n)) for n in looks],
            **_main_look(main, defects=visit.defects if deciding else main.defects),
        }


def _main_look(look: VisitTry, *, defects: tuple[str, ...]) -> Row:
    timings = look.timings
    return {
        "url": look.url,
        "final_url": look.final_url or look.url,
        "ip": look.ip,
        "outcome": look.outcome,
        "reason": look.reason,
        "status": look.status,
        "page_class": look.page_class,
        "class_sign": look.class_sign,
        "defects": list(defects),
        "seconds": look.seconds,
        "queue": timings.queue,
        "dns": timings.dns,
        "connect": timings.connect,
        "tls": timings.tls,
        "first_byte": timings.first_byte,
        "body": timings.body,
    }


def _look(look: VisitTry, source: Provenance | None) -> Row:
    """Give one look with the place of what was received."""
    row: Row = _TRY.dump_python(look, mode="json")
    record = None if source is None else source.record
    row["record"] = record and {
        "segment": record.segment,
        "offset": record.offset,
        "length": record.length,
    }
    row["digest"] = None if source is None else source.digest
    return row


def _source(evidence: Evidence, number: int) -> Provenance | None:
    """Give where a look was received: looks and their sources stand in the same order."""
    return evidence.provenance[number] if number < len(evidence.provenance) else None
