"""What is known to auditors that follow fewer scripts, or more, than the usual one.

Rows behind a script may be read or left alone: an auditor of either kind is right.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from simulator.engines import ENGINES
from simulator.facts import ColumnFact, SiteFacts
from simulator.families import FAMILIES
from simulator.judge import Verdict
from simulator.model import Column, Form, Sight, Site

Blindness = frozenset[Sight]

USUAL: Blindness = frozenset({Sight.SHELL})
_OTHERS: tuple[Blindness, ...] = (frozenset(), frozenset({Sight.SHELL, Sight.PRINTED}))
_UNREAD = "unreadable"
_OTHER_WORDS = ("elsewhere", "none")


def sight_of(site: Site, column: Column) -> Sight:
    """Tell where the rows, the letters or the article of a column stand."""
    family = FAMILIES[site.family]
    if column.form is Form.MAILBOX and not family.shell:
        return ENGINES[column.engine].sight
    listed = column.form in {Form.LIST, Form.EMPTY} or family.shell
    return family.sight(column) if listed else Sight.PLAIN


def seen_facts(facts: SiteFacts, site: Site, blindness: Blindness = USUAL) -> SiteFacts:
    """Give what is left of the facts to an auditor who does not follow scripts of these kinds."""
    family = FAMILIES[site.family]
    sights = {family.column_path(column): sight_of(site, column) for column in site.columns}
    unread = {path for path, sight in sights.items() if sight in blindness}
    printed = {path for path, sight in sights.items() if sight is Sight.PRINTED} - unread
    if not unread and not printed:
        return facts
    lost = {
        family.letter_path(column, letter)
        for column in site.columns
        if family.column_path(column) in unread
        for letter in column.letters
    }
    return replace(
        facts,
        home_readable=facts.home_readable and not (family.shell and Sight.SHELL in blindness),
        columns=tuple(
            _unread(fact) if fact.path in unread else _doubtful(fact, doubt=fact.path in printed)
            for fact in facts.columns
        ),
        letters=tuple(letter for letter in facts.letters if letter.path not in lost),
    )


def _unread(fact: ColumnFact) -> ColumnFact:
    days = (fact.newest,) if fact.newest is not None else ()
    return replace(
        fact,
        word=_UNREAD,
        also=(fact.word, *fact.also, *_OTHER_WORDS),
        newest=None,
        days=(),
        held=(),
        newest_also=(*days, *fact.newest_also),
        rows=0,
    )


def _doubtful(fact: ColumnFact, *, doubt: bool) -> ColumnFact:
    return replace(fact, also=(*fact.also, _UNREAD, *_OTHER_WORDS)) if doubt else fact


def views_of(facts: SiteFacts, site: Site) -> tuple[SiteFacts, ...]:
    """Give what is left of the facts to auditors of each kind, the usual one first; none twice."""
    views = [seen_facts(facts, site)]
    for blindness in _OTHERS:
        other = seen_facts(facts, site, blindness)
        if all(other is not one for one in views):
            views.append(other)
    return tuple(views)


def judged_by_all(
    views: Sequence[SiteFacts], judge: Callable[[SiteFacts], Mapping[str, Verdict]]
) -> dict[str, Verdict]:
    """Judge as the usual auditor sees a site; what the others come to is as right."""
    usual, *others = views
    verdicts = dict(judge(usual))
    for view in others:
        for item, other in judge(view).items():
            own = verdicts[item]
            words = {*own.also, other.word, *other.also} - {own.word}
            verdicts[item] = replace(own, also=tuple(sorted(words)))
    return verdicts
