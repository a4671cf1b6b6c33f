from dataclasses import replace

import pytest

from crawler.survey.answer import Answer
from crawler.survey.rendered import (
    RenderBudget,
    is_showable,
    lacks_its_list,
    shown,
    without_emptiness,
)
from schema.types.capture import RENDER
from schema.types.outcome import Outcome, PageClass
from schema.types.reading import ListState
from testkit.pages import make_answer, make_reading


def rendered(outcome: Outcome = Outcome.OK, page_class: PageClass = PageClass.PAGE) -> Answer:
    answer = make_answer(purpose=RENDER, outcome=outcome)
    return replace(answer, page=replace(answer.page, rendered=True), page_class=page_class)


def test_budget_is_spent_page_by_page() -> None:
    budget = RenderBudget(left=1)

    first = budget.ask(make_answer())

    assert first is not None
    assert (first.purpose, budget.ask(make_answer())) == (RENDER, None)


@pytest.mark.parametrize("page_class", [PageClass.CHALLENGE, PageClass.SOFT_404, PageClass.CLOSED])
def test_browser_is_no_way_past_a_shield(page_class: PageClass) -> None:
    assert not is_showable(replace(make_answer(), page_class=page_class))


def test_what_was_rendered_is_not_rendered_again() -> None:
    assert not is_showable(rendered())


@pytest.mark.parametrize("state", [ListState.UNREADABLE, ListState.ELSEWHERE])
def test_column_without_its_rows_lacks_its_list(state: ListState) -> None:
    assert lacks_its_list(make_answer(), state)


@pytest.mark.parametrize("state", [ListState.READ, ListState.EMPTY, ListState.NONE])
def test_column_that_was_read_lacks_nothing(state: ListState) -> None:
    assert not lacks_its_list(make_answer(), state)


def test_page_rendered_in_part_is_not_believed() -> None:
    assert shown(rendered())
    assert not shown(rendered(Outcome.OK_TRUNCATED))


def test_shell_that_stays_a_shell_is_no_page() -> None:
    assert not shown(rendered(page_class=PageClass.JS_REQUIRED))


def test_rendered_list_without_rows_is_never_empty() -> None:
    answer = make_answer(reading=make_reading(list_state=ListState.EMPTY))

    reading = without_emptiness(answer).reading

    assert reading is not None
    assert reading.list_state is ListState.UNREADABLE
