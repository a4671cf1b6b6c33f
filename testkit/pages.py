"""Fetched pages and small HTML, so that a survey can be driven without a network."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

from crawler.policy.status import outcome_of_status
from crawler.survey.answer import Answer
from crawler.survey.walk import SiteWalk
from schema.types.capture import Page, Request
from schema.types.column import ColumnClass
from schema.types.evidence import RecordRef
from schema.types.ids import Digest
from schema.types.outcome import Outcome, PageClass
from schema.types.reading import Follow, ListItem, PageKind, PageReading, Post
from schema.types.settings import SurveySettings
from schema.types.site import Site
from schema.types.survey import SurveyPlan
from testkit.facts import AT, HOME, make_claim, make_site

PROSE = (
    "各乡镇人民政府，县直有关单位：为做好今年的防汛工作，现将有关事项通知如下，请认真贯彻执行。" * 5
)
FAILURES = frozenset(Outcome) - {
    Outcome.OK, Outcome.OK_TRUNCATED, Outcome.HTTP_4XX, Outcome.HTTP_5XX,
    Outcome.AUTH_REQUIRED, Outcome.RATE_LIMITED, Outcome.NOT_MODIFIED,
}  # fmt: skip
"""Outcomes of fetches that never came to a status."""
NOT_FOUND = "<html><head><title>404 Not Found</title></head><body>404 Not Found</body></html>"
Web = Mapping[str, str | Page | Callable[[Request], Page]]


def make_page(url: str = HOME, body: str | bytes = "", **changes: Any) -> Page:
    """Make a page that came whole under status 200; `status` brings its outcome with it."""
    data = body.encode() if isinstance(body, str) else body
    status = changes.get("status", 200)
    outcome, reason = outcome_of_status(status or 200, ())
    values: dict[str, Any] = {
        "url": url,
        "final_url": url,
        "outcome": outcome,
        "reason": reason,
        "fetched_at": AT,
        "status": status,
        "headers": (("content-type", "text/html; charset=utf-8"),),
        "body": data,
        "wire_bytes": len(data),
        "sha256": Digest(sha256(data).hexdigest()),
        "seconds": 0.2,
    }
    return Page(**{**values, **changes})


def make_failure(url: str, outcome: Outcome = Outcome.CONNECT_REFUSED, **changes: Any) -> Page:
    """Make a fetch that ended without an answer."""
    bare = {"status": None, "headers": (), "sha256": None, "reason": f"ended in {outcome}"}
    return make_page(url, outcome=outcome, **{**bare, **changes})


def make_reading(**changes: Any) -> PageReading:
    """Make what was read in a column page without a list."""
    values: dict[str, Any] = {
        "url": HOME,
        "charset": "utf-8",
        "charset_reason": "test",
        "kind": PageKind.COLUMN,
        "page_class": PageClass.PAGE,
    }
    return PageReading(**{**values, **changes})


def make_answer(
    url: str = HOME,
    reading: PageReading | None = None,
    *,
    outcome: Outcome = Outcome.OK,
    purpose: str = "list",
) -> Answer:
    """Make an answer that holds this reading; none where no page came."""
    came = outcome not in FAILURES
    read = (reading or make_reading(url=url)) if came else None
    return Answer(
        request=Request(url=url, purpose=purpose),
        page=make_page(url, url, outcome=outcome) if came else make_failure(url, outcome),
        reading=read,
        page_class=None if read is None else read.page_class,
        record=RecordRef(segment="s.warc.gz", offset=len(url), length=10),
        extractor="test",
        class_sign="" if read is None else read.page_class_sign,
    )


def make_entry(number: int, day: date | None = None, **changes: Any) -> ListItem:
    """Make a list's entry, its address and title told apart by the number."""
    values: dict[str, Any] = {
        "title": f"第{number}号通知",
        "url": f"{HOME}tzgg/{number}.html",
        "date": None if day is None else make_claim(day),
    }
    return ListItem(**{**values, **changes})


def make_post(number: int, **changes: Any) -> Post:
    """Make a letter's row."""
    values: dict[str, Any] = {"title": f"第{number}封来信", "url": f"{HOME}xx/{number}.html"}
    return Post(**{**values, **changes})


def next_page(url: str) -> tuple[Follow, ...]:
    """Make what a list says where it goes on."""
    return (Follow(url=url, purpose="next"),)


