from dataclasses import replace

import pytest

from crawler.survey.link_word import link_word
from schema.types.outcome import CountsAs, Outcome, PageClass
from testkit.pages import make_answer, make_failure, make_page, make_reading

OPENED, FAILED, UNSURE = CountsAs.OPENED, CountsAs.FAILED, CountsAs.UNDETERMINED


@pytest.mark.parametrize(
    ("outcome", "page_class", "word"),
    [
        (Outcome.OK, PageClass.PAGE, OPENED),
        (Outcome.OK, PageClass.NOT_HTML, OPENED),
        (Outcome.OK_TRUNCATED, PageClass.NOT_HTML, OPENED),
        (Outcome.OK, PageClass.CHALLENGE, UNSURE),
        (Outcome.OK, PageClass.SOFT_404, UNSURE),
        (Outcome.OK, PageClass.HIJACKED, CountsAs.PERSON),
        (Outcome.CONNECT_REFUSED, None, FAILED),
        (Outcome.ROBOTS_DISALLOWED, None, UNSURE),
        (Outcome.OWN_FAULT, None, CountsAs.VOID),
    ],
)
def test_a_look_counts_by_the_table(
    outcome: Outcome, page_class: PageClass | None, word: CountsAs
) -> None:
    reading = None if page_class is None else make_reading(page_class=page_class)

    assert link_word(make_answer(reading=reading, outcome=outcome)) is word


@pytest.mark.parametrize(
    ("status", "word"), [(404, FAILED), (410, FAILED), (500, FAILED), (401, UNSURE), (403, UNSURE)]
)
def test_a_status_counts_by_the_table_too(status: int, word: CountsAs) -> None:
    page = make_page("http://other.example.cn/", status=status)
    answer = make_answer(outcome=Outcome.CONNECT_REFUSED)

    assert link_word(replace(answer, page=page)) is word


def test_a_name_that_one_server_alone_denies_is_not_gone() -> None:
    answer = make_answer(outcome=Outcome.DNS_NXDOMAIN)
    denied = make_failure(answer.page.url, Outcome.DNS_NXDOMAIN, name_servers=1)

    assert link_word(replace(answer, page=denied)) is UNSURE
