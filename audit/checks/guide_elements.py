"""D1 办事指南: classes of elements (要素) that guides lack, each class once a site."""

from collections import defaultdict

from audit.casefile import CaseFile, Sighting
from audit.counting import counted, for_person, not_applicable
from audit.judgement import Check, Judgement, Params
from audit.params import ParamKind
from schema.types.finding import Bounds, Place
from schema.types.guide_facts import GuideFact


def evaluate(case: CaseFile, params: Params) -> Judgement:
    """List the classes that guides seem to lack; a person confirms them.

    A heading that we did not recognise is no missing element, so nothing is proved here. Guides
    that were not read may lack what the ones read have: only a class list bounds the row.
    """
    sheet = params["sheet"]
    if not case.guides:
        return _no_guides(case)
    lacking: dict[str, list[Sighting[GuideFact]]] = defaultdict(list)
    for one in case.guides:
        for name in one.fact.guide.missing(sheet):
            lacking[name].append(one)
    evidence = tuple(one.id for one in case.guides)
    if not lacking:
        return counted(
            Bounds(proved=0, upper=0),
            subject=f"所查{len(case.guides)}篇办事指南缺少要素的情况",
            measure={"guides": len(case.guides)},
            evidence=evidence,
        )
    places = tuple(_place(name, seen) for name, seen in lacking.items())
    return for_person(
        reason="elements_seem_missing",
        explanation=f"所查{len(case.guides)}篇办事指南疑似缺少要素：{'、'.join(lacking)}，待人工复核。",
        upper=len(lacking),
        places=places,
        evidence=evidence,
    )


def _no_guides(case: CaseFile) -> Judgement:
    if case.gap is None:
        return not_applicable(reason="no_guides", explanation="未发现办事指南，本项不扣分。")
    return for_person(reason=str(case.gap), explanation="未能读取办事指南，待人工复核。")


def _place(name: str, seen: list[Sighting[GuideFact]]) -> Place:
    first = seen[0]
    return Place(
        title=f"缺少{name}",
        url=first.fact.url,
        at=first.at,
        evidence=first.id,
        cause=f"element:{name}",
        times=len(seen),
        note=first.fact.title,
    )


CHECK = Check(id="guide_elements", params={"sheet": ParamKind.WORD}, evaluate=evaluate)
