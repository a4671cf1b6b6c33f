from datetime import UTC, datetime

from crawler.policy.robots import read_robots
from schema.types.capture import Page
from schema.types.outcome import Outcome

AT = datetime(2026, 11, 23, tzinfo=UTC)
URL = "http://a.gov.cn/robots.txt"


def robots(body: str, outcome: Outcome = Outcome.OK, status: int = 200) -> Page:
    return Page(
        url=URL, final_url=URL, outcome=outcome, reason="", fetched_at=AT, status=status,
        body=body.encode(),
    )  # fmt: skip


def test_a_disallowed_path_is_refused_and_others_are_not() -> None:
    rules = read_robots(robots("User-agent: *\nDisallow: /admin/\n"))

    assert not rules.allows("http://a.gov.cn/admin/x")
    assert rules.allows("http://a.gov.cn/tzgg/")


def test_a_group_for_us_by_name_counts_before_the_general_one() -> None:
    rules = read_robots(robots("User-agent: *\nDisallow: /\n\nUser-agent: pucha\nDisallow:\n"))

    assert rules.allows("http://a.gov.cn/tzgg/")


def test_crawl_delay_is_read() -> None:
    assert read_robots(robots("User-agent: *\nCrawl-delay: 3\n")).crawl_delay == 3.0


def test_a_missing_robots_txt_allows_everything() -> None:
    rules = read_robots(robots("Disallow: /", Outcome.HTTP_4XX, 404))

    assert rules.allows("http://a.gov.cn/")


def test_a_broken_server_forbids_nothing() -> None:
    assert read_robots(robots("", Outcome.HTTP_5XX, 500)).allows("http://a.gov.cn/")


def test_a_page_in_place_of_robots_txt_forbids_nothing() -> None:
    page = robots("<html><body>User-agent: *\nDisallow: /</body>")

    assert read_robots(page).allows("http://a.gov.cn/")
