"""A1 首页可用性: points for each whole percent of a week's visits that failed."""

from audit.case.casefile import CaseFile
from audit.case.week import Visits, by_vantage, missing, shares_of, void_words, week_of
from audit.editions.params import ParamKind
from audit.scoring.counting import counted
from audit.scoring.judgement import Check, Judgement, Params
from schema.types.facts import VisitFact
from schema.types.finding import Bounds
from schema.types.outcome import CountsAs, Outcome


def evaluate(case: CaseFile, params: Params) -> Judgement:
    """Count whole percents, by integers; from `percent` on the veto speaks in this row's place.

    What is undetermined may have failed: it stands in the upper bound. A week that was not
    watched whole proves nothing and is bounded by the veto alone. Of several vantages the lowest
    share is proved, and the highest may be true.
    """
    most = params["percent"] - 1
    week = week_of(case, params["days"])
    valid = [one for one in week if one.fact.counts_as is not CountsAs.VOID]
    lacking = missing(week, case, params)
    shares, groups = shares_of(valid), by_vantage(valid)
    if lacking is not None or shares.n == 0:
        units, reason = Bounds(proved=0, upper=most), lacking[1] if lacking else "no_visits"
    else:
        each = [_percents(visits, alone=len(groups) == 1) for visits in groups]
        proved, upper = min(one.proved for one in each), max(one.upper or 0 for one in each)
        units = Bounds(proved=min(proved, most), upper=min(upper, most))
        reason = "undetermined_visits"
    return counted(
        units,
        subject="首页打不开的比例（取整）",
        unit="个百分点",
        measure={"visits": shares.n, "failed": shares.failed, "opened": shares.opened},
        evidence=tuple(one.id for one in week),
        open_reason=reason,
        note=f"{params['days']}天内有效访问{shares.n}次，失败{shares.failed}次。"
        + void_words(week),
    )


def _percents(visits: Visits, *, alone: bool) -> Bounds:
    """Count whole percents of one vantage's visits."""
    shares = shares_of(visits)
    sure = sum(_proves(one.fact, alone=alone) for one in visits)
    return Bounds(proved=100 * sure // shares.n, upper=100 * (shares.n - shares.opened) // shares.n)


def _proves(fact: VisitFact, *, alone: bool) -> bool:
    """Tell whether a failed visit proves anything (vocabulary §4).

    Our network must be known to have worked, and a reset that one vantage saw `alone` may be the
    way's fault.
    """
    reset = alone and fact.outcome is Outcome.RESET
    return fact.counts_as is CountsAs.FAILED and fact.network_worked and not reset


CHECK = Check(
    id="homepage_share",
    params={
        "days": ParamKind.COUNT,
        "visits_per_day": ParamKind.COUNT,
        "percent": ParamKind.PERCENT,
    },
    evaluate=evaluate,
)
