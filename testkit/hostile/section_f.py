"""Section F: moving targets."""

from typing import Any

from schema.types.outcome import CountsAs, Defect, Outcome, PageClass
from testkit.hostile.case import (
    ANY,
    FAILED,
    OPENED,
    PERSON,
    UNDETERMINED,
    Case,
    Play,
    Site,
    SiteResult,
    Variant,
    Visit,
)  # fmt: skip
from testkit.hostile.pages import PAGE
from testkit.hostile.talk import by_path
from testkit.hostile.visits import visit_fact
from testkit.scripted_server import http

_HOST = "www.example.gov.cn"
_RULE = ("::127.0.0.1:{port}",)
_FAST = 0.6
_FOUND = "302 Found"
_FOUND_STATUS = 302


def _to(*locations: str, status: str = _FOUND, body: str = "") -> bytes:
    return http(body, status=status, headers=tuple(f"Location: {one}" for one in locations))


def _answers(pages: dict[str, bytes], **demands: Any) -> Variant:
    """Play a server of many names: `//host/path` where the host is another than the first."""

    def answer(target: str, head: bytes) -> bytes:
        host = next(
            line[6:] for line in head.decode("latin-1").split("\r\n") if line[:6] == "Host: "
        )
        key = target if host == _HOST else f"//{host}{target}"
        return pages.get(key, http(f"unexpected {key}", status="404 Not Found"))

    values: dict[str, Any] = {
        "outcomes": frozenset({Outcome.OK}), "counts": OPENED, "seconds": _FAST, **demands,
    }  # fmt: skip
    play = Play(script=by_path(answer), url=f"http://{_HOST}/", connect_to=_RULE)
    return Variant(play=play, **values)


def _resolved(location: str, key: str, name: str = "") -> Variant:
    """Play a Location that WHATWG resolves to `key`."""
    return _answers({"/": _to(location), key: http(PAGE)}, name=name or location[:20])


def _unusable(location: str, outcome: Outcome, name: str) -> Variant:
    return _answers(
        {"/": _to(location, body=PAGE)},
        name=name,
        outcomes=frozenset({outcome}),
        counts=UNDETERMINED,
        kept=location.encode("utf-8", "surrogateescape")[:6],
    )


def _loop_with_cookie(_target: str, head: bytes) -> bytes:
    if b"Cookie: seen=1" in head:
        return http(PAGE)
    return http("", status=_FOUND, headers=("Location: /", "Set-Cookie: seen=1; Path=/"))


_LIMIT = frozenset({Outcome.REDIRECT_LIMIT})


def _visit(pages: dict[str, bytes], counts: frozenset[CountsAs], **demands: Any) -> Visit:
    return Visit(site=Site(pages=pages), counts=counts, **demands)


def _ended_at(address: str) -> Any:
    return lambda result: visit_fact(result).final_url == address


def _away(result: SiteResult) -> bool:
    return Defect.REDIRECTED_AWAY in visit_fact(result).defects


def _asked(path: str) -> Any:
    return lambda result: path in result.paths


_GAMBLING = (
    "<title>澳门真人娱乐 百家乐</title><meta name=keywords content='百家乐,老虎机,体育投注'>"
    "<h1>澳门博彩 真人娱乐</h1><a href=/a>彩票投注</a>"
)
_JIASULE = (
    "<script>document.cookie='__jsl_clearance='+('_')+'1';location.href=location.pathname</script>"
)
_RUISHU = (
    "<html><head><meta id='9DhefwqGPrzG' content='x'><script>$_ts=window['$_ts'];if(!$_ts)$_ts={};"
    "</script></head><body></body></html>"
)


def _shielded(name: str, status: str, body: str, *headers: str) -> Variant:
    return _answers(
        {"/": http(body, status=status, headers=headers)},
        name=name,
        outcomes=frozenset({Outcome.OK, Outcome.HTTP_4XX, Outcome.HTTP_5XX}),
        counts=UNDETERMINED,
        page_class=PageClass.CHALLENGE,
    )


def _hop(body: str, *headers: str) -> dict[str, bytes]:
    return {"/": http(body, headers=headers), "/real/": http(PAGE)}


