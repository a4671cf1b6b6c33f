"""A1 首页可用性: points for each whole percent of a week's visits that failed."""

from audit.casefile import CaseFile
from audit.counting import counted
from audit.judgement import Check, Judgement, Params
from audit.params import ParamKind
from audit.week import missing, shares_of, week_of
from schema.types.finding import Bounds
from schema.types.outcome import CountsAs


def evaluate(case: CaseFile, params: Params) -> Judgement:
    """Count whole percents, by integers; from `percent` on the veto speaks in this row's place.

    What is undetermined may have failed: it stands in the upper bound. A week that was not
    watched whole proves nothing and is bounded by the veto alone.
    """
    most = params["percent"] - 1
    week = week_of(case, params["days"])
    valid = [one for one in week if one.fact.counts_as is not CountsAs.VOID]
    lacking = missing(week, case, params)
    shares = shares_of(valid)
    if lacking is not None or shares.n == 0:
        units, reason = Bounds(proved=0, upper=most), lacking[1] if lacking else "no_visits"
    else:
        proved = 100 * shares.failed // shares.n
        upper = 100 * (shares.n - shares.opened) // shares.n
        sure = all(one.fact.controls_ok for one in valid if one.fact.counts_as is CountsAs.FAILED)
        units = Bounds(proved=min(proved, most) if sure else 0, upper=min(upper, most))
        reason = "undetermined_visits"
    return counted(
        units,
        subject="首页打不开的百分比（取整）",
        measure={"visits": shares.n, "failed": shares.failed, "opened": shares.opened},
        evidence=tuple(one.id for one in week),
        open_reason=reason,
        note=f"{params['days']}天内有效访问{shares.n}次，失败{shares.failed}次。",
    )


CHECK = Check(
    id="homepage_share",
    params={
        "days": ParamKind.COUNT,
        "visits_per_day": ParamKind.COUNT,
        "percent": ParamKind.COUNT,
    },
    evaluate=evaluate,
)
