"""V5 互动回应差: a consult letter (政务咨询) without an answer for long (vocabulary §6)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from audit.case.casefile import CaseFile, Gap, Sighting, seen_twice
from audit.case.elsewhere import kept_elsewhere
from audit.case.places import letter_place
from audit.editions.params import ParamKind
from audit.scoring.judgement import GAP_WORDS, Check, Judgement, Params
from schema.types.column import Channel, ColumnClass
from schema.types.facts import LetterFact, MailboxFact
from schema.types.navigation import Leaves
from schema.types.reading import LetterNote, LetterState, ListState
from schema.types.verdict import Verdict

Letter = tuple[Sighting[LetterFact], ...]
Mailbox = tuple[Sighting[MailboxFact], ...]
_NO_LIST = frozenset({ListState.PARENT})
"""A parent's children are mailboxes of their own. A page that looks like one article holds the item
open: the letters may stand on a platform that it leads to, or be made by scripts."""


class Weight(StrEnum):
    """What one letter does to the item."""

    NONE = "none"
    COUNTS = "counts"
    NEEDS_SECOND_VISIT = "needs_second_visit"
    PERSON = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Terms:
    """The item's parameters as days and lengths of time."""

    year_ago: date
    overdue: date
    gap: timedelta
    duplicate: timedelta
    test_words: tuple[str, ...]

    def old_enough(self, asked: date | None) -> bool | None:
        """Tell whether a letter lies between the two limits; None where nobody knows its age."""
        return None if asked is None else self.year_ago < asked < self.overdue


@dataclass(frozen=True, slots=True, kw_only=True)
class _Weighed:
    """Everything that decides the item."""

    letters: Mapping[Weight, tuple[Letter, ...]]
    read: tuple[Mailbox, ...]
    unread: tuple[str, ...]
    """Evidence ids of consult columns that were not read back to the window's start."""
    unread_columns: int
    unseen: tuple[Letter, ...]
    """Letters of an age that counts whose own pages, where a reply may stand, were not read."""
    elsewhere: tuple[str, ...]
    """Evidence ids where no mailbox was read, and the homepage leads to one on another host."""
    gap: Gap | None


def evaluate(case: CaseFile, params: Params) -> Judgement:
    """Judge the letters of consult channels, each letter once.

    A site without any consult column passes here: a missing column is booked by a row of its own,
    as a deduction in 2015 (C1) and as a veto in 2019. That needs a survey without a gap and no
    consult column left unread, be it on another host or below a parent whose children nobody saw.
    """
    terms = _Terms(
        year_ago=params["window"].start(case.today),
        overdue=params["overdue"].start(case.today),
        gap=timedelta(hours=params["gap_hours"]),
        duplicate=timedelta(days=params["duplicate_days"]),
        test_words=params["test_words"],
    )
    weighed = _weigh_all(case, terms)
    verdict, reason, rows = _decide(weighed, params["threshold"])
    counts = {word: len(weighed.letters[word]) for word in Weight}
    proved = weighed.letters[Weight.COUNTS] if verdict is Verdict.FAIL else ()
    return Judgement(
        verdict=verdict,
        reason=reason,
        explanation=_explanation(weighed, params, reason),
        measure={
            "proved": counts[Weight.COUNTS],
            "needs_second_visit": counts[Weight.NEEDS_SECOND_VISIT],
            "needs_person": counts[Weight.PERSON],
            "letters": sum(counts.values()),
            "mailboxes_read": len(weighed.read),
            "mailboxes_unread": weighed.unread_columns,
            "threshold": params["threshold"],
            "since": terms.year_ago.isoformat(),
            "overdue_before": terms.overdue.isoformat(),
        },
        evidence=rows + (case.gap_evidence if verdict is Verdict.UNDETERMINED else ()),
        places=tuple(letter_place(one) for one in proved),
    )


