"""Section G: answers that lie."""

from datetime import date
from typing import Any

from schema.types.outcome import CountsAs, Outcome, PageClass
from schema.types.reading import ListState
from testkit.hostile.case import (
    ANY,
    FAILED,
    OPENED,
    UNDETERMINED,
    Case,
    Play,
    Site,
    SiteResult,
    Variant,
    Visit,
)  # fmt: skip
from testkit.hostile.pages import PAGE
from testkit.hostile.talk import Talk, answering, by_path
from testkit.hostile.visits import columns
from testkit.pages import home_html
from testkit.scripted_server import http

_FAST = 0.6
_NEXT_YEAR = 2027


def _page(name: str, answer: bytes, **demands: Any) -> Variant:
    values: dict[str, Any] = {"outcomes": frozenset({Outcome.OK}), "seconds": _FAST, **demands}
    return Variant(name=name, play=Play(script=answering(answer)), **values)


def _notice(text: str) -> bytes:
    return http(f"<html><head><title>{text}</title></head><body><p>{text}</p></body></html>")


def _row(title: str, day: str, mark: str = "") -> str:
    return f'<li>{mark}<a href="/{abs(hash(title)) % 9999}.html">{title}</a><span>{day}</span></li>'


def _list(rows: str, more: str = "") -> bytes:
    return http(
        "<html><head><title>通知公告</title></head><body><div class=list><ul>"
        f"{rows}</ul></div>{more}</body></html>"
    )


def _column(body: bytes, name: str = "", **demands: Any) -> Visit:
    """Play a healthy site whose one registered column lies."""
    home = http(home_html([("通知公告", "/tzgg/")]))
    site = Site(pages={"/": home, "/tzgg/": body}, columns=("/tzgg/",))
    return Visit(site=site, counts=OPENED, name=name, **demands)


_TITLES = [f"示例县关于做好第{number}批工作的通知" for number in range(1, 13)]
_OLD = "".join(_row(title, f"2020-03-{day:02d}") for day, title in enumerate(_TITLES, 1))
_FRESH = "".join(_row(title, f"2026-11-{day:02d}") for day, title in enumerate(_TITLES, 1))
_ODD_DATES = "".join(
    _row(title, day)
    for title, day in zip(_TITLES, ["2099-01-01", "1970-01-01", "0001-01-01"] * 4, strict=True)
)
_AJAX = (
    "<div id=app></div><script src=/app.js></script><script>$.ajax({url:'/api/list.do?page='+n,"
    "success:function(d){render(d)}})</script>"
)
_CLOCK = (
    "<p>今天是 <script>document.write(new Date())</script> 2026年11月23日 星期一</p>"
    "<p>版权所有 © 2026 您是第 20261123 位访客</p>"
)


def _never_fresh(result: SiteResult) -> bool:
    """No publish date of this column is later than the day of the survey, or long gone."""
    return all(
        item.date is None or item.date.value <= date(2026, 11, 23)
        for column in columns(result)
        for item in column.items
    )


def _newest(result: SiteResult) -> date | None:
    found = columns(result)[0].newest
    return None if found is None else found.value


def _state(result: SiteResult) -> ListState:
    return columns(result)[0].list_state


async def _by_turns(talk: Talk) -> None:
    await talk.request()
    stale = talk.number % 2
    await talk.send(http("stale" if stale else PAGE, status="500 Stale" if stale else "200 OK"))


def _from_cache(_target: str, head: bytes) -> bytes:
    if b"no-cache" in head:
        return http(PAGE)
    return http(PAGE.replace("示例县", "旧示例县"), headers=("Age: 8000000",))


def _only_from_cache(_target: str, head: bytes) -> bytes:
    if b"no-cache" in head:
        return b""
    return http(PAGE, headers=("Age: 8000000",))


_WHOLE_404 = http(PAGE, status="404 Not Found")
_BROKEN_HOME = {
    "/": http("error", status="500 Internal Server Error"),
    "/tzgg/": _list(_FRESH),
}
_NOT_FAILED: frozenset[CountsAs] = ANY - FAILED

