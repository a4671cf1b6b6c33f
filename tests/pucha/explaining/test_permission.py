import pytest

from pucha.explaining.permission import permission, robots_url
from schema.types.capture import Page
from testkit.pages import make_page

HOME = "http://www.example.gov.cn/"
ROBOTS = make_page(f"{HOME}robots.txt", "User-agent: *\nDisallow: /inner/\n")


@pytest.mark.parametrize(
    ("url", "obeyed", "asked"),
    [
        (f"{HOME}tzgg/", True, True),
        (f"{HOME}inner/1.html", True, False),
        (f"{HOME}inner/1.html", False, True),
    ],
    ids=["allowed", "disallowed", "recorded only"],
)
def test_robots_decide_where_they_are_obeyed(url: str, *, obeyed: bool, asked: bool) -> None:
    assert permission(ROBOTS, url, obeyed=obeyed).asked is asked


def test_a_homepage_is_always_asked_for() -> None:
    everything: Page = make_page(f"{HOME}robots.txt", "User-agent: *\nDisallow: /\n")

    assert permission(everything, HOME, obeyed=True).asked
    assert not permission(everything, f"{HOME}a.html", obeyed=True).asked


def test_robots_lie_at_the_root_of_the_host() -> None:
    assert robots_url(f"{HOME}a/b.html?c") == f"{HOME}robots.txt"
