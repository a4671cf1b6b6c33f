"""What every page of a site wears: head, navigation, breadcrumb, footer and the 模拟网站 mark."""

from functools import lru_cache
from html import escape

from simulator.family import Family
from simulator.model import Column, Page, Site

_SITES = 300
"""Sites whose menu and footer are kept: they are made once for each."""
_WEEKDAYS = "一二三四五六日"
_CLOCK = (
    "<script>var d=new Date();document.write('今天是'+d.getFullYear()+'年'+(d.getMonth()+1)"
    "+'月'+d.getDate()+'日');</script>"
)


def bare_document(site: Site, title: str, body: str) -> Page:
    """Wrap a body into the page of a frame, which wears no menu and no footer."""
    return Page(
        text=f"<!DOCTYPE html>\n<html><head>{_charset_meta(site)}<title>{escape(title)}</title>"
        f"</head><body><!-- 模拟网站 -->{body}</body></html>\n"
    )


def document(site: Site, title: str, body: str, *, head: str = "", nav: str = "") -> Page:
    """Wrap a body into a whole page of the site."""
    text = (
        "<!DOCTYPE html>\n<html lang='zh-CN'><head>"
        f"{_charset_meta(site)}<title>{escape(title)}</title>"
        f'<meta name="SiteName" content="{site.name}">'
        f'<meta name="SiteIDCode" content="{site.code}">'
        f"{head}<link rel='stylesheet' href='/style.css'></head>\n<body>"
        f'<div class="top"><span class="mark">模拟网站</span><a href="/">{site.name}</a></div>\n'
        f"{nav}{body}\n{_footer(site)}</body></html>\n"
    )
    return Page(text=text)


def _charset_meta(site: Site) -> str:
    declared = {"F10": "gb2312", "F11": "gbk"}.get(site.family, "utf-8")
    return f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">'


@lru_cache(maxsize=_SITES)
def navigation(site: Site, family: Family) -> str:
    """Make the menu of all columns, children of parent columns left out."""
    children = {column.child for column in site.columns}
    shown = [column for column in site.columns if column.number not in children]
    links = "".join(_entry(family, column, shown) for column in shown if column.under is None)
    home = '<li><a href="/">首页</a></li>'
    return f'<div class="nav"><ul class="menu">{home}{links}</ul></div>\n'


def _entry(family: Family, column: Column, shown: list[Column]) -> str:
    """Make one entry of the menu, with those that stand beneath it."""
    link = f'<a href="{escape(family.column_path(column))}">{column.name}</a>'
    below = "".join(_entry(family, other, shown) for other in shown if other.under == column.number)
    return f"<li>{link}<ul>{below}</ul></li>" if below else f"<li>{link}</li>"


def breadcrumb(family: Family, column: Column, *, last: str = "") -> str:
    """Make the 当前位置 line of a list or article page."""
    link = f'<a href="{escape(family.column_path(column))}">{column.name}</a>'
    tail = f" &gt; {last}" if last else ""
    return f'<div class="position">当前位置：<a href="/">首页</a> &gt; {link}{tail}</div>\n'


@lru_cache(maxsize=_SITES)
def _footer(site: Site) -> str:
    """Make the footer: identity marks, and the clocks and counters that are no dates."""
    today = site.as_of
    clock = (
        f"今天是{today.year}年{today.month}月{today.day}日 星期{_WEEKDAYS[today.weekday()]}"
        if site.skin.clock_as_text
        else _CLOCK
    )
    return (
        f'<div class="footer"><p>{clock}</p>'
        f"<p>主办单位：{site.unit}　版权所有 2009-{today.year}　{site.icp}　"
        f"网站标识码：{site.code}</p><p>您是第 {2_000_000 + site.number * 1711} 位访问者</p>"
        '<p>友情链接：<a href="http://www.hunan.gov.cn.test/">省政府门户网站</a> '
        '<a href="http://www.gov.cn.test/">中国政府网</a> '
        '<a href="http://zwfw.hunan.gov.cn.test/">政务服务网</a></p>'
        f'<script id="_jiucuo_" sitecode="{site.code}" '
        'src="http://zfwzgl.www.gov.cn.test/exposure/jiucuo.js"></script>'
        "<p>模拟网站：本页全部内容为虚构，仅供测试。</p></div>"
    )
