"""V4 严重错误: a person's question always; no machine confirms grave words or false content."""

from audit.case.casefile import CaseFile
from audit.scoring.judgement import Check, Judgement, Params
from schema.types.content import Severity
from schema.types.outcome import PageClass
from schema.types.verdict import Verdict

_NAMED = 3
"""Proposals that the sentence itself names; the evidence has them all."""


def evaluate(case: CaseFile, params: Params) -> Judgement:
    """Hand the item to a person, with what should be looked at first in front.

    That are the visits that met foreign content (hijacked), then the proposals that would be grave
    if a person confirms them; lesser ones belong to other items and are only counted.
    """
    del params
    hijacked = [one for one in case.visits if one.fact.page_class is PageClass.HIJACKED]
    grave = [one for one in case.proposals if one.fact.proposal.severity is Severity.GRAVE]
    hints = []
    if hijacked:
        hints.append(f"有{len(hijacked)}次访问疑似遇到被篡改的首页")
    if grave:
        reasons = dict.fromkeys(one.fact.proposal.reason for one in grave)
        named = "；".join(list(reasons)[:_NAMED])
        hints.append(f"有{len(grave)}处内容提示（{named}{'等' if len(reasons) > _NAMED else ''}）")
    suspicion = f"{'，'.join(hints)}，请先核对" if hints else "机器不作结论"
    return Judgement(
        verdict=Verdict.NEEDS_PERSON,
        reason=_reason(hijacked=bool(hijacked), grave=bool(grave)),
        explanation=f"严重表述错误和虚假、有害内容只能由人工认定；{suspicion}。",
        measure={
            "hijacked_visits": len(hijacked),
            "grave_proposals": len(grave),
            "other_proposals": len(case.proposals) - len(grave),
        },
        evidence=(*(one.id for one in hijacked), *(one.id for one in grave)),
    )


def _reason(*, hijacked: bool, grave: bool) -> str:
    if hijacked:
        return "hijacked_suspected"
    return "content_proposed" if grave else "person_only"


CHECK = Check(id="grave_errors", params={}, evaluate=evaluate)
