"""V1 站点无法访问: the share of a week's visits to the homepage that failed (vocabulary §4)."""

from collections.abc import Mapping

from audit.case.casefile import CaseFile
from audit.case.week import Shares, Visits, missing, shares_of, times, void_words, week_of
from audit.editions.params import ParamKind
from audit.scoring.judgement import Check, Judgement, Params
from schema.types.outcome import CountsAs, Outcome
from schema.types.verdict import Verdict

Decision = tuple[Verdict, str]


def evaluate(case: CaseFile, params: Params) -> Judgement:
    """Judge the visits of the days before the monitoring point."""
    week = week_of(case, params["days"])
    counted = [one for one in week if one.fact.counts_as is not CountsAs.VOID]
    verdict, reason = missing(week, case, params) or _decide(counted, params["percent"])
    shares = shares_of(counted)
    return Judgement(
        verdict=verdict,
        reason=reason,
        explanation=_explanation(shares, params, reason) + void_words(week),
        measure={
            **{str(word): times(counted, word) for word in CountsAs if word is not CountsAs.VOID},
            "void": len(week) - len(counted),
            "visits": shares.n,
            "threshold_percent": params["percent"],
            "vantages": ", ".join(sorted({one.fact.vantage for one in counted})),
        },
        evidence=tuple(one.id for one in week),
    )


def _decide(visits: Visits, percent: int) -> Decision:
    words = {
        shares_of([one for one in visits if one.fact.vantage == vantage]).verdict(percent)
        for vantage in {one.fact.vantage for one in visits}
    }
    if len(words) > 1:
        return Verdict.UNDETERMINED, "vantages_disagree"
    (verdict,) = words
    if verdict is Verdict.FAIL:
        return _confirm(visits, percent)
    if verdict is Verdict.PASS:
        return verdict, "share_below_threshold"
    return _unclear(visits)


def _confirm(visits: Visits, percent: int) -> Decision:
    """Leave a FAIL to a person where controls or resets make it unsure (vocabulary §4)."""
    failed = [one for one in visits if one.fact.counts_as is CountsAs.FAILED]
    if not all(one.fact.network_worked for one in failed):
        return Verdict.NEEDS_PERSON, "no_control_targets"
    resets = sum(one.fact.outcome is Outcome.RESET for one in failed)
    one_vantage = len({one.fact.vantage for one in visits}) == 1
    if one_vantage and 100 * (len(failed) - resets) < percent * len(visits):
        return Verdict.NEEDS_PERSON, "reset_only"
    return Verdict.FAIL, "share_reaches_threshold"


def _unclear(visits: Visits) -> Decision:
    if all(one.fact.counts_as is CountsAs.UNDETERMINED for one in visits):
        return Verdict.NEEDS_PERSON, "undetermined_all_week"
    if times(visits, CountsAs.PERSON):
        return Verdict.NEEDS_PERSON, "visits_need_person"
    return Verdict.UNDETERMINED, "undetermined_visits"


_CLOSE: Mapping[str, str] = {
    "needs_week_of_visits": "不足{days}天，单次访问不能判定站点无法访问",
    "monitoring_gap": "有的日子有效访问不足{visits_per_day}次，监测不完整",
    "vantages_disagree": "各监测点结论不一致",
    "share_below_threshold": "即使全部计入也不足{percent}%",
    "share_reaches_threshold": "已达{percent}%（含），构成单项否决",
    "no_control_targets": "已达{percent}%（含），但没有对照目标证明网络正常，待人工复核",
    "reset_only": "达到{percent}%（含）仅因连接被重置，且只有一个监测点，待人工复核",
    "undetermined_all_week": "整周均无法判定，待人工复核",
    "visits_need_person": "含有需人工确认的页面，待人工复核",
    "undetermined_visits": "是否达到{percent}%无法判定",
}


def _explanation(shares: Shares, params: Params, reason: str) -> str:
    unclear = shares.n - shares.opened - shares.failed
    close = _CLOSE[reason].format_map(params)
    return (
        f"{params['days']}天内有效访问{shares.n}次，打开{shares.opened}次，失败{shares.failed}次，"
        f"未定{unclear}次；{close}。"
    )


CHECK = Check(
    id="homepage_availability",
    params={
        "days": ParamKind.COUNT,
        "visits_per_day": ParamKind.COUNT,
        "percent": ParamKind.PERCENT,
    },
    evaluate=evaluate,
)