def make_plan(site: Site | None = None, **changes: Any) -> SurveyPlan:
    """Make a plan with short bounds; names of `SurveySettings` go there, the rest to the plan."""
    bounds: dict[str, Any] = {"pages": 60, "links": 0, "second_look_pause": 2.0}
    bounds |= {name: changes.pop(name) for name in SurveySettings.model_fields if name in changes}
    values: dict[str, Any] = {
        "site": site or make_site(),
        "as_of": datetime(2026, 11, 23, 10, tzinfo=UTC),
        "settings": SurveySettings(**bounds),
        "horizons": {ColumnClass.NOTICE: 183, ColumnClass.NEWS: 14},
        "visit_deadline": 20.0,
        "obey_robots": True,
        "vantage": "test",
    }
    return SurveyPlan(**{**values, **changes})


def drive(walk: SiteWalk, web: Web) -> list[Request]:
    """Run a survey to its end over a web of pages; give what it asked for, in order.

    A string is the body of a whole page; what the web does not hold is a bare 404.
    """
    asked: list[Request] = []
    while wave := walk.wave():
        walk.absorb([(request, answer(web, request), _place(request)) for request in wave])
        asked += wave
    return asked


def answer(web: Web, request: Request) -> Page:
    """Give what a web of pages answers to a request."""
    held = web.get(request.url)
    if held is None:
        return make_page(request.url, NOT_FOUND, status=404)
    if isinstance(held, str):
        return make_page(request.url, held, stack=request.stack)
    return held if isinstance(held, Page) else held(request)


def _place(request: Request) -> RecordRef:
    return RecordRef(segment="s.warc.gz", offset=len(request.key), length=1)


def markup(title: str, body: str, head: str = "") -> str:
    """Write a page of a site with its foot."""
    foot = "<div class='footer'>版权所有 示例县人民政府 湘ICP备05000618号</div>"
    return f"<html><head><title>{title}</title>{head}</head><body>{body}{foot}</body></html>"


def home_html(columns: Iterable[tuple[str, str]], rows: str = "") -> str:
    """Write a homepage whose navigation leads to columns (name, address)."""
    menu = "".join(f"<li><a href='{url}'>{name}</a></li>" for name, url in columns)
    return markup("示例县人民政府", f"<ul class='nav'>{menu}</ul>{rows}<p>{PROSE}</p>")


def list_html(name: str, rows: Iterable[tuple[str, str, str]], following: str = "") -> str:
    """Write a column whose rows are (title, address, date or nothing), its next page named."""
    lines = "".join(
        f"<li><a href='{url}'>{title}</a><span>{day}</span></li>" for title, url, day in rows
    )
    pager = f"<div class='page'><a href='{following}'>下一页</a></div>" if following else ""
    return markup(f"{name}-示例县人民政府", f"<h2>{name}</h2><ul class='list'>{lines}</ul>{pager}")


def article_html(title: str, line: str) -> str:
    """Write an article with one line under its title, its date say."""
    return markup(f"{title}-示例县人民政府", f"<h1>{title}</h1><div>{line}</div><p>{PROSE}</p>")


def letter_html(title: str, asked: date, reply: str) -> str:
    """Write a letter's own page."""
    return markup(
        f"{title}-示例县人民政府",
        f"<table><tr><td>来信标题：</td><td>{title}</td></tr>"
        f"<tr><td>来信时间：</td><td>{asked}</td></tr>"
        f"<tr><td>来信内容：</td><td>请问老城区的供水管道何时改造？</td></tr>"
        f"<tr><td>回复内容：</td><td>{reply}</td></tr></table>",
    )


def mailbox_html(name: str, rows: Iterable[tuple[str, str, date, str]]) -> str:
    """Write a list of letters: (title, address, asked, state)."""
    lines = "".join(
        f"<tr><td><a href='{url}'>{title}</a></td><td>{asked}</td><td>{state}</td></tr>"
        for title, url, asked, state in rows
    )
    heads = "<tr><th>标题</th><th>来信时间</th><th>处理状态</th></tr>"
    return markup(f"{name}-示例县人民政府", f"<h2>{name}</h2><table>{heads}{lines}</table>")


def guide_html(matter: str, offers: Iterable[tuple[str, str]] = (), fee: str = "不收费") -> str:
    """Write a service guide with links to what it offers (name, address): forms, systems."""
    parts = {
        "事项名称": matter,
        "设定依据": "《中华人民共和国户口登记条例》第十条",
        "申请条件": "在本县有合法稳定住所",
        "办理材料": "居民户口簿、居民身份证原件",
        "办理流程": "申请、受理、审核、发证",
        "办理地点": "县政务服务中心二楼3号窗口",
        "联系电话": "0730-1234567",
        "收费标准": fee,
    }
    rows = "".join(f"<tr><th>{name}</th><td>{text}</td></tr>" for name, text in parts.items())
    links = "".join(f"<p><a href='{url}'>{name}</a></p>" for name, url in offers)
    return markup(f"{matter}-示例县人民政府", f"<h1>{matter}</h1><table>{rows}</table>{links}")
