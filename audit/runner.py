"""Judge one site: its evidence to the edition's checks, their findings onto the sheet."""

from collections.abc import Mapping
from datetime import datetime

from audit.case.case_rules import CaseRules
from audit.case.casefile import CaseFile, open_case
from audit.checks import known_checks
from audit.editions.rulepack import class_windows
from audit.editions.traits import is_scored, traits_of
from audit.scoring.score import score
from audit.windows import day_of
from schema.types.column import ColumnClass
from schema.types.evidence import Evidence
from schema.types.finding import Finding, ScoreSheet
from schema.types.rulepack import RuleItem, RulePack, Scale
from schema.types.site import RunState, Site
from schema.types.verdict import Verdict

_NOT_JUDGED: Mapping[RunState, tuple[str, str]] = {
    RunState.CLOSED: ("site_closed", "登记状态为关停"),
    RunState.EXEMPT: ("site_exempt", "登记状态为例外"),
}


def audit_site(
    site: Site, evidence: tuple[Evidence, ...], pack: RulePack, as_of: datetime
) -> ScoreSheet:
    """Judge a site at its monitoring point (监测时间点) and fill its sheet."""
    case = open_case(
        evidence,
        as_of=as_of,
        rules=CaseRules.of(pack),
        is_portal=site.is_portal,
    )
    findings = tuple(_judged(item, site, case, pack.scale) for item in pack.items)
    return score(site, case, findings, pack)


def _judged(item: RuleItem, site: Site, case: CaseFile, scale: Scale | None) -> Finding:
    if site.run_state is not RunState.NORMAL:
        reason, words = _NOT_JUDGED[site.run_state]
        given = f"（{site.run_state_reason}）" if site.run_state_reason else ""
        return _not_applicable(item, reason, f"{words}{given}，本项不适用。")
    traits = traits_of(site)
    if item.kind != "veto" and scale is not None and not is_scored(scale, traits):
        return _not_applicable(item, "vetoes_alone", "本网站只查单项否决，不评分。")
    if item.applies and not item.applies & traits:
        return _not_applicable(item, "not_of_its_kind", "本项不适用于这类网站。")
    return _finding(item, case)


def horizons(pack: RulePack, as_of: datetime) -> dict[ColumnClass, int]:
    """Tell for each column class how many days back the edition looks, so what must be read."""
    today = day_of(as_of)
    starts = [(name, window.start(today)) for name, window in class_windows(pack).items()]
    for item in pack.items:
        reads = known_checks()[item.check].reads
        starts += [(name, item.params[param].start(today)) for name, param in reads.items()]
    longest: dict[ColumnClass, int] = {}
    for name, start in starts:
        longest[name] = max(longest.get(name, 0), (today - start).days)
    return longest


def _finding(item: RuleItem, case: CaseFile) -> Finding:
    judgement = known_checks()[item.check].evaluate(case, item.params)
    return Finding(
        item=item.id,
        verdict=judgement.verdict,
        reason=judgement.reason,
        explanation=judgement.explanation,
        measure=dict(judgement.measure),
        evidence=judgement.evidence,
        units=judgement.units,
        places=judgement.places,
        listed=judgement.listed,
    )


def _not_applicable(item: RuleItem, reason: str, explanation: str) -> Finding:
    return Finding(
        item=item.id,
        verdict=Verdict.NOT_APPLICABLE,
        reason=reason,
        explanation=explanation,
        measure={},
        evidence=(),
    )