def _weigh_all(case: CaseFile, terms: _Terms) -> _Weighed:
    letters: dict[Weight, list[Letter]] = {word: [] for word in Weight}
    for letter in case.letters:
        letters[_weight(letter, case.letters, terms)].append(letter)
    asked = [box for box in case.mailboxes if _takes_questions(box)]
    read = tuple(box for box in asked if _read_back(box, terms.year_ago))
    unread = [[one.id for one in box] for box in asked if box not in read]
    unread += _columns_without_letters(case)
    parents = [] if asked else _parents(case)
    unread += parents
    led = kept_elsewhere(case, (ColumnClass.CONSULT,), Leaves.SIBLING, Leaves.FOREIGN)
    return _Weighed(
        letters={word: tuple(found) for word, found in letters.items()},
        read=read,
        unread=tuple(row for rows in unread for row in rows),
        unread_columns=len(unread),
        unseen=tuple(letter for letter in case.letters if _is_unseen(letter, terms)),
        elsewhere=() if asked or not led else tuple(one.id for one in case.navigation),
        gap=case.gap if case.gap is Gap.SURVEY_CUT_SHORT else case.columns_gap,
    )


def _weight(letter: Letter, others: Sequence[Letter], terms: _Terms) -> Weight:
    """Walk the table of vocabulary §6; the detail page decides until a later row is seen."""
    read = [one for one in letter if one.fact.detail_read]
    since = max((one.at for one in read), default=letter[0].at)
    facts = [one.fact for one in letter if one in read or one.at > since or not read]
    unanswered = [fact for fact in facts if fact.state is LetterState.UNANSWERED]
    settled = any(
        fact.state is LetterState.ANSWERED or fact.note is LetterNote.CLOSED for fact in facts
    )
    excluded = any(fact.channel is Channel.EXCLUDED for fact in facts)
    if settled or excluded or not unanswered:
        return Weight.NONE
    old = terms.old_enough(unanswered[-1].asked)
    if old is False:
        return Weight.NONE
    twins = [other for other in others if other is not letter]
    if old is None or not read or _doubtful(unanswered, twins, terms):
        return Weight.PERSON
    seen = [one for one in read if one.fact.state is LetterState.UNANSWERED]
    return Weight.COUNTS if seen_twice(seen, terms.gap) else Weight.NEEDS_SECOND_VISIT


def _is_unseen(letter: Letter, terms: _Terms) -> bool:
    """Tell whether a letter may count for all that is known: its row says nothing, its page unread.

    What a page that was read leaves unknown does not count (vocabulary §6).
    """
    fact = letter[-1].fact
    seen = any(one.fact.detail_read or one.fact.state is not LetterState.UNKNOWN for one in letter)
    waits = fact.note in {None, LetterNote.REPLY_UNREAD} and fact.url is not None
    counts = fact.channel is not Channel.EXCLUDED and terms.old_enough(fact.asked) is not False
    return waits and counts and not seen


def _doubtful(facts: Sequence[LetterFact], others: Sequence[Letter], terms: _Terms) -> bool:
    """Tell whether a person must look: mixed channel, acknowledgement, test or duplicate."""
    return any(
        fact.channel is Channel.MIXED
        or fact.note is LetterNote.ACKNOWLEDGED
        or any(word in fact.title.casefold() for word in terms.test_words)
        or _has_answered_twin(fact, others, terms.duplicate)
        for fact in facts
    )


def _has_answered_twin(fact: LetterFact, others: Sequence[Letter], within: timedelta) -> bool:
    """Tell whether the same question, sent about the same time, was answered elsewhere."""
    return any(
        other.title == fact.title
        and other.state is LetterState.ANSWERED
        and other.asked is not None
        and fact.asked is not None
        and abs(other.asked - fact.asked) <= within
        for letter in others
        for other in (one.fact for one in letter)
    )


def _takes_questions(box: Mailbox) -> bool:
    fact = box[-1].fact
    return fact.channel is not Channel.EXCLUDED and fact.list_state not in _NO_LIST


def _read_back(box: Mailbox, since: date) -> bool:
    return any(
        one.fact.list_state is ListState.EMPTY
        or (
            one.fact.list_state is ListState.READ
            and one.fact.read_back_to is not None
            and one.fact.read_back_to <= since
        )
        for one in box
    )


def _parents(case: CaseFile) -> list[list[str]]:
    """Give the rows of consult columns that only lead to mailboxes (互动交流)."""
    boxes = (box for box in case.mailboxes if box[-1].fact.channel is not Channel.EXCLUDED)
    return [[one.id for one in box] for box in boxes if box[-1].fact.list_state in _NO_LIST]


