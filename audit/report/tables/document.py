"""The small summary tables as one JSON document (汇总表.json), for programs of others."""

import json
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from audit.report.cells import Value
from audit.report.fields import Table
from audit.report.honesty import Pairs


def tables_document(origin: dict[str, Any], tables: Iterable[Table], honesty: Pairs) -> bytes:
    """Give tables by their titles, each row by its headings, with what they rest on."""
    told = {
        **origin,
        "tables": {
            one.shape.title: [
                {head: _plain(value) for head, value in zip(one.shape.heads, row, strict=True)}
                for row in one.rows
            ]
            for one in tables
        },
        "honesty": dict(honesty),
    }
    return f"{json.dumps(told, ensure_ascii=False, indent=1)}\n".encode(errors="replace")


def _plain(value: Value) -> str | int | float | None:
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if isinstance(value, date | datetime) else value
