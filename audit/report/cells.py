"""What a cell may hold: texts of audited sites stay texts, whatever program opens the table."""

import re
from datetime import date, datetime
from decimal import Decimal

Value = str | int | float | Decimal | date | datetime | None
"""Values of a cell; a moment comes without a zone, read in Asia/Shanghai."""

LONGEST = 32_000
"""Excel refuses cells of more than 32,767 characters."""
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What makes a spreadsheet compute (CSV injection); East Asian ones take the wide signs too."""


def safe_text(text: str) -> str:
    """Give a text that every workbook takes; half characters become question marks."""
    return _UNPRINTABLE.sub("", text).encode(errors="replace").decode()[:LONGEST]


def looks_like_formula(text: str) -> bool:
    """Tell whether a spreadsheet might compute a text instead of showing it."""
    return text.lstrip(" ").startswith(_STARTS)


def csv_value(value: Value) -> str:
    """Print a value for a line of .csv; a text that might be computed gets a quote before it."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        text = safe_text(value)
        return f"'{text}" if looks_like_formula(text) else text
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
