"""Pages of letters in the structures of eleven interaction engines (互动), written by us.

Structures after cms-patterns §3; nothing here is copied from a site.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from html import escape

from testkit.letter_wording import Box, Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What a page shows of one letter."""

    number: int
    title: str
    asked: date
    question: str
    unit: str
    replied: date
    wording: Wording

    @property
    def replied_text(self) -> str:
        """Give the reply's day as shown; empty where none is."""
        return f"{self.replied:%Y-%m-%d}" if self.wording.dated else ""

    @property
    def has_box(self) -> bool:
        """Tell whether the page has a place for a reply."""
        return self.wording.box is not Box.ABSENT

    def reply(self, *, tag: str = "p") -> str:
        """Write the reply's text, or what brings it from elsewhere."""
        if self.wording.box is Box.FRAME:
            return f"<iframe src='/hd/reply?id={self.number}' width='100%'></iframe>"
        if self.wording.box is Box.SCRIPT:
            return (
                "<div id='replyContent'></div><script>$.ajax({url:'/hd/getReply',data:{id:"
                f"{self.number}}},success:function(d){{$('#replyContent').html(d.reply)}}}});"
                "</script>"
            )
        lines = [escape(line) for line in self.wording.reply.split("\n") if line]
        if len(lines) <= 1:
            return "".join(lines)
        return "".join(f"<{tag}>{line}</{tag}>" for line in lines)


_BELOW = (
    "<div class='pj'>满意度评价：<input type='radio'>满意<input type='radio'>基本满意"
    "<input type='radio'>不满意<span>未评价</span></div>"
    "<p>【<a href='#'>打印</a>】【<a href='#'>关闭</a>】</p>"
    "<p>上一篇：<a href='/hd/8.html'>已回复：关于供水管道改造的咨询</a></p>"
)
_SIDE = (
    "<div class='side'><h3>最新回复</h3><ul>"
    "<li><a href='/hd/3.html'>关于学区划分的咨询</a><span>2026-06-03</span><em>已回复</em></li>"
    "<li><a href='/hd/4.html'>廉租房如何申请</a><span>2026-06-01</span><em>办理中</em></li>"
    "<li><a href='/hd/5.html'>失业金领取条件</a><span>2026-05-28</span><em>已办结</em></li>"
    "</ul><p><a href='/hd/write'>我要写信</a></p></div>"
)
"""What stands under and beside letters on many sites; none of it is the letter's."""


def _page(letter: Letter, main: str, *, charset: str = "utf-8") -> str:
    nav = "".join(
        f"<li><a href='/{path}/'>{name}</a></li>"
        for path, name in (("zwgk", "政务公开"), ("bsfw", "办事服务"), ("hdjl", "互动交流"))
    )
    return (
        f"<html><head><meta charset='{charset}'><title>{letter.title}_领导信箱_某县人民政府</title>"
        f"</head><body><div class='head'><ul class='nav'>{nav}</ul></div>"
        f"<div class='crumb'>当前位置：<a href='/'>首页</a> &gt; <a href='/hd/'>互动交流</a></div>"
        f"<div class='main'>{main}{_BELOW if letter.number % 2 else ''}</div>"
        f"{_SIDE if letter.number % 3 else ''}<div class='foot'><p>主办单位：某县人民政府</p>"
        "<p>版权所有 2009-2026 湘ICP备05000618号 网站标识码：4300000001</p></div></body></html>"
    )


def _webapp_email(letter: Letter) -> str:
    """Hunan's webapp mailbox: GBK, one table with a row for each part."""
    rows = [
        ("信件标题", letter.title),
        ("写信日期", f"{letter.asked:%Y-%m-%d}"),
        ("信件内容", letter.question),
        ("处理状态", letter.wording.state),
        ("处理部门", letter.unit if letter.wording.dated else ""),
        ("处理时间", letter.replied_text),
    ]
    if letter.has_box:
        rows.append(("处理结果", letter.reply()))
    cells = "".join(
        f"<tr><td class='t1'>{name}：</td><td class='t2'>{value}</td></tr>" for name, value in rows
    )
    return _page(letter, f"<table class='letter-details'>{cells}</table>", charset="gbk")


