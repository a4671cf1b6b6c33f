"""Section H: text and encoding, as far as a fetched page shows it."""

from typing import Any

from schema.types.outcome import Outcome
from testkit.hostile.case import ANY, OPENED, Case, Play, Variant
from testkit.hostile.pages import PAGE
from testkit.hostile.talk import answering
from testkit.scripted_server import http

_FAST = 0.6
_SLOW_PAGES = "crawler/extract reads these pages; what it costs is bounded in tests/crawler"
_RARE = PAGE.replace("示例县", "镕喆㙦县").replace("charset=utf-8", "charset=gb2312")
_PLAIN = PAGE.replace("<meta charset=utf-8>", "")


def _page(name: str, body: bytes, content_type: str = "text/html", **demands: Any) -> Variant:
    values: dict[str, Any] = {
        "outcomes": frozenset({Outcome.OK}), "counts": OPENED, "seconds": _FAST, **demands,
    }  # fmt: skip
    answer = http(body, content_type=content_type)
    return Variant(name=name, play=Play(script=answering(answer)), **values)


def _declared(header: str, meta: str, codec: str, name: str) -> Variant:
    text = PAGE.replace("charset=utf-8", f"charset={meta}")
    return _page(name, text.encode(codec), f"text/html; charset={header}", text="示例县人民政府")


def _meta(before: str, name: str, codec: str = "gbk") -> Variant:
    text = _PLAIN.replace("<title>", f"{before}<title>")
    return _page(name, text.encode(codec), text="示例县人民政府")


def _odd_label(label: str) -> Variant:
    return _page(label, PAGE.encode(), f"text/html; charset={label}", text="示例县人民政府")


_MIXED = _PLAIN.encode("gbk") + "<p>发布日期：2026年11月23日".encode()
_CUT = PAGE.encode("gbk")
_CONTROL = "\0\x01\x1f\x7f\ufffe".encode()

CASES = (
    Case(
        number=111,
        title="gb2312 with characters of GB18030",
        variants=(
            _page("rare", _RARE.encode("gb18030"), "text/html; charset=gb2312", text="镕喆㙦县"),
        ),
    ),
    Case(
        number=112,
        title="byte 0x80, lone 0xFF",
        variants=(
            _page(
                "0x80",
                PAGE.encode("gbk") + b"\x80",
                "text/html; charset=gbk",
                text="€",
            ),
            _page("0xFF", PAGE.encode("gbk") + b"\xff<p>", "text/html; charset=gbk", text="示例县"),
        ),
    ),
    Case(
        number=113,
        title="header, meta and body disagree",
        variants=(
            _declared("utf-8", "gbk", "gbk", "gbk under utf-8"),
            _declared("gbk", "gbk", "utf-8", "utf-8 under gbk"),
            _declared("gbk", "utf-8", "utf-8", "the meta is right"),
            _declared("utf-8", "gbk", "utf-8", "the header is right"),
        ),
    ),
    Case(
        number=114,
        title="meta late, in a comment, twice",
        variants=(
            _meta("<!--" + "x" * 2000 + "--><meta charset=gbk>", "after 1,024 bytes"),
            _meta("<!-- <meta charset=big5> --><meta charset=gbk>", "in a comment"),
            _meta("<meta charset=gbk><meta charset=big5>", "twice"),
            _meta("<meta content='text/html; charset=gbk' http-equiv=Content-Type>", "http-equiv"),
        ),
    ),
    Case(
        number=115,
        title="BOM against the header",
        variants=(
            _page(
                "UTF-8", PAGE.encode("utf-8-sig"), "text/html; charset=gbk", text="示例县人民政府"
            ),
            _page("UTF-16", PAGE.encode("utf-16"), "text/html; charset=gbk", text="示例县人民政府"),
        ),
    ),
    Case(
        number=116,
        title="unknown labels",
        variants=tuple(map(_odd_label, ("gb13000", "none", "utf-8; ", "'utf-8'", "\u00ff", ""))),
    ),
    Case(
        number=117,
        title="iso-2022-cn, hz-gb-2312",
        variants=tuple(
            _page(label, PAGE.encode(), f"text/html; charset={label}", counts=ANY)
            for label in ("iso-2022-cn", "hz-gb-2312")
        ),
    ),
    Case(
        number=118,
        title="two encodings in one page",
        variants=(_page("dates are ASCII", _MIXED, "text/html; charset=gbk", text="2026"),),
    ),
    Case(
        number=119,
        title="half a character at the cut",
        variants=(
            _page(
                "gbk",
                _CUT[: _CUT.index("县".encode("gbk")) + 1],
                "text/html; charset=gbk",
                text="示例",
                counts=ANY,
            ),
        ),
    ),
    Case(
        number=120,
        title="NUL, controls, U+FFFE",
        variants=(
            _page(
                "controls",
                PAGE.encode() + _CONTROL,
                "text/html; charset=utf-8",
                kept=_CONTROL,
                text="示例县",
            ),
        ),
    ),
    Case(
        number=121,
        title="full-width and Chinese figures in dates",
        elsewhere="tests/crawler/extract/dates/test_date_text.py and the suite dates-zh",
        variants=(
            _page("full width", (PAGE + "<p>２０２６－１１－２３</p>").encode(), counts=OPENED),
        ),
    ),
    Case(
        number=122,
        title="500,000 levels, a million attributes, one long line",
        elsewhere=_SLOW_PAGES,
        variants=(
            _page("levels", b"<div>" * 150_000, counts=ANY),
            _page("attributes", b"<p " + b"a " * 300_000 + b">", counts=ANY),
            _page("one line", b"<p>" + b"a" * 700_000, counts=ANY),
        ),
    ),
    Case(
        number=123,
        title="runs that hang careless patterns",
        elsewhere=_SLOW_PAGES,
        variants=(
            _page("digits", b"<p>" + b"1" * 200_000, counts=ANY),
            _page("blanks", b"<p>" + b" " * 200_000 + b"x", counts=ANY),
            _page("years", b"<p>" + "年".encode() * 60_000, counts=ANY),
        ),
    ),
    Case(
        number=124,
        title="scripts, bidi and zero-width characters in a title",
        variants=(
            _page(
                "kept as they are",
                PAGE.replace("<title>", "<title>\u202e\u200d&lt;script&gt;alert(1)").encode(),
                "text/html; charset=utf-8",
                text="\u202e\u200d&lt;script&gt;",
            ),
        ),
    ),
)
