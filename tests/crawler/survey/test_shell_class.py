import pytest

from crawler.survey.answer import Answer
from crawler.survey.shell_class import class_with_data
from schema.types.outcome import PageClass
from schema.types.reading import ListState
from testkit.facts import HOME
from testkit.pages import make_answer, make_reading

EMPTY, READ, UNREADABLE = ListState.EMPTY, ListState.READ, ListState.UNREADABLE
SHELL = make_answer(f"{HOME}gkmlpt/index", make_reading(page_class=PageClass.JS_REQUIRED))
PAGE = make_answer(f"{HOME}tzgg/", make_reading(list_state=READ))


def data(state: ListState) -> Answer:
    reading = make_reading(page_class=PageClass.NOT_HTML, list_state=state)
    return make_answer(f"{HOME}gkmlpt/api/all/3", reading)


@pytest.mark.parametrize(
    ("answers", "state", "expected"),
    [
        ((SHELL, data(EMPTY)), EMPTY, PageClass.PAGE),
        ((SHELL, data(READ)), READ, PageClass.PAGE),
        ((SHELL, data(UNREADABLE)), UNREADABLE, PageClass.JS_REQUIRED),
        ((SHELL,), EMPTY, PageClass.JS_REQUIRED),
        ((PAGE,), READ, PageClass.PAGE),
        ((), UNREADABLE, None),
    ],
    ids=["no-rows", "rows", "data-of-another-kind", "the-shell-alone", "a-page", "never-asked"],
)
def test_a_shell_whose_data_were_read_is_as_good_as_a_page(
    answers: tuple[Answer, ...], state: ListState, expected: PageClass | None
) -> None:
    assert class_with_data(answers, state) is expected
