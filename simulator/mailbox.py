"""Pages of a mailbox (政务咨询): three kinds of list and the letter's own page."""

from collections.abc import Sequence
from enum import StrEnum
from html import escape

from simulator.chrome import breadcrumb, document, navigation
from simulator.family import Family
from simulator.model import Column, Letter, Page, Reply, Site

STATUS = {
    Reply.ANSWERED: "已回复",
    Reply.ACKNOWLEDGED: "已回复",
    Reply.CLOSED: "不予受理",
    Reply.WORKING: "办理中",
    Reply.WAITING: "待处理",
}
_TEXT = {
    Reply.ANSWERED: "您好！经核实，该事项由{unit}窗口负责，所需材料为身份证复印件和申请表各一份，"
    "符合条件的在十五个工作日内办结，具体标准请向窗口工作人员索取。",
    Reply.ACKNOWLEDGED: "您的来信已收到，已转相关部门办理，感谢您的关注。",
    Reply.CLOSED: "经审查，您反映的事项不属于本信箱受理范围，不予受理。",
}


class Listing(StrEnum):
    """What a mailbox list shows beside the title."""

    TABLE = "status and dates"
    CARDS = "asked date and status"
    TITLES = "nothing"


def mailbox(
    site: Site, family: Family, column: Column, letters: Sequence[Letter], listing: Listing
) -> str:
    """Make the list of these letters."""
    make = {Listing.TABLE: _table_row, Listing.CARDS: _card, Listing.TITLES: _title_only}[listing]
    rows = "".join(
        make(letter, f'<a href="{_href(family, column, letter)}">{letter.title}</a>')
        for letter in letters
    )
    if listing is Listing.TABLE:
        head = "<tr><th>编号</th><th>标题</th><th>来信时间</th><th>回复时间</th><th>状态</th></tr>"
        rows = f'<table class="letters">{head}{rows}</table>'
    else:
        rows = f'<ul class="letters">{rows}</ul>'
    note = f"<p>欢迎向{site.unit}咨询政策和办事问题。</p>"
    return f'{note}<p><a href="/write">我要写信</a></p>{rows}'


def _href(family: Family, column: Column, letter: Letter) -> str:
    return escape(family.letter_path(column, letter))


def _table_row(letter: Letter, link: str) -> str:
    replied = f"{letter.replied:%Y-%m-%d}" if letter.replied else ""
    return (
        f"<tr><td>{letter.number:04d}</td><td>{link}</td><td>{letter.asked:%Y-%m-%d}</td>"
        f"<td>{replied}</td><td>{STATUS[letter.reply]}</td></tr>"
    )


def _card(letter: Letter, link: str) -> str:
    return (
        f'<li><p class="p1">{link}</p><p class="p2">留言时间：{letter.asked:%Y-%m-%d}</p>'
        f'<p class="p3">{STATUS[letter.reply]}</p></li>'
    )


def _title_only(_letter: Letter, link: str) -> str:
    return f"<li>{link}</li>"


def letter_page(site: Site, family: Family, column: Column, letter: Letter) -> Page:
    """Make the page of one letter; without a reply the reply's rows stay empty."""
    reply = _TEXT.get(letter.reply, "").format(unit=site.unit)
    replied = f"{letter.replied:%Y-%m-%d}" if letter.replied else ""
    rows = (
        ("来信标题", letter.title),
        ("来信时间", f"{letter.asked:%Y-%m-%d}"),
        ("来信内容", f"请问{letter.title}，希望得到答复，谢谢。"),
        ("办理状态", STATUS[letter.reply]),
        ("回复单位", site.unit if reply else ""),
        ("回复时间", replied),
        ("回复内容", reply),
    )
    cells = "".join(f"<tr><td class='nr'>{name}</td><td>{text}</td></tr>" for name, text in rows)
    body = (
        f"{breadcrumb(family, column, last='来信')}"
        f'<div class="letter"><table class="letter-details">{cells}</table></div>'
    )
    return document(site, f"{letter.title}_{column.name}", body, nav=navigation(site, family))
