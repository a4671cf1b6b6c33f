"""Availability (A-…): names, connections, servers and times that keep a site from opening."""

from dataclasses import replace
from datetime import datetime
from random import Random

from simulator.fault import Fault, Hides, Lookup, Refusal, Visit
from simulator.model import Delivery, Page, Request, Site

LANE = "front"

SLOW_SECONDS = 15.5
"""A little over the rule's 15 seconds, so that the client's own work decides nothing."""
FLAPS = (1, 2, 6)
"""Hours of a day in which a flapping site is down; one of 24 is less than 5 in 100."""
_HOURS = 24
_NOON = 12
_NIGHT = 2
_CUT = 400

_FAILED = Visit(counts_as="failed", page_class=None)
_RESET = Visit(counts_as="failed", page_class=None, by_reset=True)
_UNKNOWN = Visit(counts_as="undetermined", page_class=None)
_WRONG_ADDRESS = Visit(defects=("registered_url_wrong",))
_BROKEN = Page(
    charset="utf-8",
    status=500,
    text="<html><head><meta charset='utf-8'><title>500 Internal Server Error</title></head>"
    "<body><h1>HTTP 500</h1><p>模拟网站</p></body></html>",
)


def _reset(_site: Site, _request: Request, _moment: datetime) -> Refusal:
    return Refusal.RESET


def _silence(_site: Site, _request: Request, _moment: datetime) -> Refusal:
    return Refusal.SILENCE


def _broken(_site: Site, _request: Request, _moment: datetime) -> Page:
    return _BROKEN


def _stalled(_site: Site, _request: Request, page: Page) -> Page:
    return replace(page, delivery=Delivery(stall_after=_part(page)))


def _cut(_site: Site, _request: Request, page: Page) -> Page:
    return replace(page, delivery=Delivery(reset_after=_part(page)))


def _part(page: Page) -> int:
    """Give so many bytes of a body that more are to come, however small it is."""
    return min(_CUT, len(page.text if page.body is None else page.body) // 2)


def _late(_site: Site, _request: Request, page: Page) -> Page:
    return replace(page, delivery=Delivery(wait=SLOW_SECONDS))


def _dripping(_site: Site, _request: Request, page: Page) -> Page:
    return replace(page, delivery=Delivery(drip=1.0))


def hours_down(site: Site) -> frozenset[int]:
    """Give the hours of a flapping site's outages; at noon it is up."""
    hours = [hour for hour in range(_HOURS) if hour != _NOON]
    rng = Random(f"{site.seed}:{site.number}:flap")
    return frozenset(rng.sample(hours, FLAPS[site.number % len(FLAPS)]))


def _flapping(site: Site, moment: datetime) -> bool:
    return moment.hour in hours_down(site)


def _at_night(_site: Site, moment: datetime) -> bool:
    return moment.hour == _NIGHT


def _off_the_other_name(site: Site, request: Request, _moment: datetime) -> Refusal | None:
    name = request.headers.get("host", "").partition(":")[0].lower()
    return Refusal.RESET if name == site.host else None


def _round(_site: Site, request: Request, _moment: datetime) -> Page:
    """Lead from any address to another and back."""
    target = "/index.html" if request.path == "/" else "/"
    return Page(text="", charset="utf-8", status=302, headers=(("Location", target),))


FAULTS = (
    Fault(
        id="A-DNS-NX",
        does="the registered name does not exist",
        expected="visit failed",
        # two resolvers must agree, and there is one
        visit=Visit(counts_as="failed", page_class=None, also=("undetermined",)),
        hides=Hides.EVERYTHING,
        lookup=Lookup(rcode="NXDOMAIN"),
    ),
    Fault(
        id="A-DNS-SERVFAIL",
        does="the name server fails for the registered name",
        expected="visit undetermined, dns_fail",
        visit=_UNKNOWN,
        hides=Hides.EVERYTHING,
        lookup=Lookup(rcode="SERVFAIL"),
    ),
    Fault(
        id="A-DNS-TIMEOUT",
        does="the name server never answers for the registered name",
        expected="visit undetermined, dns_fail",
        visit=_UNKNOWN,
        hides=Hides.EVERYTHING,
        lookup=Lookup(silent=True),
    ),
    Fault(
        id="A-REFUSED",
        does="every connection is answered with RST",
        expected="visit failed",
        visit=_RESET,
        hides=Hides.EVERYTHING,
        deaf=True,
        answer=_reset,
    ),
    Fault(
        id="A-TIMEOUT-CONNECT",
        does="accepts, reads and never answers",
        expected="visit failed",
        visit=_FAILED,
        hides=Hides.EVERYTHING,
        answer=_silence,
    ),
    Fault(
        id="A-TIMEOUT-BODY",
        does="sends the head and at most 400 bytes of the body, then nothing more",
        expected="visit failed",
        visit=_FAILED,
        hides=Hides.EVERYTHING,
        rewrite=_stalled,
    ),
    Fault(
        id="A-RESET",
        does="resets the connection after at most 400 bytes of the body",
        expected="visit failed",
        visit=_RESET,
        hides=Hides.EVERYTHING,
        rewrite=_cut,
    ),
    Fault(
        id="A-5XX",
        does="500 on every address",
        expected="visit failed",
        visit=_FAILED,
        hides=Hides.EVERYTHING,
        answer=_broken,
    ),
    Fault(
        id="A-FLAP",
        does="down in 1, 2 or 6 hours of every day, never at noon",
        expected="visit opened at noon; V1 by the share of the hours",
        down=_flapping,
    ),
    Fault(
        id="A-SLOW",
        does="15.5 s to the first byte of every page",
        expected="visit failed, slow",
        visit=Visit(counts_as="failed", defects=("slow",)),
        hides=Hides.EVERYTHING,
        rewrite=_late,
    ),
    Fault(
        id="A-DRIP",
        does="one byte a second",
        expected="visit failed",
        visit=_FAILED,
        hides=Hides.EVERYTHING,
        rewrite=_dripping,
    ),
    Fault(
        id="A-HTTPS-ONLY",
        does="registered with http, which is answered with RST; https opens",
        expected="visit opened, registered_url_wrong",
        visit=_WRONG_ADDRESS,
        other_scheme=True,
        tls="good",
        deaf=True,
    ),
    Fault(
        id="A-HTTP-ONLY",
        does="registered with https, whose handshake fails; http opens",
        expected="visit opened, registered_url_wrong",
        visit=_WRONG_ADDRESS,
        secure=True,
        other_scheme=True,
        tls="http_only",
    ),
    Fault(
        id="A-WWW-ONLY",
        does="requests with the registered name are answered with RST; its www twin opens",
        expected="visit opened, registered_url_wrong",
        visit=_WRONG_ADDRESS,
        aliases=frozenset({"www"}),
        other_name="www",
        answer=_off_the_other_name,
    ),
    Fault(
        id="A-REDIRECT-LOOP",
        does="the home page redirects to and fro without end",
        expected="visit failed, redirect_limit",
        visit=_FAILED,
        hides=Hides.EVERYTHING,
        answer=_round,
    ),
    Fault(
        id="A-NIGHTLY-WINDOW",
        does="down from 02:00 to 03:00",
        expected="visit opened by day; V1 PASS",
        down=_at_night,
    ),
)
