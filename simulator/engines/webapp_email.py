"""I1: the webapp mailbox of Hunan (`webapp/…/email/`): pages in GBK, one row for each part."""

from collections.abc import Sequence
from html import escape

from typing_extensions import override

from simulator.engine import Engine, Shown, table_rows
from simulator.model import Column, Letter


class WebappEmail(Engine):
    """The list shows 处理时间; its pages are turned by an offset."""

    id = "I1"
    label = "webapp email"
    charset = "gb18030"
    page_size = 12

    @override
    def letter_path(self, column: Column, letter: Letter) -> str:
        return f"/webapp/email/show.jsp?boxid={column.number}&emailid={letter.number}"

    @override
    def page_field(self, page: int) -> str:
        return f"emailList.offset={(page - 1) * self.page_size}"

    @override
    def rows(self, letters: Sequence[Shown]) -> str:
        names = ("信件标题", "写信时间", "处理时间", "处理状态")
        rows = [
            (
                f"·<a href='{escape(one.path)}'>{one.title}</a>",
                one.asked_text,
                one.replied_text,
                one.status,
            )
            for one in letters
        ]
        return f"<table class='table1' width='100%'>{table_rows(names, rows, 'td')}</table>"

    @override
    def letter(self, one: Shown) -> str:
        parts = (
            ("信件标题", one.title),
            ("写信日期", one.asked_text),
            ("信件内容", one.question),
            ("处理状态", one.status),
            ("处理部门", one.unit),
            ("处理时间", one.replied_text),
            ("处理结果", one.reply),
        )
        cells = "".join(
            f"<tr><td class='t1'>{name}：</td><td class='t2'>{text}</td></tr>"
            for name, text in parts
        )
        return f"<table class='letter-details'>{cells}</table>"


ENGINE = WebappEmail()
