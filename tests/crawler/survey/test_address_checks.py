from dataclasses import replace

from crawler.survey.address_checks import checks_of
from schema.types.outcome import CountsAs, Outcome
from testkit.facts import HOME
from testkit.pages import make_answer, make_reading


def test_an_address_counts_for_what_its_look_came_to() -> None:
    (opened,) = checks_of(make_answer(f"{HOME}a/", make_reading()))
    (failed,) = checks_of(make_answer(f"{HOME}b/", outcome=Outcome.CONNECT_REFUSED))

    assert (opened.url, opened.purpose, opened.counts_as) == (f"{HOME}a/", "list", CountsAs.OPENED)
    assert (failed.outcome, failed.counts_as) == (Outcome.CONNECT_REFUSED, CountsAs.FAILED)


def test_what_a_browser_made_of_a_page_is_no_visit() -> None:
    answer = make_answer(HOME, make_reading())

    assert checks_of(replace(answer, page=replace(answer.page, rendered=True))) == ()
