"""Answers one request: the site's whole-site faults first, then its pages."""

from collections.abc import Iterable
from enum import Enum
from functools import lru_cache
from urllib.parse import parse_qsl

from simulator.chrome import document
from simulator.families import FAMILIES
from simulator.family import Render
from simulator.model import Page, Robots, Site
from simulator.pages import home, not_found

_MONTHS = 12
_LAST_YEAR = 9_999


class Refusal(Enum):
    """What is done instead of answering."""

    RESET = "reset"
    SILENCE = "silence"


_REFUSALS = {"A-REFUSED": Refusal.RESET, "A-TIMEOUT-CONNECT": Refusal.SILENCE}


def refusal(site: Site) -> Refusal | None:
    """Return how the site's fault refuses every connection, or None."""
    return next((_REFUSALS[fault] for fault in site.faults if fault in _REFUSALS), None)


def respond(site: Site, path: str, query: str) -> Page:
    """Return the page under this path and query; a pure function of its arguments."""
    for fault, page in _EVERYWHERE.items():
        if fault in site.faults:
            return page
    if path == "/robots.txt":
        return _robots(site)
    if path in {"/", "/index.html"}:
        return home(site, FAMILIES[site.family])
    if path.startswith("/rili/") and "X-CALENDAR" in site.faults:
        return _calendar(site, path)
    if path == "/style.css":
        return Page(text="body{margin:0}", media_type="text/css")
    fields = parse_qsl(query, keep_blank_values=True)
    routes = _routes(site)
    render = routes.get(_key(path, fields)) or routes.get(path)
    return render(dict(fields)) if render else not_found(site)


def media_type(site: Site, page: Page) -> str:
    """Return the Content-Type header; the encoding faults and F11 leave the charset out."""
    if page.charset or page.media_type != "text/html":
        return f"{page.media_type}; charset=utf-8"
    if site.faults & {"C-GBK-NOHEADER", "C-META-LIES"} or site.family == "F11":
        return "text/html"
    return "text/html; charset=gb2312" if site.family == "F10" else "text/html; charset=utf-8"


def encode(site: Site, page: Page) -> bytes:
    """Encode a page's text; JSON and XML are always UTF-8."""
    if page.charset or page.media_type != "text/html":
        return page.text.encode()
    if "C-GBK-NOHEADER" in site.faults:
        return page.text.encode("gb18030")
    return page.text.encode(FAMILIES[site.family].charset)


@lru_cache(maxsize=500)
def _routes(site: Site) -> dict[str, Render]:
    table: dict[str, Render] = {}
    for address, render in FAMILIES[site.family].routes(site).items():
        path, _, query = address.partition("?")
        table[_key(path, parse_qsl(query))] = render
    return table


def _key(path: str, fields: Iterable[tuple[str, str]]) -> str:
    """Name a path with its query, whatever the order of the fields."""
    return path + "".join(f"&{name}={value}" for name, value in sorted(fields))


def _robots(site: Site) -> Page:
    rules = {
        Robots.OPEN: "User-agent: *\nDisallow: /admin/\n",
        Robots.DELAY: "User-agent: *\nCrawl-delay: 1\n",
        Robots.CLOSED: "User-agent: *\nDisallow: /\n",
    }
    if site.robots is Robots.NONE:
        return not_found(site)
    return Page(text=f"# 模拟网站\n{rules[site.robots]}", media_type="text/plain")


def _calendar(site: Site, path: str) -> Page:
    """Make a month that links on to its neighbours without end."""
    parts = [part for part in path.split("/")[2:] if part]
    if len(parts) < 2 or not all(part.isascii() and part.isdigit() for part in parts[:2]):  # noqa: PLR2004
        return not_found(site)
    year, month = int(parts[0][:4]) % _LAST_YEAR, int(parts[1][:2])
    index = year * _MONTHS + month - 1
    links = "".join(
        f'<a href="/rili/{other // _MONTHS}/{other % _MONTHS + 1:02d}/">{label}</a> '
        for other, label in ((index - 1, "上月"), (index + 1, "下月"))
    )
    days = "".join(
        f'<a href="/rili/{year}/{month:02d}/{day:02d}/">{day}</a> ' for day in range(1, 29)
    )
    return document(site, f"工作日历 {year}年{month}月", f'<div class="rili">{links}{days}</div>')


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
_MAINTENANCE = Page(
    charset="utf-8",
    text="<!DOCTYPE html><html><head><meta charset='utf-8'><title>网站维护中</title></head><body>"
    "<h1>网站维护中</h1><p>系统升级维护，暂停访问，给您带来不便敬请谅解。</p><p>模拟网站</p></body></html>",
)
_BROKEN = Page(
    charset="utf-8",
    status=500,
    text="<html><head><meta charset='utf-8'><title>500 Internal Server Error</title></head>"
    "<body><h1>HTTP 500</h1><p>模拟网站</p></body></html>",
)
_EVERYWHERE = {
    "S-521": _JIASULE,
    "S-412": _RIVER,
    "E-MAINT-200": _MAINTENANCE,
    "A-5XX": _BROKEN,
}
