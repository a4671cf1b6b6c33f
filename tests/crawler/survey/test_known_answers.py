from datetime import UTC, datetime

from config.lexicon import load_lexicon
from crawler.survey.known_answers import KnownAnswers
from crawler.survey.robots_book import RobotsBook
from schema.types.capture import Request
from schema.types.outcome import Outcome
from testkit.facts import HOME
from testkit.pages import make_answer, make_page, make_reading

AT = datetime(2026, 11, 29, tzinfo=UTC)
ROBOTS = Request(url=f"{HOME}robots.txt", purpose="robots")


def known(*, obey: bool = True) -> KnownAnswers:
    robots = RobotsBook(home_url=HOME, obey=obey)
    robots.take(ROBOTS, make_page(ROBOTS.url, "User-agent: *\nDisallow: /private/\n"))
    return KnownAnswers(robots, load_lexicon())


def test_a_page_that_came_is_the_answer_to_whoever_asks_for_it() -> None:
    answers, came = known(), make_answer(f"{HOME}a.html", make_reading(), purpose="list")
    answers.take(came)

    found = answers.of(Request(url=f"{HOME}a.html", purpose="link"), AT)

    assert found is not None
    assert (found.page, found.request.purpose) == (came.page, "link")
    assert answers.of(Request(url=f"{HOME}b.html", purpose="link"), AT) is None


def test_what_robots_txt_forbids_needs_no_fetch() -> None:
    request = Request(url=f"{HOME}private/a.html", purpose="link")

    refused = known().of(request, AT)

    assert refused is not None
    assert (refused.page.outcome, refused.page.fetched_at) == (Outcome.ROBOTS_DISALLOWED, AT)
    assert known(obey=False).of(request, AT) is None


def test_the_text_of_an_address_that_nobody_asked_for_is_not_known() -> None:
    assert known().text_at(f"{HOME}a.html") is None
    assert known().text_at(None) is None
