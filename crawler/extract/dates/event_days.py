"""Read the days of an event: first and last (征集时间 起–止, 截止日期), or its one day."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from crawler.extract.dates.date_text import TextDate, find_dates

_WINDOW = 70
_REACH = 8
"""Characters between a label and its day (：自, 为)."""
_GAP = 14
"""Characters between two days of one span, a time of day included."""
_BEHIND = r"[\]】）)]?\s*(?:[:：]|为|是|(?=\s))\s*"
_CLOCK = re.compile(r"\d{1,2}[:：时]\d{0,2}(?:[:：分]\d{0,2})?|上午|下午|星期.|[\s日起（()）]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """First and last day of an event; None where the text does not say."""

    starts: date | None = None
    ends: date | None = None


def labelled_span(
    text: str,
    *,
    spans: Sequence[str],
    starts: Sequence[str],
    ends: Sequence[str],
    joints: Sequence[str],
) -> Span:
    """Read the days behind labels: both behind one, or each behind its own."""
    for window in _behind(text, spans):
        found = _joined(window, joints)
        if found is not None:
            return found
        first = _first(window)
        if first is not None and any(
            word in window[: first.start] for word in ("至", "到", "截止")
        ):
            return Span(ends=first.value)
    return Span(starts=labelled_day(text, starts), ends=labelled_day(text, ends))


def labelled_day(text: str, labels: Sequence[str]) -> date | None:
    """Read the day behind one of these labels."""
    for window in _behind(text, labels):
        first = _first(window)
        if first is not None:
            return first.value
    return None


def bare_span(text: str, joints: Sequence[str]) -> Span:
    """Read two days with a joint between them (2026-03-01 至 2026-03-31)."""
    return _joined(text, joints, anywhere=True) or Span()


def _behind(text: str, labels: Sequence[str]) -> Iterator[str]:
    """Give the text behind each place of a label."""
    for label in labels:
        if label not in text:
            continue
        for match in re.finditer(re.escape(label) + _BEHIND, text):
            yield text[match.end() : match.end() + _WINDOW]


def _first(window: str) -> TextDate | None:
    first = next(iter(find_dates(window)), None)
    whole = first is not None and first.value is not None and first.day is not None
    return first if first is not None and whole and first.start <= _REACH else None


def _joined(text: str, joints: Sequence[str], *, anywhere: bool = False) -> Span | None:
    days = [one for one in find_dates(text) if one.day is not None]
    for before, after in pairwise(days):
        if before.value is None or not (anywhere or before.start <= _REACH):
            continue
        between = text[before.end : after.start]
        if len(between) > _GAP or _CLOCK.sub("", between).strip() not in joints:
            continue
        last = _same_year(after, before.value)
        if last is not None and last >= before.value:
            return Span(starts=before.value, ends=last)
    return None


def _same_year(found: TextDate, first: date) -> date | None:
    """Give a last day its year where it stands without one (3月1日至4月1日)."""
    if found.value is not None:
        return found.value
    try:
        day = replace(found, year=first.year).value
        return day if day is None or day >= first else replace(found, year=first.year + 1).value
    except ValueError:
        return None
