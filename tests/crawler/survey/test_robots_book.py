import pytest

from crawler.survey.robots_book import RobotsBook
from schema.types.capture import Page, Request
from schema.types.outcome import Outcome
from testkit.facts import HOME
from testkit.pages import make_page

AWAY = "http://other.example.cn/"
CLOSED = "User-agent: *\nDisallow: /xwdt/\nCrawl-delay: 3\n"


def rules(url: str = HOME, text: str = CLOSED, status: int = 200) -> Page:
    headers = (("content-type", "text/plain"),)
    return make_page(f"{url}robots.txt", text, headers=headers, status=status)


def taken(url: str = HOME, *, obey: bool = True, **page: object) -> RobotsBook:
    book = RobotsBook(home_url=HOME, obey=obey)
    book.take(Request(url=f"{url}robots.txt", purpose="robots"), rules(url, **page))  # type: ignore[arg-type]
    return book


def test_robots_is_asked_once_before_anything_else_of_a_host() -> None:
    book = RobotsBook(home_url=HOME, obey=True)
    wanted = [Request(url=f"{HOME}a"), Request(url=f"{HOME}b"), Request(url=f"{AWAY}c")]

    assert [(one.url, one.purpose) for one in book.first(wanted)] == [
        (f"{HOME}robots.txt", "robots"),
        (f"{AWAY}robots.txt", "robots"),
    ]


def test_the_homepage_waits_for_no_robots() -> None:
    visit = Request(url=HOME, purpose="visit", obey_robots=False)

    assert list(RobotsBook(home_url=HOME, obey=True).first([visit])) == [visit]


def test_what_a_host_forbids_is_refused_with_its_reason() -> None:
    book = taken()

    assert list(book.first([Request(url=f"{HOME}a")])) == [Request(url=f"{HOME}a")]
    assert book.refused(Request(url=f"{HOME}a")) is None
    refused = book.refused(Request(url=f"{HOME}xwdt/1.html"))
    assert refused is not None
    assert refused[0] is Outcome.ROBOTS_DISALLOWED


def test_rules_that_are_only_recorded_refuse_nothing() -> None:
    assert taken(obey=False).refused(Request(url=f"{HOME}xwdt/")) is None


@pytest.mark.parametrize("address", ["javascript:open(1)", "mailto:a@example.cn"])
def test_what_is_no_web_address_is_never_sent(address: str) -> None:
    refused = taken().refused(Request(url=address))

    assert refused is not None
    assert refused[0] is Outcome.BLOCKED_BY_POLICY


def test_only_the_sites_own_file_is_kept_and_sets_its_pace() -> None:
    own, other = taken(), taken(AWAY)

    assert (own.text, own.crawl_delay) == (CLOSED, 3.0)
    assert (other.text, other.crawl_delay) == (None, None)


def test_a_link_away_is_looked_at_where_its_robots_cannot_be_had() -> None:
    down = taken(AWAY, status=503)

    assert down.refused(Request(url=f"{AWAY}c", purpose="link")) is None
    assert down.refused(Request(url=f"{AWAY}c", purpose="article")) is not None
