"""D2 附件下载: files of service guides that could not be downloaded at two looks."""

from datetime import timedelta

from audit.case.casefile import CaseFile
from audit.case.looks import all_ids, failed_twice, place_of
from audit.editions.params import ParamKind
from audit.scoring.counting import counted, for_person, not_applicable
from audit.scoring.guides import files_left, left_words, looked_at, unread_words, unseen
from audit.scoring.judgement import Check, Judgement, Params
from schema.types.finding import Bounds
from schema.types.guide_facts import FileState, GuideFileFact

_BAD = frozenset({FileState.FAILED, FileState.EMPTY, FileState.HTML_INSTEAD})
_WORDS = {
    FileState.FAILED: "打不开",
    FileState.EMPTY: "文件为空",
    FileState.HTML_INSTEAD: "打开的是网页而不是文件",
}


def evaluate(case: CaseFile, params: Params) -> Judgement:
    """Count the files that failed twice; one look, a shield or a login proves nothing.

    `sample` says of how many guides the row speaks (抽查), 0 of all. Files that nobody looked at
    widen the upper bound, and guides that nobody read leave none.
    """
    if not case.guides:
        return unseen(case, "无法下载的附件") or for_person(
            reason="no_guides_read", explanation="未读到办事指南，其附件待人工复核。"
        )
    unread, left = unread_words(case, params["sample"]), files_left(case)
    if not case.guide_files and not unread and left == 0:
        return not_applicable(reason="no_files", explanation="所查办事指南没有附件，本项不扣分。")
    gap = timedelta(hours=params["gap_hours"])
    dead = [looks for looks in case.guide_files if failed_twice(looks, _is_bad, gap)]
    good = [
        looks
        for looks in case.guide_files
        if looks[-1].fact.state in {FileState.DOWNLOADABLE, FileState.WRONG_TYPE}
    ]
    left_open = len(case.guide_files) - len(dead) - len(good)
    upper = None if unread or left is None else len(dead) + left_open + left
    return counted(
        Bounds(proved=len(dead), upper=upper),
        subject=f"{looked_at(len(case.guide_files), '个附件', '办事指南的附件')}中无法下载的",
        places=tuple(
            place_of(
                looks[-1],
                title=looks[-1].fact.name,
                url=looks[-1].fact.url,
                cause="file",
                note=f"{_WORDS[looks[-1].fact.state]}；办事指南 {looks[-1].fact.guide_url}",
            )
            for looks in dead
        ),
        measure={"files": len(case.guide_files), "open": left_open, "not_looked_at": left},
        evidence=all_ids(case.guide_files) + tuple(one.id for one in case.guides_seen),
        open_reason="guides_left" if unread else "not_all_known",
        note=left_words(unread, left, "个附件未查"),
    )


def _is_bad(fact: GuideFileFact) -> bool:
    return fact.state in _BAD


CHECK = Check(
    id="guide_files",
    params={"gap_hours": ParamKind.COUNT, "sample": ParamKind.NUMBER},
    evaluate=evaluate,
)
