"""A week of visits to the homepage: which of them count, and how they fall (vocabulary §4)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from audit.case.casefile import CaseFile, Sighting
from schema.types.facts import VisitFact
from schema.types.outcome import CountsAs
from schema.types.verdict import Verdict

Visits = Sequence[Sighting[VisitFact]]
Params = Mapping[str, Any]
_DAY = timedelta(days=1)
OUTAGE = "报备停机"
"""The word that begins the void reason of a visit inside approved maintenance."""
_OWN_FAULT = "本机、网络或监测点原因"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """Visits by what they count for; void visits are in none of them."""

    opened: int
    failed: int
    n: int

    def verdict(self, percent: int) -> Verdict:
        """Decide by integers; what is neither opened nor failed may turn out either way."""
        if self.n == 0:
            return Verdict.UNDETERMINED
        if 100 * self.failed >= percent * self.n:
            return Verdict.FAIL
        if 100 * (self.n - self.opened) < percent * self.n:
            return Verdict.PASS
        return Verdict.UNDETERMINED


def week_of(case: CaseFile, days: int) -> list[Sighting[VisitFact]]:
    """Give the visits of the days before the monitoring point.

    A day is 24 hours counted back from that point, so that no sheet waits for midnight; a sweep's
    own visits, made shortly after its point, belong to the last day.
    """
    return [one for one in case.visits if -1 <= age_of(one, case) < days]


def age_of(one: Sighting[VisitFact], case: CaseFile) -> int:
    """Give the number of whole days before the monitoring point; -1 in the day after it."""
    return (case.as_of - one.fact.at) // _DAY


def missing(week: Visits, case: CaseFile, params: Params) -> tuple[Verdict, str] | None:
    """Tell whether the week lacks visits; one that began before the week's second day is a week."""
    days: int = params["days"]
    ages = [max(age_of(one, case), 0) for one in week]
    if days - 1 not in ages:
        return Verdict.UNDETERMINED, "needs_week_of_visits"
    valid = Counter(
        age for age, one in zip(ages, week, strict=True) if one.fact.counts_as is not CountsAs.VOID
    )
    if any(valid[day] < params["visits_per_day"] for day in range(days)):
        return Verdict.UNDETERMINED, "monitoring_gap"
    return None


def shares_of(visits: Visits) -> Shares:
    """Sort visits that are not void by what they count for."""
    return Shares(
        opened=times(visits, CountsAs.OPENED),
        failed=times(visits, CountsAs.FAILED),
        n=len(visits),
    )


def by_vantage(visits: Visits) -> list[Visits]:
    """Give the visits of each vantage (监测点) by itself: they must agree (vocabulary §4)."""
    names = sorted({one.fact.vantage for one in visits})
    return [[one for one in visits if one.fact.vantage == name] for name in names]


def void_words(visits: Visits) -> str:
    """Say in Chinese how many visits are void, outages (报备停机) by name; empty: there is none."""
    reasons = Counter(
        reason if (reason := one.fact.void_reason).startswith(OUTAGE) else _OWN_FAULT
        for one in visits
        if one.fact.counts_as is CountsAs.VOID
    )
    if not reasons:
        return ""
    named = "；".join(f"{reason}，{n}次" for reason, n in sorted(reasons.items()))
    return f"另有{reasons.total()}次不计入：{named}。"


def times(visits: Visits, word: CountsAs) -> int:
    """Count the visits that count as this word."""
    return sum(one.fact.counts_as is word for one in visits)
