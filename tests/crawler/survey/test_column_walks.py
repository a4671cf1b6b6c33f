from datetime import timedelta

import pytest

from config.lexicon import load_lexicon
from crawler.survey.activity_walk import ActivityWalk
from crawler.survey.column_walk import ColumnTarget, ColumnWalk
from crawler.survey.column_walks import walk_of
from crawler.survey.mailbox_walk import MailboxWalk
from crawler.survey.rendered import RenderBudget
from schema.types.column import ColumnClass
from testkit.facts import HOME
from testkit.pages import make_plan

URL = f"{HOME}lm/"


def begin(column_class: ColumnClass, *, update_days: int | None = None) -> ColumnWalk | MailboxWalk:
    target = ColumnTarget(
        name="栏目", url=URL, column_class=column_class, registered=True, on_home=True,
        update_days=update_days,
    )  # fmt: skip
    plan = make_plan(horizons={ColumnClass.NEWS: 14})
    return walk_of(target, plan, load_lexicon().letter_words, None, RenderBudget(left=0))


def days_back(walk: ColumnWalk | MailboxWalk) -> int:
    return (make_plan().as_of.date() - walk.rows.target.horizon) // timedelta(days=1)


@pytest.mark.parametrize("column_class", ColumnClass)
def test_every_walk_begins_with_the_columns_own_page(column_class: ColumnClass) -> None:
    assert [request.url for request in begin(column_class).pending()] == [URL]


@pytest.mark.parametrize(
    ("column_class", "kind"),
    [
        (ColumnClass.NEWS, ColumnWalk),
        (ColumnClass.CONSULT, MailboxWalk),
        (ColumnClass.COMPLAINT, MailboxWalk),
        (ColumnClass.SURVEY, ActivityWalk),
        (ColumnClass.INTERVIEW, ActivityWalk),
    ],
)
def test_the_class_tells_how_a_column_is_walked(column_class: ColumnClass, kind: type) -> None:
    assert type(begin(column_class)) is kind


def test_a_list_is_read_as_far_as_the_edition_looks() -> None:
    assert days_back(begin(ColumnClass.NEWS)) == 14
    assert days_back(begin(ColumnClass.NEWS, update_days=30)) == 30
    assert days_back(begin(ColumnClass.NOTICE)) == 366


@pytest.mark.parametrize("column_class", [ColumnClass.CONSULT, ColumnClass.SURVEY])
def test_letters_and_activities_are_read_through_a_year(column_class: ColumnClass) -> None:
    walk = begin(column_class, update_days=14)

    assert days_back(walk) == 366
    assert walk.rows.target.back
