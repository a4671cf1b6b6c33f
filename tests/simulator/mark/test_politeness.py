"""Manners by what the servers counted."""

from typing import Any

import pytest

from simulator.mark.politeness import politeness, worst_of


def counters(**changes: int) -> dict[str, Any]:
    quiet = {"requests": 5, "most_under_way": 1, "most_a_minute": 5, "robots": 1}
    return {"requests": 10, "sites": {"1": quiet, "2": {**quiet, **changes}}}


def truths(robots: str) -> dict[int, dict[str, Any]]:
    return {
        1: {"url": "http://one.test/", "robots": "none"},
        2: {"url": "http://two.test/", "robots": robots},
    }


def test_the_worst_host_is_named() -> None:
    found = politeness(counters(most_a_minute=90, most_under_way=3), truths("none"))

    assert found["most_a_minute"] == {"count": 90, "site": "http://two.test/"}
    assert worst_of(found) == {"a_minute": 90, "in_flight": 3, "forbidden": 0}


def test_only_robots_txt_may_be_asked_of_a_closed_site() -> None:
    rude = politeness(counters(), truths("closed"))
    polite = politeness(counters(requests=2, robots=2), truths("closed"))

    assert rude["forbidden"] == {"http://two.test/": 4}
    assert polite["forbidden"] == {}


@pytest.mark.parametrize(("most", "hasty"), [(60, False), (64, True)])
def test_a_crawl_delay_bounds_the_minute(most: int, *, hasty: bool) -> None:
    found = politeness(counters(most_a_minute=most), truths("delay"))

    assert bool(found["faster_than_crawl_delay"]) is hasty


def test_nobody_came() -> None:
    found = politeness({"requests": 0, "sites": {}}, truths("none"))

    assert worst_of(found) == {"a_minute": 0, "in_flight": 0, "forbidden": 0}
