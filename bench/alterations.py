"""Harmless changes to a page: what a person reads of it stays as it was, the markup does not.

They stand for templates that no corpus holds. Each takes a page's canonical markup, as the parser
writes it, and the day of its fetch.
"""

import hashlib
import re
from collections.abc import Callable
from datetime import date, timedelta

Alteration = Callable[[str, date], str]

_KEPT = re.compile(r"<(script|style|xmp|iframe|noembed|noframes|noscript)\b.*?</\1>", re.DOTALL)
_TAG = re.compile(r"<([a-z][a-z0-9-]*)((?: [^<>]*)?)>")
_NAMES = re.compile(r' (class|id)="([^"]*)"')
_TEXT = re.compile(r">([^<]+)<")
_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_LONE_DAY = re.compile(rf">\s*{_DAY.pattern}\s*<")
_BODY = re.compile(r"<body[^<>]*>")
_LI = re.compile(r"<(/?)(li|ul|ol)(?=[ >])")
_NUMERALS = "〇一二三四五六七八九"
_TEN, _TWENTY = 10, 20
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def _outside(markup: str, change: Callable[[str], str]) -> str:
    """Change what stands outside scripts and their like."""
    parts, last = [], 0
    for kept in _KEPT.finditer(markup):
        parts += [change(markup[last : kept.start()]), kept.group()]
        last = kept.end()
    return "".join([*parts, change(markup[last:])])


def _days(form: Callable[[int, int, int], str]) -> Alteration:
    """Write every day of the page's text in another form."""

    def day(found: re.Match[str]) -> str:
        year, month, day_of_month = map(int, found.groups())
        return form(year, month, day_of_month)

    def text(found: re.Match[str]) -> str:
        return f">{_DAY.sub(day, found.group(1))}<"

    return lambda markup, _: _outside(markup, lambda part: _TEXT.sub(text, part))


def _boxed_days(markup: str, _day: date) -> str:
    """Part a day that stands alone in its element: the day above, the year and month below."""
    return _outside(markup, lambda part: _LONE_DAY.sub(r"><div>\3</div><div>\1-\2</div><", part))


def _numerals(number: int) -> str:
    tens = "" if number < _TEN else "十" if number < _TWENTY else f"{_NUMERALS[number // 10]}十"
    return tens + (_NUMERALS[number % 10] if number % 10 else "")


def _in_numerals(year: int, month: int, day: int) -> str:
    years = "".join(_NUMERALS[int(figure)] for figure in str(year))
    return f"{years}年{_numerals(month)}月{_numerals(day)}日"


def _name(word: str) -> str:
    """Give a name that means nothing, the same for the same word."""
    return "k" + hashlib.sha256(word.encode()).hexdigest()[:6].translate(
        str.maketrans("0123456789abcdef", "ghjklmpqrsvwxzyt")
    )


def _renamed(markup: str, _day: date) -> str:
    def names(found: re.Match[str]) -> str:
        return f' {found.group(1)}="{" ".join(map(_name, found.group(2).split()))}"'

    return _with_attributes(markup, lambda written: _NAMES.sub(names, written))


def _unnamed(markup: str, _day: date) -> str:
    return _with_attributes(markup, lambda written: _NAMES.sub("", written))


def _with_attributes(markup: str, change: Callable[[str], str]) -> str:
    def tag(found: re.Match[str]) -> str:
        return f"<{found.group(1)}{change(found.group(2))}>"

    return _outside(markup, lambda part: _TAG.sub(tag, part))


def _gone(pattern: str) -> Alteration:
    form = re.compile(pattern, re.DOTALL)
    return lambda markup, _: form.sub("", markup)


def _replaced(*pairs: tuple[str, str]) -> Alteration:
    """Put other tags in the place of some."""

    def change(part: str) -> str:
        for pattern, into in pairs:
            part = re.sub(pattern, into, part)
        return part

    return lambda markup, _: _outside(markup, change)


