"""C1 and C2, first rows: no column of a kind (未开设栏目) was found."""

from audit.case.casefile import CaseFile, Sighting, ids
from audit.case.elsewhere import kept_elsewhere, place_words
from audit.editions.params import ParamKind
from audit.scoring.counting import counted, for_person
from audit.scoring.judgement import GAP_WORDS, Check, Judgement, Params
from schema.types.column import Channel, ColumnClass
from schema.types.facts import MailboxFact
from schema.types.finding import Bounds
from schema.types.navigation import FoundColumn, Leaves


def evaluate(case: CaseFile, params: Params) -> Judgement:
    """Pass where one column of the classes is known; a missing one is a person's question.

    That we found none proves nothing: it may stand behind a picture, a login or another name. Where
    the survey itself did not see all, that is the reason, and there is nothing yet to ask a person.
    Mailboxes for complaints alone (信访, 举报) are no consult column. A column that the homepage
    leads to on another host of the same government is there as well; one on a platform of somebody
    else (12345) is named to the person.
    """
    classes: tuple[ColumnClass, ...] = params["classes"]
    names = "、".join(classes)
    found = [column for column in case.columns if column.column_class in classes]
    wanted = ColumnClass.CONSULT in classes
    boxes = [box for box in case.mailboxes if wanted and _takes_questions(box)]
    sister = () if found or boxes else kept_elsewhere(case, classes, Leaves.SIBLING)
    if found or boxes or sister:
        return counted(
            Bounds(proved=0, upper=0),
            subject=f"未开设{names}类栏目",
            unit="",
            measure={"columns": len(found), "mailboxes": len(boxes)},
            evidence=ids(found)
            + tuple(one.id for box in boxes for one in box)
            + tuple(one.id for one in case.navigation if sister),
            note=f"首页{place_words(sister)}由本级另一主机提供。" if sister else "",
        )
    if case.columns_gap is not None:
        return counted(
            Bounds(proved=0, upper=1),
            subject=f"未开设{names}类栏目",
            unit="",
            evidence=case.gap_evidence,
            open_reason=str(case.columns_gap),
            note=f"{GAP_WORDS[case.columns_gap]}。",
        )
    foreign = kept_elsewhere(case, classes, Leaves.FOREIGN)
    hint = _hint(case, wanted=wanted, foreign=foreign)
    led = tuple(one.id for one in case.navigation if foreign)
    return for_person(
        reason="no_column_found",
        explanation=f"未发现{names}类栏目，是否未开设待人工确认。{hint}",
        upper=1,
        evidence=(*(one.id for one in case.channels), *led),
    )


def _hint(case: CaseFile, *, wanted: bool, foreign: tuple[FoundColumn, ...]) -> str:
    """Name what on the homepage a person should look at first; forms for letters are no survey."""
    if foreign:
        return f"首页{place_words(foreign)}在其他网站，请核对。"
    forms = [form for one in case.channels for form in one.fact.forms] if wanted else []
    return f"首页有写信入口：{'、'.join(forms[:3])}。" if forms else ""


def _takes_questions(box: tuple[Sighting[MailboxFact], ...]) -> bool:
    return box[-1].fact.channel is not Channel.EXCLUDED


CHECK = Check(id="missing_column", params={"classes": ParamKind.CLASSES}, evaluate=evaluate)
