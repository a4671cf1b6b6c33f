"""I2: Hanweb jact (`/jact/front/`): four cells a row, the texts in rows of their own."""

from collections.abc import Sequence
from html import escape

from typing_extensions import override

from simulator.engine import Engine, Shown, table_rows
from simulator.model import Column, Letter


class Jact(Engine):
    """The list is a table with 处理情况."""

    id = "I2"
    label = "大汉 jact"

    @override
    def letter_path(self, column: Column, letter: Letter) -> str:
        return f"/jact/front/mailpubdetail.do?transactId={letter.number}&sysid={column.number}"

    @override
    def rows(self, letters: Sequence[Shown]) -> str:
        names = ("编号", "标题", "来信时间", "答复时间", "处理情况")
        rows = [
            (
                f"{one.number:04d}",
                f"<a href='{escape(one.path)}' title='{one.title}'>{one.title}</a>",
                one.asked_text,
                one.replied_text,
                one.status,
            )
            for one in letters
        ]
        return f"<table class='mail_list'>{table_rows(names, rows)}</table>"

    @override
    def letter(self, one: Shown) -> str:
        return (
            f"<table class='mail'><tr><td colspan='4' align='center'>{one.title}</td></tr>"
            f"<tr><td class='tit'>来信人</td><td>王*</td><td class='tit'>来信时间</td>"
            f"<td>{one.asked_text} 10:12:31</td></tr>"
            f"<tr><td class='tit'>来信内容</td><td colspan='3'>{one.question}</td></tr>"
            f"<tr><td class='tit'>处理情况</td><td>{one.status}</td>"
            f"<td class='tit'>答复时间</td><td>{one.replied_text}</td></tr>"
            f"<tr><td class='tit'>答复内容</td><td colspan='3'>{one.reply}</td></tr></table>"
        )


ENGINE = Jact()
