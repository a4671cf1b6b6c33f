"""Derives the true words of deducting items (扣分项) where the province makes them certain.

What must open (A1, A2, D3, F3) is derived in `opening.py`. What a person alone judges is
NEEDS_PERSON by the rules themselves; other items that nothing in the province decides are left out.
What is booked in rows of one kind under both sheets is derived once.
"""

from collections.abc import Iterable
from dataclasses import replace

from simulator.facts import ColumnFact, Freshness, SiteFacts, freshness
from simulator.judge import (
    FAIL,
    NEEDS_PERSON,
    ONE_VISIT,
    PASS,
    UNDETERMINED,
    Verdict,
    WeekWords,
    or_abstain,
    unread,
    windowed,
)
from simulator.model import ColumnClass, Form
from simulator.opening import links, may_miss_guides, systems
from simulator.windows import FORTNIGHT, months_before

_K = ColumnClass
_NOT_APPLICABLE = "NOT_APPLICABLE"
_HOME_ITEMS, _YEAR, _REPLY_MONTHS = 10, 12, 2
_PORTAL_ACTIVITIES, _OTHER_ACTIVITIES = 6, 3
_UNREAD = "unreadable"
_NO_LISTS = frozenset({Form.EMPTY, Form.PARENT, Form.SOFT_404})
_BY_PERSON_2015 = ("B2.4", "D1.2", "D2.1")
_BY_PERSON_2019 = (
    "P1.2", "P2.2", "P3.2", "P6.3", "S3", "I4.1", "I4.2", "F7", "B1", "B2", "B3", "B4", "B5",
)  # fmt: skip
"""Whether texts are right, how a question is answered, how pages look, and every bonus."""


def deductions_2015(
    facts: SiteFacts, *, week: WeekWords = ONE_VISIT, twice: bool = False
) -> dict[str, Verdict]:
    """Return the true words of A1 to D3 of 2015 (`scoring-2015.md`, part 2)."""
    found = {
        "A1": week.share,
        **links(facts, "A2.1", "A2.2", twice=twice),
        "B1": _home_items(facts),
        "B2.1": _stale(facts, {_K.NEWS}, twice=twice),
        "B2.2": _stale(facts, {_K.NOTICE, _K.POLICY}, twice=twice),
        "B2.3": _stale(facts, {_K.STAFF, _K.PLAN}, twice=twice),
        "C1.1": _missing(facts, _K.CONSULT),
        "C1.2": _no_letters(facts),
        "C2.1": _missing(facts, _K.SURVEY),
        **_activities(facts, _K.SURVEY, "C2.2", "C2.3"),
        **_activities(facts, _K.INTERVIEW, "C3.1", "C3.2"),
        "D1.1": _elements(facts),
        "D2.2": _all_files(facts, twice=twice),
        "D3": systems(facts, twice=twice),
        **_by_person(_BY_PERSON_2015),
    }
    return _as_robots_allow(facts, found)


def deductions_2019(
    facts: SiteFacts, *, week: WeekWords = ONE_VISIT, twice: bool = False
) -> dict[str, Verdict]:
    """Return the true words of rows of 2019 (`indicators-2019.md` §0 and §3): portals' alone."""
    del week
    found = {
        "P4.1": _missing(facts, _K.NEWS),
        "P4.2": _stale(facts, {_K.NEWS}, twice=twice),
        "P5.1": _missing(facts, _K.POLICY),
        "P5.2": _stale_documents(facts, twice=twice),
        "P7": _idle(facts, twice=twice),
        "S2": _elements(facts),
        "S4": _files(facts, twice=twice),
        "I3.1": _missing(facts, _K.CONSULT),
        "I3.2": _no_replies(facts),
        **links(facts, "F3.1", "F3.2", twice=twice),
        **_by_person(_BY_PERSON_2019),
    }
    if not facts.portal:
        return dict.fromkeys(found, _said(_NOT_APPLICABLE, "no portal: vetoes alone"))
    return _as_robots_allow(facts, found)


def _as_robots_allow(facts: SiteFacts, found: dict[str, Verdict]) -> dict[str, Verdict]:
    if facts.readable and facts.robots_closed:
        return {item: or_abstain(verdict) for item, verdict in found.items()}
    return found


def _by_person(items: Iterable[str]) -> dict[str, Verdict]:
    return {item: _said(NEEDS_PERSON, "a person judges", UNDETERMINED) for item in items}


def _said(word: str, why: str, *also: str) -> Verdict:
    return Verdict(word=word, why=why, also=also)