def _jact(letter: Letter) -> str:
    """Hanweb jact: four cells a row, the texts in rows of their own."""
    box = (
        f"<tr><td class='tit'>答复内容</td><td colspan='3'>{letter.reply(tag='div')}</td></tr>"
        if letter.has_box
        else ""
    )
    return _page(
        letter,
        f"<table class='mail'><tr><td colspan='4' align='center'>{letter.title}</td></tr>"
        f"<tr><td class='tit'>来信人</td><td>王*</td><td class='tit'>来信时间</td>"
        f"<td>{letter.asked:%Y-%m-%d} 10:12:31</td></tr>"
        f"<tr><td class='tit'>来信内容</td><td colspan='3'>{letter.question}</td></tr>"
        f"<tr><td class='tit'>处理情况</td><td>{letter.wording.state}</td>"
        f"<td class='tit'>答复时间</td><td>{letter.replied_text}</td></tr>{box}</table>",
    )


def _jlpt(letter: Letter) -> str:
    """Flat cells; label and value stand in one cell."""
    box = f"<tr><td colspan='2'>回复内容：{letter.reply()}</td></tr>" if letter.has_box else ""
    return _page(
        letter,
        f"<table><tr><td colspan='2'><h3>{letter.title}</h3></td></tr>"
        f"<tr><td>提交时间：{letter.asked:%Y/%m/%d}</td><td>状态：{letter.wording.state}</td></tr>"
        f"<tr><td colspan='2'>问题描述：{letter.question}</td></tr>"
        f"<tr><td>回复单位：{letter.unit if letter.wording.dated else ''}</td>"
        f"<td>回复时间：{letter.replied_text}</td></tr>{box}</table>",
    )


def _appeal(letter: Letter) -> str:
    """appeal.jsp: two headed boxes, question and answer."""
    box = (
        f"<div class='reply'><h4>部门回复</h4><div class='info'>回复部门：{letter.unit}"
        f"&nbsp;&nbsp;回复时间：{letter.replied_text}</div><div class='con'>{letter.reply()}</div>"
        "</div>"
        if letter.has_box
        else ""
    )
    return _page(
        letter,
        f"<div class='letter'><h2>{letter.title}</h2><div class='ask'><h4>诉求内容</h4>"
        f"<div class='info'>诉求时间：{letter.asked:%Y-%m-%d %H:%M}&nbsp;&nbsp;"
        f"处理状态：{letter.wording.state}</div><div class='con'>{letter.question}</div></div>"
        f"{box}</div>",
    )


def _content_column(letter: Letter) -> str:
    """content/column: cells of class nr and nrtxt."""
    rows = [
        ("留言标题", letter.title),
        ("留言时间", f"{letter.asked:%Y-%m-%d %H:%M:%S}"),
        ("留言内容", letter.question),
        ("受理状态", letter.wording.state),
        ("回复时间", letter.replied_text),
    ]
    if letter.has_box:
        rows.append(("回复内容", letter.reply()))
    cells = "".join(
        f"<tr><td class='nr'>{name}</td><td class='nrtxt'>{value}</td></tr>" for name, value in rows
    )
    return _page(letter, f"<table class='lymx'><tbody>{cells}</tbody></table>")


def _asp_grid(letter: Letter) -> str:
    """ASP.NET: labelled spans with line breaks between them."""
    box = (
        f"<b>回复内容：</b><br><span id='lblReply'>{letter.reply(tag='div')}</span><br>"
        if letter.has_box
        else ""
    )
    return _page(
        letter,
        f"<form id='form1'><b>主题：</b><span id='lblTitle'>{letter.title}</span><br>"
        f"<b>提问时间：</b><span>{letter.asked.year}-{letter.asked.month}-{letter.asked.day}</span>"
        f"<br><b>办理状态：</b><span>{letter.wording.state}</span><br>"
        f"<b>提问内容：</b><br><span>{letter.question}</span><br>"
        f"<b>答复日期：</b><span>{letter.replied_text}</span><br>{box}</form>",
    )


def _json(letter: Letter) -> str:
    """Write list data whose row holds question and reply; it needs no page of its own."""
    wording = letter.wording
    row: dict[str, object] = {
        "id": letter.number,
        "title": letter.title,
        "content": letter.question,
        "createDate": f"{letter.asked:%Y-%m-%d} 08:30:00",
        "statusName": wording.state,
        "feedbackDate": letter.replied_text or None,
    }
    if wording.box is Box.SHOWN:
        row["feedback"] = wording.reply.replace("\n", "<br/>")
    return json.dumps({"code": 200, "data": {"total": 1, "list": [row]}}, ensure_ascii=False)


