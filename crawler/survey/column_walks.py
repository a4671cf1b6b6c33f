"""The walk that a column asks for, and its evidence: a list, a mailbox, or activities."""

from collections.abc import Iterator
from datetime import timedelta
from zoneinfo import ZoneInfo

from crawler.extract.columns.columns import channel_of
from crawler.survey.activity_walk import ACTIVITY_KINDS, ActivityWalk
from crawler.survey.answer import Answer
from crawler.survey.column_walk import ColumnTarget, ColumnWalk
from crawler.survey.list_walk import ListTarget, ListWalk
from crawler.survey.mailbox_walk import MailboxWalk
from crawler.survey.rendered import RenderBudget
from schema.types.column import ColumnClass
from schema.types.evidence import Evidence
from schema.types.letter_words import LetterWords
from schema.types.survey import SurveyPlan

_SHANGHAI = ZoneInfo("Asia/Shanghai")
_MAILBOXES = {ColumnClass.CONSULT, ColumnClass.COMPLAINT}
_DEFAULT_HORIZON = 366
_YEAR = 366
"""Days back that letters, consultations and interviews are asked about."""


def walk_of(
    target: ColumnTarget,
    plan: SurveyPlan,
    words: LetterWords,
    home: Answer | None,
    renders: RenderBudget,
) -> ColumnWalk | MailboxWalk:
    """Begin a column's walk, its first page asked for."""
    settings = plan.settings
    activity = ACTIVITY_KINDS.get(target.column_class)
    today = plan.as_of.astimezone(_SHANGHAI).date()
    rows = _rows(target, plan, home, renders)
    rows.start()
    if activity is not None:
        return ActivityWalk(
            target=target,
            rows=rows,
            max_articles=settings.activities_per_column,
            kind=activity,
            since=today - timedelta(days=_YEAR),
            until=today,
        )
    if target.column_class in _MAILBOXES:
        return MailboxWalk(
            target=target,
            channel=channel_of(target.name, words),
            rows=rows,
            max_letters=settings.letters_per_mailbox,
            selections=words.published_answers,
        )
    return ColumnWalk(
        target=target,
        rows=rows,
        max_articles=settings.articles_per_column,
        most_articles=settings.articles_of_a_quiet_column,
    )


def _rows(
    target: ColumnTarget, plan: SurveyPlan, home: Answer | None, renders: RenderBudget
) -> ListWalk:
    """Give the walk over the column's list: through a year where letters or activities count."""
    settings = plan.settings
    year = target.column_class in _MAILBOXES or target.column_class in ACTIVITY_KINDS
    asked = plan.horizons.get(target.column_class, _DEFAULT_HORIZON)
    days = _YEAR if year else target.update_days or asked
    return ListWalk(
        target=ListTarget(
            name=target.name,
            url=target.url,
            horizon=plan.as_of.astimezone(_SHANGHAI).date() - timedelta(days=days),
            max_pages=settings.pages_per_mailbox if year else settings.pages_per_list,
            max_hops=settings.hops,
            back=year,
        ),
        home=home,
        budget=renders,
    )


def evidence_of(walk: ColumnWalk | MailboxWalk, name: str) -> Iterator[Evidence]:
    """Record what a column gave under this name, and what is its kind's alone."""
    if isinstance(walk, MailboxWalk):
        yield from walk.evidence(name)
    else:
        yield walk.evidence(name)
    if isinstance(walk, ActivityWalk):
        yield from walk.activity_evidence(name)
