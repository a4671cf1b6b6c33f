"""I3: jlpt (`letterlist.do`): flat cells, and rows that only a click's script leads on."""

from collections.abc import Sequence

from typing_extensions import override

from simulator.engine import Engine, Shown, table_rows
from simulator.model import Column, Letter, Sight


class Jlpt(Engine):
    """A letter's address stands in `onclick`: some auditors read it, others only the row."""

    id = "I3"
    label = "jlpt"
    sight = Sight.PRINTED

    @override
    def letter_path(self, column: Column, letter: Letter) -> str:
        return f"/jlpt/detailview.do?iid={column.number * 1000 + letter.number}"

    @override
    def rows(self, letters: Sequence[Shown]) -> str:
        names = ("序号", "类别", "标题", "提交时间", "回复时间", "状态")
        click = "<a href='javascript:void(0)' onclick=\"window.open('{0}')\">{1}</a>"
        rows = [
            (
                str(one.number),
                "咨询",
                click.format(one.path, one.title),
                one.asked_text,
                one.replied_text,
                one.status,
            )
            for one in letters
        ]
        return f"<table class='tab'>{table_rows(names, rows, 'td')}</table>"

    @override
    def letter(self, one: Shown) -> str:
        asked = one.asked_text.replace("-", "/")
        return (
            f"<table><tr><td colspan='2'><h3>{one.title}</h3></td></tr>"
            f"<tr><td>提交时间：{asked}</td><td>状态：{one.status}</td></tr>"
            f"<tr><td colspan='2'>问题描述：{one.question}</td></tr>"
            f"<tr><td>回复单位：{one.unit}</td><td>回复时间：{one.replied_text}</td></tr>"
            f"<tr><td colspan='2'>回复内容：{one.reply}</td></tr></table>"
        )


ENGINE = Jlpt()