def _home_items(facts: SiteFacts) -> Verdict:
    """B1: fewer than 10 new items in the columns of the home page (首页栏目) within two weeks.

    Whether these are the columns that it shows, or all that it leads to, is left open by the sheet:
    where the two come to different words, every word is right. A column that nobody can read, or an
    article without a list, may hold the items that lack. Letters of the public publish nothing, and
    no rule says whether they are items: they make nobody pass.
    """
    if not facts.readable:
        return unread()
    since = facts.as_of - FORTNIGHT
    shown = sum(day >= since for one in facts.columns if one.home for day in one.days)
    led_to = sum(day >= since for one in facts.columns for day in one.days)
    letters = sum(max(one.asked, one.replied or one.asked) >= since for one in facts.letters)
    articles = sum(one.form is Form.SINGLE for one in facts.columns)
    why = f"{shown} new items in the columns shown, {led_to} in all, {letters} letters"
    if not facts.home_readable or shown < _HOME_ITEMS <= led_to:
        return _said(UNDETERMINED, why, NEEDS_PERSON, PASS, FAIL)
    if shown >= _HOME_ITEMS:
        return _hedged(_said(PASS, why), facts.columns)
    unseen = any(_is_unread(one) or one.form is Form.OFFSITE for one in facts.columns)
    doubtful = unseen or led_to + letters + articles >= _HOME_ITEMS
    also = (UNDETERMINED,) if doubtful else ()
    return _hedged(_said(FAIL, why, *also), facts.columns)


def _stale(facts: SiteFacts, kinds: set[ColumnClass], *, twice: bool) -> Verdict:
    """B2 and P4.2: a column of these classes without an update in its window."""
    if not facts.readable:
        return unread()
    return _any_stale(facts, windowed(facts, frozenset(kinds)), twice=twice)


def _any_stale(
    facts: SiteFacts, columns: Iterable[ColumnFact], *, more: int = 0, twice: bool = False
) -> Verdict:
    """Judge columns each by its window, and empty ones that were seen `twice` without one.

    `more` are as many that may count or not.
    """
    columns = list(columns)
    words = [
        Freshness.STALE if twice and one.form is Form.EMPTY else freshness(one, facts.as_of)
        for one in columns
    ]
    proved, unknown = words.count(Freshness.STALE), words.count(Freshness.UNKNOWN) + more
    why = f"{proved} stale, {unknown} unknown"
    if not proved and unknown:
        return _said(UNDETERMINED, why, NEEDS_PERSON)
    return _hedged(_said(FAIL if proved else PASS, why), columns)


def _stale_documents(facts: SiteFacts, *, twice: bool) -> Verdict:
    """P5.2: a 一级栏目 of 政策文件 without an update; without the menu the level is unknown."""
    if not facts.readable:
        return unread()
    columns = windowed(facts, frozenset({_K.POLICY}))
    known = _any_stale(facts, [one for one in columns if one.level == 1], twice=twice)
    if facts.home_readable and facts.menu_readable:
        return known
    old = [one for one in columns if freshness(one, facts.as_of) is not Freshness.UPDATED]
    blind = _any_stale(facts, (), more=len(old))
    also = {known.word, *known.also, *blind.also} - {blind.word}
    return _said(blind.word, blind.why, *sorted(also))


def _idle(facts: SiteFacts, *, twice: bool) -> Verdict:
    """P7: a column that no other row deducts for is overdue, or empty in two visits."""
    if not facts.readable:
        return unread()
    others = [
        one
        for one in facts.columns
        if one.registered and one.kind not in {_K.NEWS, _K.POLICY, _K.TOPIC}
    ]
    empty = [one for one in others if one.form is Form.EMPTY]
    blind = [one for one in others if _is_unread(one) and one not in empty]
    filled = [one for one in others if one not in empty and one not in blind]
    if twice and empty:
        return _said(FAIL, f"{len(empty)} empty twice")
    return _any_stale(facts, filled, more=len(blind) + len(empty))


def _missing(facts: SiteFacts, kind: ColumnClass) -> Verdict:
    """C1.1, C2.1 and the like: no column of a kind; that none was found proves nothing."""
    if not facts.readable:
        return unread()
    if any(one.kind is kind for one in facts.columns):
        return _said(PASS, f"{kind} is there")
    return _said(NEEDS_PERSON, f"no {kind}", UNDETERMINED)


def _no_letters(facts: SiteFacts) -> Verdict:
    """C1.2: a column for questions in which no letter stood for a year."""
    beside = _beside_letters(facts)
    if beside is not None:
        return beside
    since = months_before(facts.as_of, _YEAR)
    count = sum(one.asked >= since for one in facts.letters)
    return _hedged(_said(PASS if count else FAIL, f"{count} letters within a year"), facts.columns)


