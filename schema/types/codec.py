"""Write evidence and sheets as JSON values, and read them back checked."""

from typing import Any

from pydantic import TypeAdapter

from schema.types.evidence import Evidence
from schema.types.finding import Finding, ScoreSheet

_EVIDENCE = TypeAdapter(Evidence)
_SHEET = TypeAdapter(ScoreSheet)
_FINDING = TypeAdapter(Finding)


def evidence_to_json(evidence: Evidence) -> dict[str, Any]:
    """Give one evidence as plain JSON values."""
    value: dict[str, Any] = _EVIDENCE.dump_python(evidence, mode="json")
    return value


def evidence_from_json(value: Any) -> Evidence:
    """Read one evidence; a body of another version raises pydantic's ValidationError."""
    return _EVIDENCE.validate_python(value, strict=False)


def sheet_to_json(sheet: ScoreSheet) -> dict[str, Any]:
    """Give a sheet as plain JSON values."""
    value: dict[str, Any] = _SHEET.dump_python(sheet, mode="json")
    return value


def sheet_from_json(value: Any) -> ScoreSheet:
    """Read a sheet."""
    return _SHEET.validate_python(value, strict=False)


def finding_to_json(finding: Finding) -> dict[str, Any]:
    """Give a finding as plain JSON values."""
    value: dict[str, Any] = _FINDING.dump_python(finding, mode="json")
    return value
