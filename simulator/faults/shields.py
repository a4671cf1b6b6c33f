"""Shields (S-…): what protects a site from its visitors; a site behind one is never down."""

from datetime import datetime

from simulator.fault import Fault, Hides, Visit
from simulator.model import Page, Request, Site

LANE = "front"

_CHALLENGE = Visit(counts_as="undetermined", page_class="challenge")
_JIASULE = Page(
    charset="utf-8",
    status=521,
    text="<script>/*模拟网站*/document.cookie=('_')+('_jsl_clearance=moniwangzhan')+';path=/';"
    "location.href=location.pathname+location.search</script>",
    headers=(
        ("Server", "jiasule-WAF"),
        ("X-Via-JSL", "a1b2c3d,-"),
        ("Set-Cookie", "__jsluid_h=0123456789abcdef0123456789abcdef; Path=/; HttpOnly"),
    ),
)
_RIVER = Page(
    charset="utf-8",
    status=412,
    text="<!DOCTYPE html><html><head><meta charset='utf-8'>"
    '<!-- 模拟网站 --><meta id="Zx1moni" content="moniwangzhan" r="m"><script>'
    "$_ts=window['$_ts'];if(!$_ts)$_ts={};$_ts.nsd=10001;$_ts.cd='moniwangzhan';</script>"
    '<script src="/Q1w2/moni.js" r="m"></script></head><body></body></html>',
    headers=(("Set-Cookie", "FSSBBIl1UgzbN7N80S=50moniwangzhan; Path=/; HttpOnly"),),
)


def _jiasule(_site: Site, _request: Request, _moment: datetime) -> Page:
    return _JIASULE


def _river(_site: Site, _request: Request, _moment: datetime) -> Page:
    return _RIVER


FAULTS = (
    Fault(
        id="S-521",
        does="a Jiasule-like shield answers 521",
        expected="visit undetermined, challenge",
        visit=_CHALLENGE,
        hides=Hides.EVERYTHING,
        answer=_jiasule,
    ),
    Fault(
        id="S-412",
        does="a River-like shield (瑞数) answers 412",
        expected="visit undetermined, challenge",
        visit=_CHALLENGE,
        hides=Hides.EVERYTHING,
        answer=_river,
    ),
)