def _behind(write: Callable[[date], str]) -> Alteration:
    return lambda markup, day: markup.replace("</body>", f"{write(day)}</body>")


def _before(write: Callable[[date], str]) -> Alteration:
    return lambda markup, day: _BODY.sub(lambda body: body.group() + write(day), markup, count=1)


def _around(begin: str, end: str) -> Alteration:
    return lambda markup, day: _behind(lambda _: end)(_before(lambda _: begin)(markup, day), day)


def _rows(day: date, heading: str, form: str) -> str:
    rows = "".join(
        form.format(n=n, day=(day - timedelta(days=n)).isoformat(), heading=heading)
        for n in range(6)
    )
    return f"<div><h3>{heading}</h3>{rows}</div>"


_HOT = "<li><a href='/hot/{n}.html'>{heading}第{n}条的标题文字</a><span>{day}</span></li>"
_RELATED = "<p><a href='/rel/{n}.html'>{heading}第{n}篇的标题文字</a> {day}</p>"
_FRIEND = "<li><a href='http://f{n}.example.cn/'>某某市第{n}号友情网站</a></li>"
_OLD = "发布时间：1999-01-01"

ALTERATIONS: dict[str, Alteration] = {
    "as it stands": lambda markup, _: markup,
    "names mean nothing": _renamed,
    "no names": _unnamed,
    "no metas": _gone(r"<meta\b[^<>]*>"),
    "no scripts": _gone(r"<script\b.*?</script>"),
    "days 2015年4月14日": _days("{}年{}月{}日".format),
    "days 2015/04/14": _days("{}/{:02}/{:02}".format),
    "days 2015.4.14": _days("{}.{}.{}".format),
    "days in full width": _days(lambda *day: "{}-{:02}-{:02}".format(*day).translate(_WIDE)),
    "days in numerals": _days(_in_numerals),
    "days in brackets": _days("[{}-{:02}-{:02}]".format),
    "days in two boxes": _boxed_days,
    "headings are boxes": _replaced((r"<(/?)h[1-6](?=[ >])", r"<\1div")),
    "lists are boxes": lambda markup, _: _outside(markup, lambda part: _LI.sub(r"<\1div", part)),
    "lists are tables": _replaced(
        (r"<ul(?=[ >])([^<>]*)>", r"<table\1><tbody>"),
        (r"</ul>", "</tbody></table>"),
        (r"<li(?=[ >])([^<>]*)>", r"<tr\1><td>"),
        (r"</li>", "</td></tr>"),
    ),
    "lists are lines": _replaced(
        (r"<li(?=[ >])[^<>]*>", ""), (r"</li>", "<br>"), (r"<(/?)ul(?=[ >])", r"<\1div")
    ),
    "no white space": _replaced((r">\s+<", "><")),
    "much white space": _replaced((r"><", ">\n\t<")),
    "in a table": _around("<table><tbody><tr><td>", "</td></tr></tbody></table>"),
    "six boxes deeper": _around("<div>" * 6, "</div>" * 6),
    "hot news before": _before(lambda day: f"<ul>{_rows(day, '热点新闻', _HOT)}</ul>"),
    "hot news behind": _behind(lambda day: f"<ul>{_rows(day, '热点新闻', _HOT)}</ul>"),
    "related behind": _behind(lambda day: _rows(day, "相关阅读", _RELATED)),
    "friends behind": _behind(lambda day: f"<ul>{_rows(day, '友情链接', _FRIEND)}</ul>"),
    "a clock": _before(lambda day: f"<div>今天是{day.year}年{day.month}月{day.day}日 星期三</div>"),
    "an update behind": _behind(lambda day: f"<div>版权所有 最后更新：{day}</div>"),
    "a day in a comment": _before(lambda _: f"<!-- {_OLD} -->"),
    "a day that is hidden": _before(lambda _: f"<div style='display:none'>{_OLD}</div>"),
}
"""By what they change; a day of 1999 is on no labelled page."""
