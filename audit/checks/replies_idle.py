"""I3 留言公开: no reply was published within the window (答复信息未更新)."""

from audit.case.casefile import CaseFile, ids
from audit.case.elsewhere import kept_elsewhere
from audit.editions.params import ParamKind
from audit.scoring.counting import counted, not_applicable
from audit.scoring.judgement import Check, Judgement, Params
from audit.windows import Window
from schema.types.column import Channel, ColumnClass
from schema.types.facts import LetterFact
from schema.types.finding import Bounds
from schema.types.navigation import Leaves
from schema.types.reading import LetterNote, LetterState


def evaluate(case: CaseFile, params: Params) -> Judgement:
    """Judge all consult columns together: one reply inside the window passes.

    None is proved where every column was read back over all that may have been asked and answered
    late (`asked_within`), all replies show their day, and the newest lies before the window. A
    letter that was not opened, and is not known as answered, may have been answered since.
    """
    window: Window = params["window"]
    since, asked_since = window.start(case.today), params["asked_within"].start(case.today)
    boxes = [box for box in case.mailboxes if box[-1].fact.channel is not Channel.EXCLUDED]
    if not boxes:
        return _without_boxes(case, f"{window.chinese}内答复信息未更新")
    urls = {box[-1].fact.url for box in boxes}
    letters = [looks[-1] for looks in case.letters if looks[-1].fact.column_url in urls]
    answered = [one for one in letters if one.fact.state is LetterState.ANSWERED]
    days = [one.fact.replied for one in answered]
    newest = max((day for day in days if day is not None), default=None)
    fresh = newest is not None and newest >= since
    read = all(
        any(
            one.fact.read_back_to is not None and one.fact.read_back_to <= asked_since
            for one in box
        )
        for box in boxes
    )
    unsure = any(_may_be_answered(one.fact) for one in letters)
    known = read and newest is not None and None not in days and not unsure
    return counted(
        Bounds(proved=int(known and not fresh), upper=0 if fresh else 1),
        subject=f"{window.chinese}内答复信息未更新",
        unit="",
        measure={
            "letters": len(letters),
            "newest_reply": None if newest is None else newest.isoformat(),
        },
        evidence=tuple(one.id for box in boxes for one in box),
        open_reason="mailbox_unread",
        note="" if newest is None else f"所见最新答复日期{newest.isoformat()}。",
    )


def _without_boxes(case: CaseFile, subject: str) -> Judgement:
    """Leave it open what letters a column shows that has no list; without one, nothing applies."""
    named = [one for one in case.columns if one.column_class is ColumnClass.CONSULT]
    sister = () if named else kept_elsewhere(case, (ColumnClass.CONSULT,), Leaves.SIBLING)
    if not named and not sister:
        return not_applicable(
            reason="no_consult_column", explanation="未发现咨询留言栏目，由上一行判定。"
        )
    return counted(
        Bounds(proved=0, upper=1),
        subject=subject,
        unit="",
        evidence=(*ids(named), *(one.id for one in case.navigation if sister)),
        open_reason="mailbox_unread",
        note="咨询留言栏目未见公开的信件列表。",
    )


def _may_be_answered(fact: LetterFact) -> bool:
    settled = fact.state is LetterState.ANSWERED or fact.note is LetterNote.CLOSED
    return not fact.detail_read and not settled


CHECK = Check(
    id="replies_idle",
    params={"window": ParamKind.WINDOW, "asked_within": ParamKind.WINDOW},
    evaluate=evaluate,
    reads={ColumnClass.CONSULT: "asked_within"},
)