def _fragment(letter: Letter) -> str:
    """Write an answer's markup of six spans: asker, text, day, replier, text, day."""
    box = (
        f"<div class='a'><span class='who'>{letter.unit}</span><span>答：{letter.reply()}</span>"
        f"<span>回复时间：{letter.replied_text}</span></div>"
        if letter.has_box
        else ""
    )
    return (
        f"<div class='qa'><h3>{letter.title}</h3><div class='q'><span class='who'>网友：李*</span>"
        f"<span>问：{letter.question}</span><span>留言时间：{letter.asked:%Y-%m-%d}</span>"
        f"<span>状态：{letter.wording.state}</span></div>{box}</div>"
    )


def _jspx(letter: Letter) -> str:
    """JEECMS: definition lists."""
    box = f"<dt>回复意见</dt><dd>{letter.reply()}</dd>" if letter.has_box else ""
    return _page(
        letter,
        f"<dl class='letter'><dt>来信主题</dt><dd>{letter.title}</dd>"
        f"<dt>来信日期</dt><dd>{letter.asked:%Y年%m月%d日}</dd>"
        f"<dt>信件状态</dt><dd>{letter.wording.state}</dd>"
        f"<dt>来信正文</dt><dd>{letter.question}</dd>"
        f"<dt>回复日期</dt><dd>{letter.replied_text}</dd>{box}</dl>",
    )


def _bbs(letter: Letter) -> str:
    """Write a thread: the reply is a flagged post of the unit."""
    said = f" 回复于 {letter.replied_text}" if letter.wording.dated else ""
    box = (
        f"<div class='post official'><div class='author'>{letter.unit}</div>"
        f"<div class='meta'>官方回复{said}</div><div class='message'>{letter.reply()}</div></div>"
        if letter.has_box
        else ""
    )
    return _page(
        letter,
        f"<div class='thread'><h1>{letter.title}</h1><div class='post'>"
        "<div class='author'>网友</div>"
        f"<div class='meta'>提问时间：{letter.asked:%Y-%m-%d %H:%M}</div><div class='meta'>"
        f"处理状态：{letter.wording.state}</div>"
        f"<div class='message'>网友提问：{letter.question}</div></div>{box}</div>",
    )


def _hotline(letter: Letter) -> str:
    """Write the 12345 hotline of another host: label and value in list items."""
    box = (
        f"<li><label>答复意见：</label><p>{letter.reply(tag='div')}</p></li>"
        if letter.has_box
        else ""
    )
    return _page(
        letter,
        f"<ul class='order'><li><label>诉求标题：</label><em>{letter.title}</em></li>"
        f"<li><label>诉求时间：</label><em>{letter.asked:%Y.%m.%d}</em></li>"
        f"<li><label>诉求内容：</label><p>{letter.question}</p></li>"
        f"<li><label>办理状态：</label><em>{letter.wording.state}</em></li>"
        f"<li><label>承办单位：</label><em>{letter.unit}</em></li>"
        f"<li><label>办结时间：</label><em>{letter.replied_text}</em></li>{box}</ul>",
    )


def _free_text(letter: Letter) -> str:
    """Write an article that holds a letter: no table, the unit's name before the word 回复."""
    box = f"<p>{letter.unit}回复：</p><p>{letter.reply(tag='div')}</p>" if letter.has_box else ""
    state = f"<p>办理状态：{letter.wording.state}</p>" if letter.wording.state else ""
    day = f"<p>回复时间：{letter.replied_text}</p>" if letter.wording.dated else ""
    return _page(
        letter,
        f"<div class='article'><h1>{letter.title}</h1>"
        f"<p>留言时间：{letter.asked:%Y-%m-%d}</p>{state}"
        f"<p>网民留言：</p><p>{letter.question}</p>{day}{box}</div>",
    )


ENGINES: Mapping[str, Callable[[Letter], str]] = {
    "webapp-email": _webapp_email,
    "jact": _jact,
    "jlpt": _jlpt,
    "appeal": _appeal,
    "content-column": _content_column,
    "asp-grid": _asp_grid,
    "json": _json,
    "fragment": _fragment,
    "jspx": _jspx,
    "bbs": _bbs,
    "hotline-12345": _hotline,
    "free-text": _free_text,
}
CHARSETS: Mapping[str, str] = {"webapp-email": "gb18030", "asp-grid": "gb18030"}
"""How a page's bytes are written; utf-8 where nothing stands."""
LIST_DATA = frozenset({"json"})
"""Engines whose letters are read in rows of a list: an empty reply there proves nothing."""