CASES = (
    Case(
        number=88,
        title="redirect loops",
        variants=(
            _answers({"/": _to("/")}, name="A to A", outcomes=_LIMIT, counts=FAILED, requests=11),
            _answers(
                {"/": _to("/", body=PAGE)},
                name="A to A, each time with a page",
                outcomes=_LIMIT,
                counts=FAILED,
            ),
            _answers(
                {"/": _to("/b"), "/b": _to("/")},
                name="A to B to A",
                outcomes=_LIMIT,
                counts=FAILED,
                requests=11,
            ),
            Variant(
                name="broken by a cookie",
                play=Play(
                    script=by_path(_loop_with_cookie), url=f"http://{_HOST}/", connect_to=_RULE
                ),
                outcomes=frozenset({Outcome.OK}),
                counts=OPENED,
                requests=2,
                seconds=_FAST,
            ),
        ),
    ),
    Case(
        number=89,
        title="odd Locations",
        variants=(
            _answers(
                {"/": _to("", body=PAGE)},
                name="blank",
                check=lambda r: r.page.status == _FOUND_STATUS,
                why="read",
            ),
            _resolved("//b.example.gov.cn/x", "//b.example.gov.cn/x"),
            _resolved("http:/x", "/x"),
            _resolved("http:////b.example.gov.cn/x", "//b.example.gov.cn/x"),
            _resolved("/a b", "/a%20b", "a space"),
            _resolved("  /x  ", "/x", "spaces around"),
            _resolved("../../../x", "/x"),
            _resolved("/x#part", "/x"),
            _resolved("?oh=/x", "/?oh=/x"),
            _resolved("/x?a=b?c=d", "/x?a=b?c=d"),
            _resolved("\\x", "/x", "backslash"),
            _resolved("/\u516c\u544a", "/%E5%85%AC%E5%91%8A", "UTF-8"),
            _unusable("http://[", Outcome.PROTOCOL_ERROR, "no host"),
            _unusable("http://a b/", Outcome.PROTOCOL_ERROR, "space in the host"),
            _unusable("ftp://b.example.gov.cn/", Outcome.REDIRECT_BLOCKED, "ftp"),
            _unusable("javascript:alert(1)", Outcome.REDIRECT_BLOCKED, "javascript"),
        ),
    ),
    Case(
        number=90,
        title="two Locations",
        variants=(
            _answers(
                {"/": _to("/a", "/b", body=PAGE)},
                name="different",
                outcomes=frozenset({Outcome.PROTOCOL_ERROR}),
                counts=UNDETERMINED,
                requests=1,
            ),
            _answers({"/": _to("/a", "/a"), "/a": http(PAGE)}, name="the same"),
        ),
    ),
    Case(
        number=91,
        title="redirect to another registered site",
        variants=(
            _visit(
                {"/": _to("http://www.merged.gov.cn/"), "//www.merged.gov.cn/": http(PAGE)},
                OPENED,
                check=_away,
                why="recorded as redirected away",
            ),
        ),
    ),
    Case(
        number=92,
        title="redirect to a gambling page",
        variants=(
            _visit(
                {"/": _to("http://bet.example.org/"), "//bet.example.org/": http(_GAMBLING)},
                PERSON,
                check=lambda result: visit_fact(result).page_class is PageClass.HIJACKED,
                why="hijacked",
            ),
        ),
    ),
    Case(
        number=93,
        title="307 and 308",
        variants=tuple(
            _answers(
                {"/": _to("/x", status=f"{status} Redirect"), "/x": http(PAGE)},
                name=str(status),
                check=lambda result: all(head.startswith(b"GET ") for head in result.requests),
                why="GET",
            )
            for status in (307, 308)
        ),
    ),
    Case(
        number=94,
        title="meta refresh and Refresh",
        variants=(
            _visit(
                _hop("<meta http-equiv=refresh content=\"0; url='/real/'\">"),
                OPENED | UNDETERMINED,
                name="meta",
                check=_asked("/real/"),
                why="followed",
            ),
            _visit(
                _hop("<base href='/real/'><META HTTP-EQUIV='Refresh' CONTENT='0 ;  URL = ./'>"),
                OPENED | UNDETERMINED,
                name="meta with a base",
                check=_asked("/real/"),
                why="followed",
            ),
            _visit(
                _hop("<p>", "Refresh: 0;url=/real/"),
                OPENED | UNDETERMINED,
                name="header",
                check=_asked("/real/"),
                why="followed",
            ),
            _visit(
                {"/": http("<meta http-equiv=refresh content='0;url=/'>")},
                OPENED | UNDETERMINED,
                name="to itself",
                most_pages=8,
            ),
        ),
    ),
    Case(
        number=95,
        title="script redirects and frames",
        variants=(
            _visit(
                _hop("<script>window.location.href='/real/';</script>"),
                OPENED | UNDETERMINED,
                name="location.href",
                check=_asked("/real/"),
                why="followed",
            ),
            _visit(
                _hop("<frameset rows='*'><frame src='/real/'></frameset>"),
                OPENED | UNDETERMINED,
                name="frameset",
                check=_asked("/real/"),
                why="followed",
            ),
            _visit(
                _hop("<script>var a=['re','al'];location=('/'+a.join('')+'/')</script>"),
                OPENED | UNDETERMINED,
                name="computed",
            ),
        ),
    ),
    Case(
        number=96,
        title="shields: 加速乐, 瑞数",
        variants=(
            _shielded("521", "521 ", _JIASULE, "Set-Cookie: __jsluid_h=1"),
            _shielded("412", "412 Precondition Failed", _RUISHU, "Set-Cookie: FSSBBIl1UgzbN7N=1"),
            _shielded("202", "202 Accepted", _RUISHU),
        ),
    ),
    Case(
        number=97,
        title="403 for our name or address",
        variants=(
            _answers(
                {"/": http("Forbidden", status="403 Forbidden")},
                outcomes=frozenset({Outcome.HTTP_4XX}),
                counts=UNDETERMINED,
            ),
        ),
    ),
    Case(
        number=98,
        title="login wall",
        variants=(
            _answers(
                {
                    "/": http(
                        "log in", status="401 Unauthorized", headers=("WWW-Authenticate: Basic",)
                    )
                },
                outcomes=frozenset({Outcome.AUTH_REQUIRED}),
                counts=UNDETERMINED,
            ),
            _answers(
                {
                    "/": _to("/login"),
                    "/login": http("<form action=/in><input type=password name=p></form>"),
                },
                name="a form",
                counts=ANY - FAILED,
            ),
        ),
    ),
)
