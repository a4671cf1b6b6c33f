"""C1 and C2, first rows: no column of a kind (未开设栏目) was found."""

from audit.case.casefile import CaseFile, Sighting, ids
from audit.editions.params import ParamKind
from audit.scoring.counting import counted, for_person
from audit.scoring.judgement import GAP_WORDS, Check, Judgement, Params
from schema.types.column import Channel, ColumnClass
from schema.types.facts import MailboxFact
from schema.types.finding import Bounds


def evaluate(case: CaseFile, params: Params) -> Judgement:
    """Pass where one column of the classes is known; a missing one is a person's question.

    That we found none proves nothing: it may stand behind a picture, a login or another name. Where
    the survey itself did not see all, that is the reason, and there is nothing yet to ask a person.
    Mailboxes for complaints alone (信访, 举报) are no consult column.
    """
    classes: tuple[ColumnClass, ...] = params["classes"]
    names = "、".join(classes)
    found = [column for column in case.columns if column.column_class in classes]
    wanted = ColumnClass.CONSULT in classes
    boxes = [box for box in case.mailboxes if wanted and _takes_questions(box)]
    if found or boxes:
        return counted(
            Bounds(proved=0, upper=0),
            subject=f"未开设{names}类栏目",
            unit="",
            measure={"columns": len(found), "mailboxes": len(boxes)},
            evidence=ids(found) + tuple(one.id for box in boxes for one in box),
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
    forms = [form for one in case.channels for form in one.fact.forms]
    hint = f"首页有写信入口：{'、'.join(forms[:3])}。" if forms else ""
    return for_person(
        reason="no_column_found",
        explanation=f"未发现{names}类栏目，是否未开设待人工确认。{hint}",
        upper=1,
        evidence=tuple(one.id for one in case.channels),
    )


def _takes_questions(box: tuple[Sighting[MailboxFact], ...]) -> bool:
    return box[-1].fact.channel is not Channel.EXCLUDED


CHECK = Check(id="missing_column", params={"classes": ParamKind.CLASSES}, evaluate=evaluate)
