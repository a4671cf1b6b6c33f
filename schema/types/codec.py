"""Write evidence and sheets as the JSON values that are stored, and read them back checked."""

from typing import Any

from pydantic import TypeAdapter

from schema.types.evidence import Evidence
from schema.types.finding import Finding, ScoreSheet
from schema.types.storable import storable

_EVIDENCE = TypeAdapter(Evidence)
_SHEET = TypeAdapter(ScoreSheet)
_FINDING = TypeAdapter(Finding)


def evidence_to_json(evidence: Evidence) -> dict[str, Any]:
    """Give one evidence as plain JSON values."""
    value: dict[str, Any] = storable(evidence_values(evidence))
    return value


def evidence_values(evidence: Evidence) -> dict[str, Any]:
    """Give one evidence as plain values, its texts as read: `rows_json` makes them storable."""
    value: dict[str, Any] = _EVIDENCE.dump_python(evidence, mode="json")
    return value


def evidence_from_json(value: Any) -> Evidence:
    """Read one evidence; a body of another version raises pydantic's ValidationError."""
    return _EVIDENCE.validate_python(value, strict=False)


def as_stored(evidence: Evidence) -> Evidence:
    """Give an evidence as it comes back from the store: what is judged again is judged as that."""
    return evidence_from_json(evidence_to_json(evidence))


def sheet_to_json(sheet: ScoreSheet) -> dict[str, Any]:
    """Give a sheet as plain JSON values."""
    value: dict[str, Any] = storable(_SHEET.dump_python(sheet, mode="json"))
    return value


def sheet_from_json(value: Any) -> ScoreSheet:
    """Read a sheet."""
    return _SHEET.validate_python(value, strict=False)


def finding_to_json(finding: Finding) -> dict[str, Any]:
    """Give a finding as plain JSON values."""
    value: dict[str, Any] = storable(_FINDING.dump_python(finding, mode="json"))
    return value
