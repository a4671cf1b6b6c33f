"""D1 and S2 办事指南: elements (要素) that guides lack, by class once a site or guide by guide."""

from collections import defaultdict

from audit.case.casefile import CaseFile, Sighting
from audit.editions.params import OneOf, ParamKind
from audit.scoring.counting import counted, for_person
from audit.scoring.guides import unread_words, unseen
from audit.scoring.judgement import GAP_WORDS, Check, Judgement, Params
from schema.types.finding import Bounds, Place
from schema.types.guide import ELEMENT_SHEETS
from schema.types.guide_facts import GuideFact

CLASS, GUIDE = "class", "guide"


def evaluate(case: CaseFile, params: Params) -> Judgement:
    """List the classes that guides seem to lack; a person confirms them.

    A heading that we did not recognise is no missing element, so nothing is proved here. `each`
    says what is counted: `class` a class once a site, `guide` every element of every guide, vague
    ones (有关材料) too. `sample` says of how many guides the row speaks (抽查), 0 of all: what was
    not read may lack anything.
    """
    sheet, each, sample = params["sheet"], params["each"], params["sample"]
    if not case.guides:
        return unseen(case, "办事指南缺少要素的情况") or _no_guides(case)
    lacking: dict[str, list[Sighting[GuideFact]]] = defaultdict(list)
    for one in case.guides:
        for name in _faults(one.fact, sheet, vague=each == GUIDE):
            lacking[name].append(one)
    evidence = (*(one.id for one in case.guides), *(one.id for one in case.guides_seen))
    unread = unread_words(case, sample)
    if not lacking:
        return counted(
            Bounds(proved=0, upper=None if unread else 0),
            subject=f"所查{len(case.guides)}篇办事指南缺少要素的情况",
            measure={"guides": len(case.guides)},
            evidence=evidence,
            open_reason="guides_left",
            note=f"{unread}。" if unread else "",
        )
    found = len(lacking) if each == CLASS else sum(map(len, lacking.values()))
    more = f"{unread}，" if unread else ""
    return for_person(
        reason="elements_seem_missing",
        explanation=(
            f"所查{len(case.guides)}篇办事指南疑似缺少要素：{'、'.join(lacking)}，{more}待人工复核。"
        ),
        upper=None if unread else found,
        places=tuple(_place(name, seen) for name, seen in lacking.items()),
        evidence=evidence,
    )


def _faults(fact: GuideFact, sheet: str, *, vague: bool) -> list[str]:
    """Name the classes that a guide lacks, or leaves open where that counts."""
    missing = fact.guide.missing(sheet)
    said = {one.name for one in fact.guide.elements if one.vague and sheet in one.sheets}
    return [*missing, *(sorted(said - set(missing)) if vague else ())]


def _no_guides(case: CaseFile) -> Judgement:
    """Leave it to a person: guides may stand on a platform of their own, and count there too."""
    why = "" if case.gap is None else f"（{GAP_WORDS[case.gap]}）"
    return for_person(
        reason="no_guides_read",
        explanation=f"未读到办事指南{why}，待人工复核。",
        evidence=case.gap_evidence,
    )


def _place(name: str, seen: list[Sighting[GuideFact]]) -> Place:
    first = seen[0]
    return Place(
        title=f"缺少或含糊：{name}" if _is_vague(first.fact, name) else f"缺少{name}",
        url=first.fact.url,
        at=first.at,
        evidence=first.id,
        cause=f"element:{name}",
        times=len(seen),
        note=first.fact.title,
    )


def _is_vague(fact: GuideFact, name: str) -> bool:
    return any(one.vague for one in fact.guide.elements if one.name == name)


CHECK = Check(
    id="guide_elements",
    params={
        "sheet": OneOf(ELEMENT_SHEETS),
        "each": OneOf((CLASS, GUIDE)),
        "sample": ParamKind.NUMBER,
    },
    evaluate=evaluate,
)