def _no_replies(facts: SiteFacts) -> Verdict:
    """I3.2: no reply was published within two months.

    A letter that hides what became of it may have had one: then the other word is right too.
    """
    beside = _beside_letters(facts)
    if beside is not None:
        return beside
    days = [one.replied for one in facts.letters if one.replied is not None]
    newest = max(days, default=None)
    why = f"newest reply {newest}"
    if newest is not None and newest >= months_before(facts.as_of, _REPLY_MONTHS):
        return _hedged(_said(PASS, why), facts.columns)
    return _said(FAIL, why, UNDETERMINED)


def _beside_letters(facts: SiteFacts) -> Verdict | None:
    """Give the word of rows on letters where no letter could be read; the row before decides."""
    if not facts.readable:
        return unread(_NOT_APPLICABLE)
    boxes = [one for one in facts.columns if one.kind is _K.CONSULT]
    if not boxes:
        return _said(_NOT_APPLICABLE, "no column for questions")
    if any(one.form is Form.OFFSITE or _is_unread(one) for one in boxes):
        return _said(UNDETERMINED, "mailbox_unread", NEEDS_PERSON, _NOT_APPLICABLE)
    return None


def _activities(facts: SiteFacts, kind: ColumnClass, none: str, few: str) -> dict[str, Verdict]:
    """C2 and C3: a column whose activities of a year are none, or fewer than asked for."""
    if not facts.readable:
        return {none: unread(_NOT_APPLICABLE), few: unread(_NOT_APPLICABLE)}
    columns = [one for one in facts.columns if one.kind is kind]
    if not columns:
        absent = _said(_NOT_APPLICABLE, f"no {kind}")
        return {none: absent, few: absent}
    if any(_is_unread(one) for one in columns):
        unseen = _said(UNDETERMINED, "activities_unread", NEEDS_PERSON, _NOT_APPLICABLE)
        return {none: unseen, few: unseen}
    since = months_before(facts.as_of, _YEAR)
    held = sum(
        any(since <= day <= facts.as_of for day in days) for one in columns for days in one.held
    )
    least = _PORTAL_ACTIVITIES if facts.portal else _OTHER_ACTIVITIES
    why = f"{held} held within a year, {least} asked for"
    verdicts = {
        none: _said(PASS if held else FAIL, why),
        few: _said(FAIL if held < least else PASS, why) if held else _said(_NOT_APPLICABLE, why),
    }
    return {item: _hedged(one, columns) for item, one in verdicts.items()}


def _elements(facts: SiteFacts) -> Verdict:
    """D1.1 and S2: guides of the province lack a telephone at least; a person confirms a lack."""
    return unread() if not facts.readable else _said(NEEDS_PERSON, "guides lack", UNDETERMINED)


def _files(facts: SiteFacts, *, twice: bool) -> Verdict:
    """D2.2 and S4: a form of a guide cannot be fetched in two visits."""
    if not facts.readable:
        return unread()
    columns = [one for one in facts.columns if one.kind is _K.GUIDE]
    if not columns:
        return _said(NEEDS_PERSON, "no service guide", UNDETERMINED)
    if any(_is_unread(one) for one in columns):
        return _said(UNDETERMINED, "guides_unread", NEEDS_PERSON, PASS)
    if not facts.lost_forms:
        return _hedged(_said(PASS, "every form is there"), columns)
    return _said(FAIL, "forms lost") if twice else _said(UNDETERMINED, "seen once", NEEDS_PERSON)


def _all_files(facts: SiteFacts, *, twice: bool) -> Verdict:
    """D2.2 speaks of every guide: who read a sample of them has not proved that none is lost."""
    verdict = _files(facts, twice=twice)
    if verdict.word != PASS or not may_miss_guides(facts):
        return verdict
    return replace(verdict, also=tuple(dict.fromkeys((UNDETERMINED, *verdict.also))))


def _is_unread(column: ColumnFact) -> bool:
    return column.word == _UNREAD


def _hedged(verdict: Verdict, columns: Iterable[ColumnFact]) -> Verdict:
    """Allow an abstention where a column may be unread, or holds no list of its own."""
    doubtful = any(_UNREAD in one.also or one.form in _NO_LISTS for one in columns)
    if not doubtful:
        return verdict
    also = dict.fromkeys((*verdict.also, UNDETERMINED, NEEDS_PERSON))
    return replace(verdict, also=tuple(also))
