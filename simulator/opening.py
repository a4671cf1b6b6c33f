"""Derives the true words of what must open: links (A2, F3) and online systems (D3).

Every page of the province names hosts outside it, which its one name server does not know. That
proves nothing of them (`vocabulary.md` §4: two must agree), so no home page's links all opened.
"""

from simulator.facts import LINKS_ONLY, SiteFacts
from simulator.judge import FAIL, NEEDS_PERSON, PASS, UNDETERMINED, Verdict, unread
from simulator.model import ColumnClass, Form

_UNREAD = "unreadable"
_SAMPLE = 5
"""Guides that an auditor must read at least, as the sheet of 2019 samples (抽查5个)."""


def links(facts: SiteFacts, home: str, others: str, *, twice: bool) -> dict[str, Verdict]:
    """Judge the links of the home page, and those that stand on other pages alone.

    A dead one is known after two visits. Who samples the other pages may not have met it, and has
    not proved that all of them open.
    """
    if not facts.readable:
        return {home: unread(), others: unread()}
    return {home: _at_home(facts, twice=twice), others: _inside(facts, twice=twice)}


def _at_home(facts: SiteFacts, *, twice: bool) -> Verdict:
    why = f"{facts.lost_at_home} dead links on the home page"
    if facts.home_readable and facts.lost_at_home and twice:
        return Verdict(word=FAIL, why=why)
    return Verdict(word=UNDETERMINED, why=f"{why}, hosts outside unknown", also=(NEEDS_PERSON,))


def _inside(facts: SiteFacts, *, twice: bool) -> Verdict:
    why = f"{facts.lost_inside} dead links on other pages"
    if facts.lost_inside:
        return Verdict(word=FAIL if twice else UNDETERMINED, why=why, also=_either(twice=twice))
    outward = any(one.word == LINKS_ONLY or one.form is Form.OFFSITE for one in facts.columns)
    if outward or not facts.home_readable:
        return Verdict(word=UNDETERMINED, why=f"{why}, hosts outside unknown", also=(NEEDS_PERSON,))
    return Verdict(word=PASS, why=why, also=(UNDETERMINED,))


def _either(*, twice: bool) -> tuple[str, ...]:
    return (UNDETERMINED,) if twice else (NEEDS_PERSON,)


def may_miss_guides(facts: SiteFacts) -> bool:
    """Tell whether a row that speaks of all guides (2015) is open for who reads a sample."""
    guides = [one for one in facts.columns if one.kind is ColumnClass.GUIDE]
    return sum(one.rows for one in guides) > _SAMPLE


def systems(facts: SiteFacts, *, twice: bool) -> Verdict:
    """D3: an online system of a guide cannot be opened in two visits."""
    if not facts.readable:
        return unread()
    columns = [one for one in facts.columns if one.kind is ColumnClass.GUIDE]
    if not columns:
        return Verdict(word=NEEDS_PERSON, why="no service guide", also=(UNDETERMINED,))
    if any(one.word == _UNREAD for one in columns):
        return Verdict(word=UNDETERMINED, why="guides_unread", also=(NEEDS_PERSON, PASS))
    if not facts.systems_down:
        doubtful = any(_UNREAD in one.also for one in columns)
        also = (UNDETERMINED, NEEDS_PERSON) if doubtful else ()
        if may_miss_guides(facts):
            also = tuple(dict.fromkeys((UNDETERMINED, *also)))
        return Verdict(word=PASS, why="every system opens", also=also)
    if twice:
        return Verdict(word=FAIL, why="systems down")
    return Verdict(word=UNDETERMINED, why="seen once", also=(NEEDS_PERSON,))
