"""Working days (工作日), with the holidays and make-up days of an operator's file."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from schema.types.errors import UsageError

_REST = frozenset({"休", "休息", "放假", "off"})
_WORK = frozenset({"班", "上班", "补班", "work"})
_SATURDAY = 5
_ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkCalendar:
    """Days that differ from the plain week: holidays (休) and make-up days (班)."""

    rest: frozenset[date] = frozenset()
    work: frozenset[date] = frozenset()

    def works(self, day: date) -> bool:
        """Tell whether a day is a working day."""
        if day in self.work:
            return True
        return day.weekday() < _SATURDAY and day not in self.rest


def parse_calendar(name: str, text: str) -> WorkCalendar:
    """Read lines `2026-10-01 休`, `2026-10-10 班`; `#` begins a remark; raise UsageError."""
    rest, work = set[date](), set[date]()
    for number, line in enumerate(text.splitlines(), start=1):
        words = line.partition("#")[0].replace(",", " ").split()
        if not words:
            continue
        day = _day(words[0])
        kind = words[1] if len(words) > 1 else ""
        if day is None or kind not in _REST | _WORK:
            raise UsageError(f"{name}, line {number}: the form is `2026-10-01 休` or `… 班`")
        (rest if kind in _REST else work).add(day)
    return WorkCalendar(rest=frozenset(rest), work=frozenset(work))


def after_working_days(start: date, days: int, calendar: WorkCalendar) -> date:
    """Give the day that is so many working days after `start`, which itself does not count."""
    day, left = start, days
    while left > 0:
        day += _ONE
        left -= calendar.works(day)
    return day


def working_days_left(today: date, due: date, calendar: WorkCalendar) -> int:
    """Count the working days after today up to a due day; negative when it is over."""
    if due < today:
        return -_between(due, today, calendar)
    return _between(today, due, calendar)


def _between(start: date, end: date, calendar: WorkCalendar) -> int:
    days: Iterable[date] = (start + n * _ONE for n in range(1, (end - start).days + 1))
    return sum(calendar.works(day) for day in days)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
