"""The true words of V1 and A1: what a week of visits to the homepage gives (`vocabulary.md` §4).

The week's visits are one an hour, 24 a day, as the outages are drawn by the hour.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from simulator.fault import OPENED, Visit
from simulator.faults import carried, is_down
from simulator.judge import FAIL, NEEDS_PERSON, PASS, UNDETERMINED, Verdict, WeekWords
from simulator.model import Site
from simulator.world import SHANGHAI

DAYS, VISITS_A_DAY, PERCENT = 7, 24, 5
_ALL = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """The visits of a week by what they count for; `resets` are some of the failed ones."""

    opened: int
    failed: int
    undetermined: int
    person: int = 0
    resets: int = 0

    @property
    def visits(self) -> int:
        """Count all visits; none was void."""
        return self.opened + self.failed + self.undetermined + self.person


def visit_of(site: Site) -> Visit:
    """Give what a visit counts for while the site is not down."""
    return next((one.visit for one in carried(site.faults) if one.visit != OPENED), OPENED)


def week_of(site: Site) -> Week:
    """Count the visits of the seven days before noon of the site's day."""
    moment = datetime.combine(site.as_of, time(12), SHANGHAI)
    hours = DAYS * VISITS_A_DAY
    falls = any(one.down is not None for one in carried(site.faults))  # few do; the sum is long
    down = falls and sum(
        is_down(site, moment - timedelta(hours=back)) for back in range(1, hours + 1)
    )
    visit = visit_of(site)
    rest = hours - down
    failed = rest if visit.counts_as == "failed" else 0
    return Week(
        opened=rest if visit.counts_as == "opened" else 0,
        failed=failed + down,
        undetermined=rest if visit.counts_as == "undetermined" else 0,
        person=rest if visit.counts_as == "person" else 0,
        resets=down + (failed if visit.by_reset else 0),
    )


def judge_week(week: Week) -> Verdict:
    """Decide by integers, from one vantage."""
    n = week.visits
    why = f"{week.failed} of {n} visits failed, {week.opened} opened"
    if _ALL * week.failed >= PERCENT * n:
        if _ALL * (week.failed - week.resets) < PERCENT * n:
            return Verdict(word=NEEDS_PERSON, why=f"{why}; by resets alone", also=(FAIL,))
        return Verdict(word=FAIL, why=why)
    if _ALL * (n - week.opened) < PERCENT * n:
        return Verdict(word=PASS, why=why)
    if week.person:
        return Verdict(word=NEEDS_PERSON, why=why, also=(UNDETERMINED, "NOT_APPLICABLE"))
    if week.undetermined == n:
        return Verdict(word=NEEDS_PERSON, why=why, also=(UNDETERMINED,))
    return Verdict(word=UNDETERMINED, why=why, also=(NEEDS_PERSON,))


def judge_share(week: Week) -> Verdict:
    """Decide A1 by whole percents that failed; from `PERCENT` on the veto speaks in its place.

    A visit that neither opened nor failed may have failed; a reset may be the way's own fault.
    """
    n = week.visits
    proved = _ALL * (week.failed - week.resets) // n
    why = f"{week.failed} of {n} visits failed, {week.opened} opened"
    if proved:
        return Verdict(word=FAIL, why=why)
    if not _ALL * (n - week.opened) // n:
        return Verdict(word=PASS, why=why)
    also = (NEEDS_PERSON, FAIL) if week.resets else (NEEDS_PERSON,)
    return Verdict(word=UNDETERMINED, why=why, also=also)


def words_of_week(site: Site) -> WeekWords:
    """Give the true words of V1 and A1; where a visit may count otherwise, its week's words too."""
    week = week_of(site)
    others = [_counted_as(week, word) for word in visit_of(site).also]
    return WeekWords(
        veto=_with_others(judge_week, week, others), share=_with_others(judge_share, week, others)
    )


def _with_others(judge: Callable[[Week], Verdict], week: Week, others: Sequence[Week]) -> Verdict:
    verdict = judge(week)
    words = (word for one in map(judge, others) for word in (one.word, *one.also))
    also = tuple(dict.fromkeys(word for word in (*verdict.also, *words) if word != verdict.word))
    return replace(verdict, also=also)


def _counted_as(week: Week, word: str) -> Week:
    n = week.visits
    counts = {"opened": 0, "failed": 0, "undetermined": 0, "person": 0, word: n}
    return Week(resets=0, **counts)