CASES = (
    Case(
        number=99,
        title="200 that says 404",
        variants=(
            _page(
                "页面不存在",
                _notice("404 您访问的页面不存在"),
                counts=UNDETERMINED,
                page_class=PageClass.SOFT_404,
            ),
        ),
    ),
    Case(
        number=100,
        title="404 with the whole page",
        variants=(
            _page(
                "page",
                _WHOLE_404,
                outcomes=frozenset({Outcome.HTTP_4XX}),
                counts=OPENED,
                page_class=PageClass.PAGE,
            ),
        ),
    ),
    Case(
        number=101,
        title="500 home page, working pages below",
        variants=(
            Visit(
                site=Site(pages=_BROKEN_HOME, columns=("/tzgg/",)),
                counts=FAILED,
                check=lambda result: (
                    not any(column.list_state is ListState.EMPTY for column in columns(result))
                ),
                why="home decides only home items",
            ),
        ),
    ),
    Case(
        number=102,
        title="maintenance notice",
        variants=(
            _page(
                "200",
                _notice("网站维护中，请稍后访问"),
                counts=UNDETERMINED,
                page_class=PageClass.MAINTENANCE,
            ),
            _page(
                "503",
                http("<title>系统升级</title><p>系统升级维护中", status="503 Service Unavailable"),
                outcomes=frozenset({Outcome.HTTP_5XX}),
                counts=UNDETERMINED,
                page_class=PageClass.MAINTENANCE,
            ),
        ),
    ),
    Case(
        number=103,
        title="the server's own page, empty page",
        variants=(
            *(
                _page(
                    title,
                    http(f"<title>{title}</title><h1>{title}</h1>"),
                    counts=UNDETERMINED,
                    page_class=PageClass.DEFAULT_PAGE,
                )
                for title in ("Welcome to nginx!", "IIS Windows Server", "Apache Tomcat/8.5.9")
            ),
            _page("empty", http(""), counts=UNDETERMINED, page_class=PageClass.EMPTY),
        ),
    ),
    Case(
        number=104,
        title="list that scripts load",
        variants=(
            _column(
                http(f"<html><title>通知公告</title><body>{_AJAX}</body></html>"),
                check=lambda result: _state(result) is not ListState.EMPTY,
                why="no empty column",
            ),
        ),
    ),
    Case(
        number=105,
        title="pinned old entry above new ones",
        variants=(
            _column(
                _list(_row("置顶：示例县长期有效的通知", "2015-01-01", "[置顶]") + _FRESH),
                check=lambda result: _newest(result) == date(2026, 11, 12),
                why="dated by the newest row",
            ),
        ),
    ),
    Case(
        number=106,
        title="the day of today, copyright, visitors",
        variants=(
            _column(
                _list(_OLD, _CLOCK),
                check=lambda result: _newest(result) == date(2020, 3, 12),
                why="dated by its rows",
            ),
        ),
    ),
    Case(
        number=107,
        title="dates in 2099, 1970, year 1",
        variants=(_column(_list(_ODD_DATES), check=_never_fresh, why="never taken as fresh"),),
    ),
    Case(
        number=108,
        title="back-dated in one night",
        elsewhere="first-seen times: tests/schema/store, crawler.survey sightings",
        variants=(
            _column(
                _list(_FRESH),
                check=lambda result: len(result.survey.items) >= len(_TITLES),
                why="every entry is a sighting with its claims",
            ),
        ),
    ),
    Case(
        number=109,
        title="two servers by turns, one stale",
        variants=(
            Variant(
                play=Play(script=_by_turns, fetches=2),
                outcomes=frozenset({Outcome.OK}),
                counts=OPENED,
                seconds=_FAST,
            ),
        ),
    ),
    Case(
        number=110,
        title="a cache's copy of 92 days",
        variants=(
            Variant(
                name="asked past it",
                play=Play(script=by_path(_from_cache)),
                outcomes=frozenset({Outcome.OK}),
                counts=OPENED,
                requests=2,
                seconds=_FAST,
                check=lambda result: (
                    "asked again" in result.page.reason and "旧" not in result.page.body.decode()
                ),
                why="the site's own answer",
            ),
            Variant(
                name="nobody else answers",
                play=Play(script=by_path(_only_from_cache)),
                outcomes=frozenset({Outcome.OK}),
                counts=OPENED,
                requests=2,
                seconds=_FAST,
            ),
        ),
    ),
)
