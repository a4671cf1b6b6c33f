"""V4 严重错误: a person's question always; no machine confirms grave words or false content."""

from audit.casefile import CaseFile
from audit.judgement import Check, Judgement, Params
from schema.types.outcome import PageClass
from schema.types.verdict import Verdict


def evaluate(case: CaseFile, params: Params) -> Judgement:
    """Hand the item to a person, with the visits that met foreign content (hijacked) in front."""
    del params
    hijacked = [one for one in case.visits if one.fact.page_class is PageClass.HIJACKED]
    suspicion = (
        f"有{len(hijacked)}次访问疑似遇到被篡改的首页，请先核对" if hijacked else "机器不作结论"
    )
    return Judgement(
        verdict=Verdict.NEEDS_PERSON,
        reason="hijacked_suspected" if hijacked else "person_only",
        explanation=f"严重表述错误和虚假、有害内容只能由人工认定；{suspicion}。",
        measure={"hijacked_visits": len(hijacked)},
        evidence=tuple(one.id for one in hijacked),
    )


CHECK = Check(id="grave_errors", params={}, evaluate=evaluate)
