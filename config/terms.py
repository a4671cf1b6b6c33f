"""Read an operator's list of terms (错误表述): TOML, or CSV as a spreadsheet writes it."""

import csv
import io
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from schema.types.content import Severity
from schema.types.errors import UsageError
from schema.types.terms import Term, TermList

_COLUMNS: Mapping[str, str] = {
    "term": "term", "错误表述": "term", "错误词": "term", "词语": "term", "错误": "term",
    "correct": "correct", "正确表述": "correct", "正确词": "correct", "正确": "correct",
    "severity": "severity", "严重程度": "severity", "级别": "severity", "程度": "severity",
    "unless": "unless", "除外": "unless", "例外": "unless",
}  # fmt: skip
_SEVERITIES: Mapping[str, Severity] = {
    "grave": Severity.GRAVE, "严重": Severity.GRAVE, "严重错误": Severity.GRAVE,
    "error": Severity.ERROR, "一般": Severity.ERROR, "错误": Severity.ERROR, "": Severity.ERROR,
    "notice": Severity.NOTICE, "提示": Severity.NOTICE, "建议": Severity.NOTICE,
}  # fmt: skip
_SHORTEST = 2
_ENCODINGS = ("utf-8-sig", "gb18030")


def load_terms(file: Path) -> TermList:
    """Read a file of terms; what is wrong with it is said with its row."""
    try:
        body = file.read_bytes()
    except OSError as err:
        raise UsageError(f"{file} cannot be read: {err.strerror}") from err
    return parse_terms(body, file.name)


def parse_terms(body: bytes, name: str) -> TermList:
    """Read the terms of a file by its ending: `.csv`, else TOML with tables `[[terms]]`."""
    text = _decode(body, name)
    rows = _csv_rows(text, name) if name.lower().endswith(".csv") else _toml_rows(text, name)
    terms: dict[str, Term] = {}
    for place, row in rows:
        term = _term(row, f"{name}, {place}")
        if term.term in terms:
            raise UsageError(f"{name}, {place}: “{term.term}” stands there twice")
        terms[term.term] = term
    if not terms:
        raise UsageError(f"{name} holds no terms")
    return TermList(tuple(terms.values()))


def _decode(body: bytes, name: str) -> str:
    """Decode as UTF-8, else as the GB18030 that Chinese spreadsheets write."""
    for encoding in _ENCODINGS:
        try:
            return body.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UsageError(f"{name} is neither UTF-8 nor GB18030")


def _csv_rows(text: str, name: str) -> Iterable[tuple[str, Mapping[str, Any]]]:
    reader = csv.reader(io.StringIO(text, newline=""))
    heads = [_COLUMNS.get(head.strip().lower(), "") for head in next(reader, [])]
    if "term" not in heads:
        raise UsageError(f"{name} has no column `term` (错误表述) in its first row")
    for cells in reader:
        if any(cell.strip() for cell in cells):
            row = {head: cell for head, cell in zip(heads, cells, strict=False) if head}
            yield f"line {reader.line_num}", row


def _toml_rows(text: str, name: str) -> Iterable[tuple[str, Mapping[str, Any]]]:
    try:
        held = tomllib.loads(text)
    except tomllib.TOMLDecodeError as err:
        raise UsageError(f"{name} is no TOML: {err}") from err
    rows = held.get("terms")
    if set(held) - {"terms"} or not isinstance(rows, list):
        raise UsageError(f"{name} must hold tables [[terms]] and nothing else")
    for number, row in enumerate(rows, 1):
        if not isinstance(row, dict) or set(row) - set(_COLUMNS.values()):
            raise UsageError(f"{name}, term {number}: only term, correct, severity and unless")
        yield f"term {number}", row


def _term(row: Mapping[str, Any], place: str) -> Term:
    term, correct = _text(row, "term", place), _text(row, "correct", place)
    word = _text(row, "severity", place).lower()
    if len(term) < _SHORTEST:
        raise UsageError(f"{place}: a term needs {_SHORTEST} characters or more")
    if word not in _SEVERITIES:
        raise UsageError(
            f"{place}: severity is grave, error or notice (严重, 一般, 提示), not {word}"
        )
    if term == correct:
        raise UsageError(f"{place}: “{term}” and its correct form are the same")
    return Term(term=term, correct=correct, severity=_SEVERITIES[word], unless=_unless(row, place))


def _text(row: Mapping[str, Any], name: str, place: str) -> str:
    value = row.get(name, "")
    if not isinstance(value, str):
        raise UsageError(f"{place}: {name} is not a text")
    return value.strip()


def _unless(row: Mapping[str, Any], place: str) -> tuple[str, ...]:
    """Read the exceptions: a list in TOML, one cell with `|` or 、 between them in CSV."""
    value = row.get("unless", "")
    if isinstance(value, str):
        value = value.replace("、", "|").split("|")
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise UsageError(f"{place}: unless is not a list of texts")
    return tuple(one.strip() for one in value if one.strip())
