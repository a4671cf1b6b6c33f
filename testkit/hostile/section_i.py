"""Section I: endless sites. A survey stays within its bounds, and no site fails for it."""

import hashlib
from collections.abc import Callable
from typing import Any

from crawler.policy.canonical import url_key
from schema.types.facts import LimitFact
from testkit.hostile.case import OPENED, Case, Site, SiteResult, Visit
from testkit.hostile.pages import PAGE
from testkit.pages import home_html, list_html
from testkit.scripted_server import http

_BUDGET = 40
_ROWS = [(f"示例县关于第{number}批项目的公示", f"/a/{number}.html", f"2026-11-{number:02d}")
         for number in range(1, 16)]  # fmt: skip
_HOME = http(home_html([("通知公告", "/tzgg/"), ("工作动态", "/trap/")]))
_HEALTHY = http(list_html("通知公告", _ROWS))
_ARTICLE = http("<title>公示</title><p>发布日期：2026-11-01</p><p>正文</p>")


def _trap(
    trap: Callable[[str], bytes], *, pages: dict[str, bytes] | None = None, **demands: Any
) -> Visit:
    """Play a site with one healthy column, beside which everything else is endless."""

    def answer(path: str) -> bytes:
        return _ARTICLE if path.startswith("/a/") else trap(path)

    site = Site(
        pages={"/": _HOME, "/tzgg/": _HEALTHY, **(pages or {})},
        otherwise=answer,
        columns=("/tzgg/", "/trap/"),
        settings={"pages": _BUDGET, "seconds": 20.0},
    )
    return Visit(
        site=site, counts=OPENED, **{"check": _fair, "why": "every column its share", **demands}
    )


def _fair(result: SiteResult) -> bool:
    """Tell whether the healthy column was read, whatever its neighbour did."""
    return "/tzgg/" in result.paths


def _stated(result: SiteResult) -> bool:
    """Tell whether a survey that a bound ended says so."""
    limited = any(isinstance(one.fact, LimitFact) for one in result.survey.evidence)
    return _fair(result) and (result.survey.pages < _BUDGET or limited)


def _once(result: SiteResult) -> bool:
    """No page is asked for under two names of it."""
    keys = [url_key(f"http://www.example.gov.cn{path}") for path in result.paths]
    return len(keys) == len(set(keys))


def _numbered(path: str) -> int:
    digits = "".join(char for char in path if char.isdigit())
    return int(digits[-6:] or 0)


def _calendar(path: str) -> bytes:
    number = _numbered(path) + 1
    return http(list_html("日历", [], following=f"/trap/?month={number}"))


def _same_rows(path: str) -> bytes:
    return http(list_html("工作动态", _ROWS, following=f"/trap/?page={_numbered(path) + 1}"))


def _facets(path: str) -> bytes:
    rows = [
        (f"按条件{n}筛选的结果列表", f"/trap/?f={n}&{path[-20:].strip('/?')}", "")
        for n in range(30)
    ]
    return http(list_html("工作动态", rows))


def _deeper(path: str) -> bytes:
    return http(
        list_html("工作动态", [("下一层的全部内容列表", f"{path.rstrip('/')}/a/", "2026-11-01")])
    )


def _sessions(path: str) -> bytes:
    seed = hashlib.sha256(path.encode()).hexdigest()[:16]
    rows = [(title, f"{url};jsessionid={seed}", day) for title, url, day in _ROWS]
    return http(list_html("工作动态", rows, following=f"/trap/;jsessionid={seed}"))


def _random(path: str) -> bytes:
    seed = hashlib.sha256(path.encode()).hexdigest()
    rows = [(f"关于{seed[n:n + 6]}的通知公告", f"/trap/{seed[n:n + 9]}.html", "2026-11-02")
            for n in range(20)]  # fmt: skip
    return http(list_html("工作动态", rows, following=f"/trap/{seed[:12]}/"))


def _many_links(_path: str) -> bytes:
    rows = [
        (f"示例县关于第{n}项工作的通知", f"/trap/{n}.html", "2026-11-02") for n in range(10_000)
    ]
    return http(list_html("工作动态", rows))


_SAME = (
    "http://www.example.gov.cn/x/", "http://WWW.EXAMPLE.gov.cn/x/", "http://example.gov.cn/x/",
    "https://www.example.gov.cn/x/", "http://www.example.gov.cn:80/x/",
    "http://www.example.gov.cn./x/", "http://www.example.gov.cn/x/index.html",
)  # fmt: skip


def _one_site(_result: SiteResult) -> bool:
    return len({url_key(url) for url in _SAME}) == 1


CASES = (
    Case(
        number=125,
        title="calendar without end",
        variants=(_trap(_calendar, check=_stated, why="bounded, and said so"),),
    ),
    Case(
        number=126,
        title="session ids in addresses",
        variants=(_trap(_sessions, check=_once, why="one page once"),),
    ),
    Case(number=127, title="/a/a/a/a", variants=(_trap(_deeper, check=_stated, why="bounded"),)),
    Case(number=128, title="/x/y/x/y", variants=(_trap(_deeper, check=_stated, why="bounded"),)),
    Case(
        number=129,
        title="facets",
        variants=(_trap(_facets, check=_stated, why="bounded, and said so"),),
    ),
    Case(
        number=130,
        title="every missing page answers 200 with fresh links",
        variants=(_trap(_random, name="soft 404", check=_stated, why="bounded, and said so"),),
    ),
    Case(
        number=131,
        title="the last page repeated for ever",
        variants=(_trap(_same_rows, most_pages=20),),
    ),
    Case(
        number=132,
        title="10,000 links in a page",
        variants=(_trap(_many_links, check=_stated, why="bounded, and said so"),),
    ),
    Case(
        number=133,
        title="any name below the domain answers",
        variants=(
            _trap(
                lambda _path: http(
                    "".join(
                        f"<a href='http://n{n}.example.gov.cn/'>示例{n}分站点</a>"
                        for n in range(90)
                    )
                ),
                check=lambda result: not any(path.startswith("//n") for path in result.paths),
                why="only the registered host",
            ),
        ),
    ),
    Case(
        number=134,
        title="one site under many names",
        variants=(
            Visit(
                site=Site(pages={"/": http(PAGE)}),
                counts=OPENED,
                check=_one_site,
                why="one page",
            ),
        ),
    ),
    Case(
        number=135,
        title="random text for ever",
        variants=(_trap(_random, name="random", check=_stated, why="bounded, and said so"),),
    ),
)
