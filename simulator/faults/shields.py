"""Shields (S-…): what protects a site from its visitors; a site behind one is never down."""

import re
from dataclasses import replace
from datetime import datetime
from http.cookies import CookieError, SimpleCookie

from simulator.fault import Fault, Hides, Visit
from simulator.faults.doubts import every_column_doubtful, every_verdict_doubtful
from simulator.faults.shield_pages import BLOCKED, EDGE, FOREIGN, JIASULE, RIVER, SLIDER, WZWS
from simulator.model import Page, Request, Site

LANE = "front"

RATE_A_MINUTE = 30
VANTAGE = "x-simulator-vantage"
"""The request header that says where a visitor stands; `mainland` is let in."""
_CHALLENGE = Visit(counts_as="undetermined", page_class="challenge")
_LIBRARIES = re.compile(
    r"\A(?:python|aiohttp|httpx|scrapy|curl|wget|go-http|java|okhttp|apache-http|node|libwww|\Z)",
    re.IGNORECASE,
)
_FORBIDDEN = Page(
    charset="utf-8",
    status=403,
    text="<html><head><title>403 Forbidden</title></head><body><h1>403 Forbidden</h1>"
    "<hr>模拟网站</body></html>",
)
_RIVER_STATUSES = (412, 202)
_SESSION = "MONISESSION"


def _river(site: Site, _request: Request, _moment: datetime) -> Page:
    return replace(RIVER, status=_RIVER_STATUSES[site.number % 2])


def _against_libraries(_site: Site, request: Request, _moment: datetime) -> Page | None:
    return _FORBIDDEN if _LIBRARIES.match(request.headers.get("user-agent", "")) else None


def _against_haste(site: Site, request: Request, _moment: datetime) -> Page | None:
    """Refuse what comes too often, by one of the two statuses in use."""
    if request.seen <= RATE_A_MINUTE:
        return None
    status = (429, 403)[site.number % 2]
    return Page(
        charset="utf-8",
        status=status,
        text="<html><head><title>访问过于频繁</title></head><body>访问过于频繁，请稍后再试。"
        "模拟网站</body></html>",
        headers=(("Retry-After", "10"),),
    )


def _against_return(_site: Site, request: Request, _moment: datetime) -> Page | None:
    """Refuse a session that was here before."""
    try:
        cookies = SimpleCookie(request.headers.get("cookie", ""))
    except CookieError:
        return None
    if _SESSION not in cookies:
        return None
    return Page(
        charset="utf-8",
        status=400,
        text="<html><head><title>400 Bad Request</title></head><body><h1>400 Bad Request</h1>"
        "<hr>模拟网站</body></html>",
    )


def _session(site: Site, _request: Request, page: Page) -> Page:
    cookie = ("Set-Cookie", f"{_SESSION}={site.code}; Path=/")
    return replace(page, headers=(*page.headers, cookie))


def _passed(_site: Site, _request: Request, page: Page) -> Page:
    return replace(page, headers=(*page.headers, *JIASULE.headers))


def _by_place(_site: Site, request: Request, _moment: datetime) -> Page | None:
    return None if request.headers.get(VANTAGE) == "mainland" else FOREIGN


FAULTS = (
    Fault(
        id="S-521",
        does="a Jiasule-like shield answers 521",
        expected="visit undetermined, challenge",
        visit=_CHALLENGE,
        hides=Hides.EVERYTHING,
        answer=lambda _site, _request, _moment: JIASULE,
    ),
    Fault(
        id="S-412",
        does="a River-like shield (瑞数) answers 412 or 202",
        expected="visit undetermined, challenge",
        visit=_CHALLENGE,
        hides=Hides.EVERYTHING,
        answer=_river,
    ),
    Fault(
        id="S-WZWS",
        does="a WZWS-like shield answers 200 and 请开启JavaScript并刷新该页",
        expected="visit undetermined, challenge",
        visit=_CHALLENGE,
        hides=Hides.EVERYTHING,
        answer=lambda _site, _request, _moment: WZWS,
    ),
    Fault(
        id="S-EDGE",
        does="an EdgeOne-like shield answers 200 and a script that comes again",
        expected="visit undetermined, challenge",
        visit=_CHALLENGE,
        hides=Hides.EVERYTHING,
        answer=lambda _site, _request, _moment: EDGE,
    ),
    Fault(
        id="S-BLOCK-200",
        does="访问异常页面 with status 200",
        expected="visit undetermined, challenge",
        visit=_CHALLENGE,
        hides=Hides.EVERYTHING,
        answer=lambda _site, _request, _moment: BLOCKED,
    ),
    Fault(
        id="S-UA",
        does="403 for the User-Agent of a library; an honest one is let in",
        expected="visit opened",
        answer=_against_libraries,
    ),
    Fault(
        id="S-RATE",
        does="429 or 403 with Retry-After after 30 requests a minute",
        expected="visit opened; what was not read in time is undetermined",
        answer=_against_haste,
        facts=every_column_doubtful,
        verdicts=every_verdict_doubtful,
    ),
    Fault(
        id="S-SECOND-400",
        does="400 for a request that carries the session's cookie",
        expected="visit opened; what only the first visit could read is undetermined",
        answer=_against_return,
        rewrite=_session,
        facts=every_column_doubtful,
        verdicts=every_verdict_doubtful,
    ),
    Fault(
        id="S-CDN-PASS",
        does="a Jiasule-like network's headers and cookie on ordinary pages",
        expected="visit opened, page: passed, not held off",
        rewrite=_passed,
    ),
    Fault(
        id="S-GEO",
        does=f"403 仅限中国大陆 unless the header {VANTAGE} says mainland",
        expected="visit undetermined, challenge",
        visit=_CHALLENGE,
        hides=Hides.EVERYTHING,
        answer=_by_place,
    ),
    Fault(
        id="S-SLIDER",
        does="请向右滑动验证 with status 200",
        expected="visit undetermined, challenge",
        visit=_CHALLENGE,
        hides=Hides.EVERYTHING,
        answer=lambda _site, _request, _moment: SLIDER,
    ),
)
