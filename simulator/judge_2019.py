"""Derives the true vetoes of the indicators of 2019, W1 to W6 (`indicators-2019.md` §1 and §2).

What 2019 asks as 2015 did is derived as there: W3 as V2, W4.2 as V3b, W4.3 as V3c, W5.2 as V5.
"""

from collections.abc import Mapping
from dataclasses import replace

from simulator.facts import ColumnFact, Freshness, SiteFacts
from simulator.judge import (
    NEEDS_PERSON,
    ONE_VISIT,
    PASS,
    UNDETERMINED,
    V3A,
    Verdict,
    WeekWords,
    consult_letters,
    count_of,
    empty_columns,
    no_update,
    or_abstain,
    overdue,
    stale,
    unread,
    windowed,
)
from simulator.model import ColumnClass, Form

NOT_APPLICABLE = "NOT_APPLICABLE"
LACKING_CLASSES, LACKING_GUIDES = 4, 5
"""So many classes (含) of elements make a guide one that lacks them; so many guides, or all."""
ELEMENTS: Mapping[str, frozenset[str]] = {
    "事项名称": frozenset(),
    "设定依据": frozenset(),
    "申请条件": frozenset({"受理条件"}),
    "办理材料": frozenset(),
    "办理地点": frozenset(),
    "办理机构": frozenset(),
    "收费标准": frozenset(),
    "办理时间": frozenset({"法定期限"}),
    "联系电话": frozenset(),
    "办理流程": frozenset(),
}
"""The ten classes of W6, each with what the province's guides call it beside."""
_MEDIA = Verdict(word=NOT_APPLICABLE, why="a website is no 政务新媒体")
_EITHER = (NEEDS_PERSON, UNDETERMINED)
_UNREAD = "unreadable"


def judge_2019(
    facts: SiteFacts, *, week: WeekWords = ONE_VISIT, twice: bool = False
) -> dict[str, Verdict]:
    """Return the true verdict of every veto of 2019; the words are as in `judge.judge`."""
    found = {
        "W1": Verdict(word=NEEDS_PERSON, why="manual_confirmation_always", also=(UNDETERMINED,)),
        "W2": week.veto,
        "W3": no_update(facts),
        "W4.1": _stale_of_first_level(facts),
        "W4.2": overdue(facts, twice=twice),
        "W4.3": empty_columns(facts, twice=twice),
        "W5.1": _channel(facts),
        "W5.2": consult_letters(facts, twice=twice),
        "W6": _services(facts),
    }
    if facts.readable and facts.robots_closed:
        found = {item: or_abstain(verdict) for item, verdict in found.items()}
    return {**found, "M1": _MEDIA, "M2": _MEDIA, "M3": _MEDIA}


def _stale_of_first_level(facts: SiteFacts) -> Verdict:
    """W4.1: as V3a, but of 通知公告 and 政策文件 only 一级栏目 count.

    Who cannot read the menu does not know which these are; who reads it all the same is right too.
    """
    columns = windowed(facts, V3A)
    news = [one for one in columns if one.kind is ColumnClass.NEWS]
    others = [one for one in columns if one.kind is not ColumnClass.NEWS]
    known = stale(facts, [*news, *(one for one in others if one.level == 1)])
    if not facts.readable or (facts.home_readable and facts.menu_readable):
        return known
    doubtful = (Freshness.STALE, Freshness.UNKNOWN)
    blind = stale(facts, news, more=sum(count_of(facts, others, word) for word in doubtful))
    also = {*blind.also, known.word, *known.also} - {blind.word}
    return replace(blind, also=tuple(sorted(also)))


def _channel(facts: SiteFacts) -> Verdict:
    """W5.1: an effective channel for questions; that none was found proves nothing by itself.

    Whether a mailbox on another host, or one without letters, is effective (有效) is a person's
    question, who may be asked.
    """
    if not facts.readable:
        return unread()
    boxes = [one for one in facts.columns if one.kind is ColumnClass.CONSULT]
    if not boxes:
        return Verdict(word=NEEDS_PERSON, why="no column for questions", also=(UNDETERMINED,))
    plain = any(one.form is not Form.OFFSITE and not _may_be_unread(one) for one in boxes)
    also = () if plain and facts.letters else _EITHER
    return Verdict(word=PASS, why=f"{len(boxes)} columns for questions", also=also)


def _services(facts: SiteFacts) -> Verdict:
    """W6: services are offered, and guides do not lack `LACKING_CLASSES` classes of elements.

    A sample that is in order passes. Fewer guides than a sample may be all that there are, or not:
    both words are right. A lack is a person's question (抽查, 人工).
    """
    if not facts.readable:
        return unread()
    columns = [one for one in facts.columns if one.kind is ColumnClass.GUIDE]
    if not columns:
        return Verdict(word=NEEDS_PERSON, why="no service guide", also=(UNDETERMINED,))
    if any(one.word == _UNREAD for one in columns):
        return Verdict(word=UNDETERMINED, why="guides_unread", also=(NEEDS_PERSON, PASS))
    guides, lacking = sum(one.rows for one in columns), classes_lacking(facts.guide_parts)
    why = f"{guides} guides, each without {lacking} classes"
    if lacking >= LACKING_CLASSES:
        return Verdict(word=NEEDS_PERSON, why=why, also=(UNDETERMINED,))
    sure = guides >= LACKING_GUIDES and not any(_may_be_unread(one) for one in columns)
    return Verdict(word=PASS, why=why, also=() if sure else (UNDETERMINED,))


def _may_be_unread(column: ColumnFact) -> bool:
    return _UNREAD in {column.word, *column.also}


def classes_lacking(parts: frozenset[str]) -> int:
    """Count the classes of elements that a guide of these parts lacks."""
    return sum(not parts & {name, *others} for name, others in ELEMENTS.items())
