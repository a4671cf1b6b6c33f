"""W6 服务不实用: no service guide, or guides that lack so many classes of elements (要素)."""

from audit.case.casefile import CaseFile, Sighting
from audit.editions.params import OneOf, ParamKind
from audit.scoring.judgement import GAP_WORDS, Check, Judgement, Params
from schema.types.finding import Place
from schema.types.guide import ELEMENT_SHEETS
from schema.types.guide_facts import GuideFact
from schema.types.verdict import Verdict


def evaluate(case: CaseFile, params: Params) -> Judgement:
    """Pass where enough guides were read and none seems to lack `classes` classes of elements.

    Nothing fails by machine: a heading that we did not recognise is no missing element, and a
    guide that we did not find may stand on a platform of its own. Those are a person's questions,
    once the survey saw the site.
    """
    lacking = [
        one
        for one in case.guides
        if len(one.fact.guide.missing(params["sheet"])) >= params["classes"]
    ]
    verdict, reason, close = _decide(case, len(lacking), params["guides"])
    return Judgement(
        verdict=verdict,
        reason=reason,
        explanation=(
            f"所查{len(case.guides)}篇办事指南中，疑似缺少{params['classes']}类（含）以上要素的"
            f"{len(lacking)}篇；{close}。"
        ),
        measure={
            "guides": len(case.guides),
            "lacking": len(lacking),
            "threshold": params["guides"],
            "classes": params["classes"],
        },
        evidence=tuple(one.id for one in case.guides) + case.gap_evidence,
        places=tuple(_place(one, params["sheet"]) for one in lacking),
    )


def _decide(case: CaseFile, lacking: int, threshold: int) -> tuple[Verdict, str, str]:
    if not case.guides and case.gap is not None:
        return Verdict.UNDETERMINED, str(case.gap), f"{GAP_WORDS[case.gap]}，无法判定"
    if not case.guides:
        return Verdict.NEEDS_PERSON, "no_guides_found", "未读到办事指南，待人工复核"
    if lacking:
        return Verdict.NEEDS_PERSON, "elements_seem_missing", "是否构成否决待人工复核"
    if len(case.guides) < threshold:
        return Verdict.UNDETERMINED, "too_few_guides", f"读到的不足{threshold}篇，无法判定"
    return Verdict.PASS, "sample_in_order", "抽查未发现问题"


def _place(one: Sighting[GuideFact], sheet: str) -> Place:
    return Place(
        title=one.fact.title,
        url=one.fact.url,
        at=one.at,
        evidence=one.id,
        cause=f"guide:{one.fact.url}",
        note=f"疑似缺少{'、'.join(one.fact.guide.missing(sheet))}",
    )


CHECK = Check(
    id="guides_lacking",
    params={"sheet": OneOf(ELEMENT_SHEETS), "classes": ParamKind.COUNT, "guides": ParamKind.COUNT},
    evaluate=evaluate,
)
