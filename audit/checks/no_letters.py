"""C1 政务咨询类, second row: the column is there, and nobody's letter stood in it for a year."""

from datetime import date

from audit.case.casefile import CaseFile, Sighting, ids
from audit.case.elsewhere import kept_elsewhere
from audit.editions.params import ParamKind
from audit.scoring.counting import counted, not_applicable
from audit.scoring.judgement import Check, Judgement, Params
from audit.windows import Window
from schema.types.column import Channel, ColumnClass
from schema.types.facts import LetterFact, MailboxFact
from schema.types.finding import Bounds
from schema.types.navigation import Leaves
from schema.types.reading import ListState

_TWICE = 2
Box = tuple[Sighting[MailboxFact], ...]


def evaluate(case: CaseFile, params: Params) -> Judgement:
    """Judge all consult columns together: one letter of the window in any of them passes.

    None is proved where each was read back to the window's start and shows no letter of it.
    """
    window: Window = params["window"]
    since = window.start(case.today)
    boxes = [box for box in case.mailboxes if box[-1].fact.channel is not Channel.EXCLUDED]
    if not boxes:
        return _without_boxes(case, window)
    urls = {box[-1].fact.url for box in boxes}
    letters = [looks[-1] for looks in case.letters if looks[-1].fact.column_url in urls]
    dated = [one for one in letters if _falls_in(one.fact, since)]
    undated = [one for one in letters if one.fact.asked is None and one.fact.replied is None]
    read = all(_read_back(box, since) for box in boxes)
    none = read and not undated
    return counted(
        Bounds(proved=int(none and not dated), upper=0 if dated else 1),
        subject=f"{window.chinese}内政务咨询类栏目无信件、留言",
        unit="",
        measure={"letters": len(dated), "undated": len(undated), "mailboxes": len(boxes)},
        evidence=tuple(one.id for one in dated[:1]) + tuple(one.id for box in boxes for one in box),
        open_reason="mailbox_unread",
    )


def _without_boxes(case: CaseFile, window: Window) -> Judgement:
    """Leave out a site without such a column; what was not seen, or not read, stays open."""
    consult = [one for one in case.columns if one.column_class is ColumnClass.CONSULT]
    if consult or case.columns_gap is not None:
        return counted(
            Bounds(proved=0, upper=1),
            subject=f"{window.chinese}内政务咨询类栏目无信件、留言",
            unit="",
            measure={"mailboxes": 0},
            evidence=ids(consult) or case.gap_evidence,
            open_reason="mailbox_unread" if consult else str(case.columns_gap),
        )
    if kept_elsewhere(case, (ColumnClass.CONSULT,), Leaves.SIBLING, Leaves.FOREIGN):
        return counted(
            Bounds(proved=0, upper=1),
            subject=f"{window.chinese}内政务咨询类栏目无信件、留言",
            unit="",
            measure={"mailboxes": 0},
            evidence=tuple(one.id for one in case.navigation),
            open_reason="mailbox_elsewhere",
            note="咨询栏目在其他网站，来信未读。",
        )
    return not_applicable(
        reason="no_consult_column", explanation="未发现政务咨询类栏目，由上一行判定。"
    )


def _falls_in(fact: LetterFact, since: date) -> bool:
    day = fact.asked or fact.replied
    return day is not None and day >= since


def _read_back(box: Box, since: date) -> bool:
    """Tell whether a box was read back; one that says it is empty must say so at two looks."""
    read = [
        one.fact
        for one in box
        if one.fact.read_back_to is not None and one.fact.read_back_to <= since
    ]
    empty = sum(fact.list_state is ListState.EMPTY for fact in read)
    return len(read) > empty or empty >= _TWICE


CHECK = Check(
    id="no_letters",
    params={"window": ParamKind.WINDOW},
    evaluate=evaluate,
    reads={ColumnClass.CONSULT: "window"},
)
