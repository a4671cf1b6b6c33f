"""Calendar windows (监测时间点前…): counted back from a day of Asia/Shanghai, both ends in."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
MONTHS_A_YEAR = 12
DAYS_A_WEEK = 7


class Unit(StrEnum):
    """Unit of a window as an edition writes it."""

    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


_CHINESE = {Unit.DAYS: "天", Unit.WEEKS: "周", Unit.MONTHS: "个月", Unit.YEARS: "年"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A length of calendar time (2周, 6个月, 1年)."""

    n: int
    unit: Unit

    def start(self, point: date) -> date:
        """Give the first day inside: from 1 March, two months reach back to 1 January.

        A day that the shorter month lacks becomes its last (31 August less 6 months: 28 February).
        """
        if self.unit is Unit.DAYS:
            return point - timedelta(days=self.n)
        if self.unit is Unit.WEEKS:
            return point - timedelta(days=self.n * DAYS_A_WEEK)
        return _months_back(point, self.n * (MONTHS_A_YEAR if self.unit is Unit.YEARS else 1))

    @property
    def chinese(self) -> str:
        """Give the length in the sheet's words."""
        return f"{self.n}{_CHINESE[self.unit]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassWindow:
    """The window of a column class, with the margin that yearly classes get (vocabulary §5)."""

    window: Window
    margin: Window | None
    source: str

    def start(self, point: date) -> date:
        """Give the first day on which an item still is an update."""
        start = self.window.start(point)
        return start if self.margin is None else self.margin.start(start)


def day_of(moment: datetime) -> date:
    """Give the calendar day of an aware moment in Asia/Shanghai."""
    return moment.astimezone(SHANGHAI).date()


def _months_back(point: date, months: int) -> date:
    year, month = divmod(point.year * MONTHS_A_YEAR + point.month - 1 - months, MONTHS_A_YEAR)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(point.day, last))
