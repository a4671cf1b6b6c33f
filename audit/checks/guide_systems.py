"""D3 在线系统: online systems of service guides that did not open at two looks."""

from datetime import timedelta

from audit.case.casefile import CaseFile
from audit.case.looks import all_ids, failed_twice, place_of
from audit.editions.params import ParamKind
from audit.scoring.counting import counted, for_person, not_applicable
from audit.scoring.guides import left_words, looked_at, systems_left, unread_words, unseen
from audit.scoring.judgement import Check, Judgement, Params
from schema.types.finding import Bounds
from schema.types.guide_facts import GuideSystemFact
from schema.types.outcome import CountsAs


def evaluate(case: CaseFile, params: Params) -> Judgement:
    """Count the systems that failed twice by the table of visits (vocabulary §4).

    `sample` says of how many guides the row speaks (抽查), 0 of all. Systems that nobody asked
    widen the upper bound, and guides that nobody read leave none.
    """
    if not case.guides:
        return unseen(case, "打不开的在线系统") or for_person(
            reason="no_guides_read", explanation="未读到办事指南，其在线系统待人工复核。"
        )
    unread, left = unread_words(case, params["sample"]), systems_left(case)
    if not case.guide_systems and not unread and left == 0:
        return not_applicable(
            reason="no_systems", explanation="所查办事指南没有在线系统，本项不扣分。"
        )
    gap = timedelta(hours=params["gap_hours"])
    dead = [looks for looks in case.guide_systems if failed_twice(looks, _failed, gap)]
    opened = [looks for looks in case.guide_systems if looks[-1].fact.counts_as is CountsAs.OPENED]
    left_open = len(case.guide_systems) - len(dead) - len(opened)
    upper = None if unread or left is None else len(dead) + left_open + left
    return counted(
        Bounds(proved=len(dead), upper=upper),
        subject=f"{looked_at(len(case.guide_systems), '个在线系统', '在线系统')}中打不开的",
        places=tuple(
            place_of(looks[-1], title=looks[-1].fact.name, url=looks[-1].fact.url, cause="system")
            for looks in dead
        ),
        measure={"systems": len(case.guide_systems), "open": left_open, "not_looked_at": left},
        evidence=all_ids(case.guide_systems) + tuple(one.id for one in case.guides_seen),
        open_reason="guides_left" if unread else "not_all_known",
        note=left_words(unread, left, "个在线系统未查"),
    )


def _failed(fact: GuideSystemFact) -> bool:
    return fact.counts_as is CountsAs.FAILED


CHECK = Check(
    id="guide_systems",
    params={"gap_hours": ParamKind.COUNT, "sample": ParamKind.NUMBER},
    evaluate=evaluate,
)
