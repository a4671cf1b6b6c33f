"""Marks an auditor's manners by what the servers counted (the control port's `/counters`)."""

from collections.abc import Mapping
from typing import Any

from simulator.sheets import Record

_CLOSED, _DELAYED = "closed", "delay"
_A_MINUTE = 63
"""Requests that `Crawl-delay: 1` allows in a minute, with those before robots.txt was read."""


def politeness(counters: Mapping[str, Any], truths: Mapping[int, Record]) -> dict[str, Any]:
    """Give the worst host's counts, and what was asked where robots.txt forbade it.

    Of a site that forbids everything only `/robots.txt` may be asked for.
    """
    sites = {int(number): one for number, one in counters["sites"].items()}
    forbidden = {
        truths[number]["url"]: one["requests"] - one["robots"]
        for number, one in sites.items()
        if number in truths and truths[number]["robots"] == _CLOSED
    }
    hasty = {
        truths[number]["url"]: one["most_a_minute"]
        for number, one in sites.items()
        if number in truths
        and truths[number]["robots"] == _DELAYED
        and one["most_a_minute"] > _A_MINUTE
    }
    return {
        "requests": counters["requests"],
        "most_a_minute": _worst(sites, "most_a_minute", truths),
        "most_under_way": _worst(sites, "most_under_way", truths),
        "forbidden": {url: count for url, count in forbidden.items() if count},
        "faster_than_crawl_delay": hasty,
    }


def _worst(
    sites: Mapping[int, Mapping[str, Any]], key: str, truths: Mapping[int, Record]
) -> dict[str, Any]:
    number = max(sites, key=lambda one: sites[one][key], default=None)
    if number is None:
        return {"count": 0, "site": None}
    url = truths[number]["url"] if number in truths else None
    return {"count": sites[number][key], "site": url}


def worst_of(report: Mapping[str, Any]) -> dict[str, int]:
    """Give the three numbers that say whether the auditor was polite."""
    return {
        "a_minute": report["most_a_minute"]["count"],
        "in_flight": report["most_under_way"]["count"],
        "forbidden": sum(report["forbidden"].values()),
    }