def _columns_without_letters(case: CaseFile) -> list[list[str]]:
    """Give the rows of consult columns whose letters nobody looked for."""
    boxes = {one.fact.url for box in case.mailboxes for one in box}
    return [
        [one.id for one in column.sightings]
        for column in case.columns
        if column.column_class is ColumnClass.CONSULT
        and column.url not in boxes
        and not column.exempt
        and (column.settled is None or column.settled.fact.list_state not in _NO_LIST)
    ]


def _decide(weighed: _Weighed, threshold: int) -> tuple[Verdict, str, tuple[str, ...]]:
    rows = {word: _ids(found) for word, found in weighed.letters.items()}
    if len(weighed.letters[Weight.COUNTS]) >= threshold:
        return Verdict.FAIL, "unanswered_letter", rows[Weight.COUNTS]
    if rows[Weight.PERSON]:
        return Verdict.NEEDS_PERSON, "letters_need_person", rows[Weight.PERSON]
    if rows[Weight.NEEDS_SECOND_VISIT]:
        return Verdict.UNDETERMINED, "needs_second_visit", rows[Weight.NEEDS_SECOND_VISIT]
    return _open(weighed) or _pass(weighed)


def _open(weighed: _Weighed) -> tuple[Verdict, str, tuple[str, ...]] | None:
    """Say why nothing is proved though no letter counts; None where all was seen."""
    if weighed.gap is not None or weighed.unread:
        return Verdict.UNDETERMINED, str(weighed.gap or "mailbox_unread"), weighed.unread
    if weighed.elsewhere:
        return Verdict.UNDETERMINED, "mailbox_elsewhere", weighed.elsewhere
    if weighed.unseen:
        return Verdict.UNDETERMINED, "letters_unread", _ids(weighed.unseen)
    return None


def _pass(weighed: _Weighed) -> tuple[Verdict, str, tuple[str, ...]]:
    boxes = _ids(weighed.read)
    if not boxes:
        return Verdict.PASS, "no_consult_column", ()
    shown = [one.fact for box in weighed.read for one in box if one.fact.letters]
    selected = bool(shown) and all(fact.only_answered_shown for fact in shown)
    reason = "published_letters_only" if selected else "no_unanswered_letter"
    return Verdict.PASS, reason, boxes


def _ids(groups: Sequence[Letter] | Sequence[Mailbox]) -> tuple[str, ...]:
    return tuple(one.id for group in groups for one in group)


_CLOSE: Mapping[str, str] = {
    "unanswered_letter": "构成单项否决",
    "letters_need_person": "待人工复核",
    "needs_second_visit": "须间隔{gap_hours}小时以上再次核实",
    "mailbox_unread": "有的咨询栏目未能读全，无法判定",
    "letters_unread": "有{unseen}封来信是否答复未能读到，无法判定",
    "mailbox_elsewhere": "咨询栏目在其他网站，来信未读，无法判定",
    "no_consult_column": "未发现政务咨询类栏目，没有来信可查，不构成本项否决（未开设另行判定）",
    "published_letters_only": "所见来信均已答复或属选登，就公布部分未发现问题",
    "no_unanswered_letter": "未发现逾期未答复的来信",
    **{str(gap): f"{close}，无法判定" for gap, close in GAP_WORDS.items()},
}


def _explanation(weighed: _Weighed, params: Params, reason: str) -> str:
    counted, once, person = (
        len(weighed.letters[word])
        for word in (Weight.COUNTS, Weight.NEEDS_SECOND_VISIT, Weight.PERSON)
    )
    close = _CLOSE[reason].format(**params, unseen=len(weighed.unseen))
    return (
        f"{params['window'].chinese}内超过{params['overdue'].chinese}未答复的咨询来信"
        f"已证实{counted}封，待再次核实{once}封，待人工复核{person}封；{close}。"
    )


CHECK = Check(
    id="unanswered_letters",
    params={
        "window": ParamKind.WINDOW,
        "overdue": ParamKind.WINDOW,
        "threshold": ParamKind.COUNT,
        "gap_hours": ParamKind.COUNT,
        "duplicate_days": ParamKind.COUNT,
        "test_words": ParamKind.WORDS,
    },
    evaluate=evaluate,
    reads={ColumnClass.CONSULT: "window"},
)
