"""Answers one request: what the site's faults say in place of it, then its pages."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from urllib.parse import parse_qsl

from simulator.families import FAMILIES
from simulator.family import Render
from simulator.fault import Refusal
from simulator.faults import carried, is_down
from simulator.model import Page, Request, Robots, Site
from simulator.pages import not_found
from simulator.tokens import hex_of

HOMES = frozenset({"/", "/index.html"})
_TEXT = "text/html"


def respond(site: Site, request: Request, moment: datetime) -> Page | Refusal:
    """Return the answer; a pure function of its arguments."""
    faults = carried(site.faults)
    if is_down(site, moment):
        return Refusal.RESET
    if site.secure and not request.secure and not any(fault.other_scheme for fault in faults):
        return _to_https(site, request)
    for fault in faults:
        answer = fault.answer(site, request, moment) if fault.answer is not None else None
        if answer is not None:
            return answer
    read = request
    for fault in faults:
        read = fault.reads(site, read) if fault.reads is not None else read
    page = _with_session(site, request, _page(site, read))
    for fault in faults:
        if fault.rewrite is not None:
            page = fault.rewrite(site, request, page)
    return page


def _to_https(site: Site, request: Request) -> Page:
    query = f"?{request.query}" if request.query else ""
    target = f"https://{site.host}{request.path}{query}"
    return Page(text="", charset="utf-8", status=301, headers=(("Location", target),))


def _with_session(site: Site, request: Request, page: Page) -> Page:
    """Give whoever comes without one the session cookie of the site's system."""
    name = FAMILIES[site.family].session
    if name is None or f"{name}=" in request.headers.get("cookie", ""):
        return page
    value = f"{name}={hex_of(f'{site.seed}:{site.number}:session').upper()}; Path=/; HttpOnly"
    return replace(page, headers=(*page.headers, ("Set-Cookie", value)))


def _page(site: Site, request: Request) -> Page:
    path = request.path
    if path == "/robots.txt":
        return _robots(site)
    if path in HOMES:
        return FAMILIES[site.family].home(site)
    if path == "/style.css":
        return Page(text="body{margin:0}", media_type="text/css")
    family = FAMILIES[site.family]
    fields = parse_qsl(family.reads(request).query, keep_blank_values=True)
    routes = _routes(site)
    render = routes.get(_key(path, fields)) or routes.get(path)
    return render(dict(fields)) if render else not_found(site)


def media_type(site: Site, page: Page) -> str:
    """Return the Content-Type header; one that ends in `;` goes out as it stands, without it."""
    if page.media_type.endswith(";"):
        return page.media_type[:-1]
    if page.charset or page.media_type != _TEXT:
        return f"{page.media_type}; charset=utf-8"
    if site.family == "F11":
        return _TEXT
    return "text/html; charset=gb2312" if site.family == "F10" else "text/html; charset=utf-8"


def encode(site: Site, page: Page) -> bytes:
    """Give a page's bytes; JSON and XML are always UTF-8."""
    if page.body is not None:
        return page.body
    if page.charset or not page.media_type.startswith(_TEXT):
        return page.text.encode()
    faults = carried(site.faults)
    own = (fault.charset for fault in faults if fault.charset is not None)
    body = page.text.encode(next(own, FAMILIES[site.family].charset))
    for fault in faults:
        body = fault.spoil(site, body) if fault.spoil is not None else body
    return body


@lru_cache(maxsize=300)
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
