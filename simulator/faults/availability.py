"""Availability (A-…): names, connections, servers and times that keep a site from opening."""

from datetime import datetime

from simulator.fault import Fault, Hides, Lookup, Refusal, Visit
from simulator.model import Page, Request, Site

LANE = "front"

_FAILED = Visit(counts_as="failed", page_class=None)
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
        id="A-REFUSED",
        does="every connection is answered with RST",
        expected="visit failed",
        visit=_FAILED,
        hides=Hides.EVERYTHING,
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
        id="A-5XX",
        does="500 on every address",
        expected="visit failed",
        visit=_FAILED,
        hides=Hides.EVERYTHING,
        answer=_broken,
    ),
)
