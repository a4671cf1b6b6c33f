"""Derives the true vetoes of 2015, V2 to V5, after one visit and after two (`vocabulary.md` §5-§7).

V1 needs a week of visits (simulator/week.py); a person decides V4.
"""

from dataclasses import dataclass

from simulator.facts import (
    ColumnFact,
    Freshness,
    LetterFact,
    SiteFacts,
    counts_against,
    freshness,
)
from simulator.model import ColumnClass, Form, Reply
from simulator.windows import FORTNIGHT

PASS, FAIL = "PASS", "FAIL"
UNDETERMINED, NEEDS_PERSON = "UNDETERMINED", "NEEDS_PERSON"
ABSTENTIONS = frozenset({UNDETERMINED, NEEDS_PERSON})
STALE_LIMIT, OVERDUE_LIMIT, EMPTY_LIMIT = 5, 10, 5
V3A = frozenset({ColumnClass.NEWS, ColumnClass.NOTICE, ColumnClass.POLICY})
_V3B = V3A | {ColumnClass.STAFF, ColumnClass.PLAN}


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The true word of an item; the words in `also` are as right."""

    word: str
    why: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekWords:
    """What a week of visits to the homepage decides."""

    veto: Verdict
    """站点无法访问: V1 and W2."""
    share: Verdict
    """A1: the points for each percent of visits that failed."""


_ONE_VISIT = Verdict(word=UNDETERMINED, why="needs_week_of_visits")
ONE_VISIT = WeekWords(veto=_ONE_VISIT, share=_ONE_VISIT)


def judge(
    facts: SiteFacts, *, week: WeekWords = ONE_VISIT, twice: bool = False
) -> dict[str, Verdict]:
    """Return the true verdict of every item, in the order of the sheet.

    `twice`: two surveys four hours apart saw the same, which empty columns and letters need.
    """
    found = {
        "V1": week.veto,
        "V2": no_update(facts),
        "V3a": stale(facts, windowed(facts, V3A)),
        "V3b": overdue(facts, twice=twice),
        "V3c": empty_columns(facts, twice=twice),
        "V4": Verdict(word=NEEDS_PERSON, why="manual_confirmation_always", also=(UNDETERMINED,)),
        "V5": consult_letters(facts, twice=twice),
    }
    if facts.readable and facts.robots_closed:
        return {item: or_abstain(verdict) for item, verdict in found.items()}
    return found


def or_abstain(verdict: Verdict) -> Verdict:
    """Allow an auditor that obeys `Disallow: /` to say that it does not know."""
    if verdict.word in ABSTENTIONS:
        return verdict
    also = tuple(sorted({*verdict.also, *ABSTENTIONS}))
    return Verdict(word=verdict.word, why=f"{verdict.why}; robots_closed", also=also)


def unread(*also: str) -> Verdict:
    """Abstain from all that stands on pages which nobody could read."""
    return Verdict(word=UNDETERMINED, why="site_not_readable", also=(NEEDS_PERSON, *also))


def no_update(facts: SiteFacts) -> Verdict:
    """V2 网站不更新: one proved update of a home column within 14 days passes.

    Letters of the public publish nothing, and no rule says whether they are an update: where they
    alone are new, nobody can say.
    """
    if not facts.readable:
        return unread()
    start = facts.as_of - FORTNIGHT
    homes = [column for column in facts.columns if column.home]
    seen = [freshness(column, facts.as_of, since=start) for column in homes]
    if not facts.home_readable:
        also = (PASS,) if Freshness.UPDATED in seen else ()
        return Verdict(word=UNDETERMINED, why="home_columns_unknown", also=(NEEDS_PERSON, *also))
    if Freshness.UPDATED in seen:
        return Verdict(word=PASS, why=f"{seen.count(Freshness.UPDATED)} home columns updated")
    if any(max(one.asked, one.replied or one.asked) >= start for one in facts.letters):
        return Verdict(word=UNDETERMINED, why="letters_alone_new", also=(NEEDS_PERSON,))
    if seen and all(one is Freshness.STALE for one in seen):
        return Verdict(word=FAIL, why=f"0 updates in {len(seen)} home columns")
    return Verdict(word=UNDETERMINED, why="home_columns_undated", also=(NEEDS_PERSON,))


def stale(facts: SiteFacts, columns: list[ColumnFact], *, more: int = 0) -> Verdict:
    """V3a: at least 5 动态要闻 (14 d), 通知公告 and 政策文件 (6 months) without update.

    `columns` are those that count, `more` the number of old ones that may count too.
    """
    if not facts.readable:
        return unread()
    proved = count_of(facts, columns, Freshness.STALE)
    upper = proved + count_of(facts, columns, Freshness.UNKNOWN) + more
    weak = any(not column.proved for column in columns)
    return bounds(proved, upper, STALE_LIMIT, weak=weak)


def overdue(facts: SiteFacts, *, twice: bool) -> Verdict:
    """V3b: at least 10 windowed columns past their window; empties seen once widen the bound."""
    if not facts.readable:
        return unread(PASS)
    columns = windowed(facts, _V3B)
    empty = len(_maybe_empty(facts))
    unknown = count_of(facts, columns, Freshness.UNKNOWN)
    unknown -= sum(column.form is Form.EMPTY for column in columns)
    proved = count_of(facts, columns, Freshness.STALE) + (empty if twice else 0)
    upper = proved + unknown + (0 if twice else empty)
    upper += sum(column.kind not in _V3B for column in _unread_lists(facts))
    weak = any(not column.proved for column in columns)
    verdict = bounds(proved, upper, OVERDUE_LIMIT, weak=weak)
    old = sum(_looks_old(facts, column) for column in facts.columns if column.registered)
    if verdict.word == PASS and upper + old >= OVERDUE_LIMIT:
        also = (NEEDS_PERSON, UNDETERMINED)
        return Verdict(word=PASS, why=f"{verdict.why}; {old} old without a window", also=also)
    return verdict


def _looks_old(facts: SiteFacts, column: ColumnFact) -> bool:
    """Tell whether a person would be shown a column of a class without a window."""
    if column.kind in _V3B or column.newest is None:
        return False
    return (facts.as_of - column.newest).days > 365  # noqa: PLR2004 - any year will do here


def empty_columns(facts: SiteFacts, *, twice: bool) -> Verdict:
    """V3c 空白栏目: 5 columns empty in two visits, so one visit can only pass."""
    if not facts.readable:
        return unread()
    proved = len(_maybe_empty(facts))
    seen = proved + len(_unread_lists(facts))
    if seen < EMPTY_LIMIT:
        return Verdict(word=PASS, why=f"at most {seen} empty")
    if twice and proved >= EMPTY_LIMIT:
        return Verdict(word=FAIL, why=f"{proved} empty in two visits")
    return Verdict(word=UNDETERMINED, why=f"{seen} empty in one visit", also=(NEEDS_PERSON,))


def _maybe_empty(facts: SiteFacts) -> list[ColumnFact]:
    return [
        column
        for column in facts.columns
        if column.registered and column.form is Form.EMPTY and column.kind is not ColumnClass.TOPIC
    ]


def _unread_lists(facts: SiteFacts) -> list[ColumnFact]:
    """Give the columns of which nobody knows whether they are empty."""
    return [
        column
        for column in facts.columns
        if column.registered
        and column.word == "unreadable"
        and column.kind is not ColumnClass.TOPIC
    ]


def consult_letters(facts: SiteFacts, *, twice: bool) -> Verdict:
    """V5 互动回应差: a countable letter needs a second visit before it fails a site."""
    if not facts.readable:
        return unread()
    counted = [one for one in facts.letters if counts_against(one, facts.as_of)]
    mixed = sum(not one.consult for one in counted)
    doubtful = mixed + sum(_is_doubtful(one) for one in facts.letters)
    sure = len(counted) - mixed
    if sure and twice:
        return Verdict(word=FAIL, why=f"{sure} unanswered letters seen twice")
    if sure or doubtful:
        why = f"{sure} unanswered letters seen once, {doubtful} for a person"
        return Verdict(word=NEEDS_PERSON, why=why, also=(UNDETERMINED,))
    if unread_mailboxes(facts):
        return Verdict(word=UNDETERMINED, why="mailbox_unread", also=(NEEDS_PERSON,))
    if any(one.is_test for one in facts.letters):
        return Verdict(word=PASS, why="only tests count", also=(NEEDS_PERSON,))
    return Verdict(word=PASS, why="no letter counts")


def _is_doubtful(letter: LetterFact) -> bool:
    """Tell a letter that was acknowledged, or said to be done, and nothing more."""
    return letter.reply in {Reply.ACKNOWLEDGED, Reply.HOLLOW}


def unread_mailboxes(facts: SiteFacts) -> bool:
    """Tell whether letters may stand where nobody could read them."""
    return any(
        column.kind is ColumnClass.CONSULT
        and (column.form is Form.OFFSITE or column.word == "unreadable")
        for column in facts.columns
    )


def windowed(facts: SiteFacts, kinds: frozenset[ColumnClass]) -> list[ColumnFact]:
    """Give the registered columns of some classes."""
    return [column for column in facts.columns if column.kind in kinds and column.registered]


def count_of(facts: SiteFacts, columns: list[ColumnFact], wanted: Freshness) -> int:
    """Count the columns of one freshness."""
    return sum(freshness(column, facts.as_of) is wanted for column in columns)


def bounds(proved: int, upper: int, limit: int, *, weak: bool) -> Verdict:
    """Apply the bounds of a counting item (§7)."""
    why = f"{proved} proved, at most {upper}, limit {limit}"
    if proved >= limit:
        return Verdict(word=FAIL, why=why)
    if upper < limit:
        return Verdict(word=PASS, why=why)
    if weak:
        return Verdict(word=NEEDS_PERSON, why=why, also=(UNDETERMINED,))
    return Verdict(word=UNDETERMINED, why=why, also=(NEEDS_PERSON,))
