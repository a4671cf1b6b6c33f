"""I6: an ASP.NET grid in GBK: labelled spans, a day without padding, pages posted back."""

from collections.abc import Sequence
from datetime import date

from typing_extensions import override

from simulator.engine import Engine, Shown, table_rows
from simulator.model import Column, Letter


class AspGrid(Engine):
    """The list is a GridView."""

    id = "I6"
    label = "ASP.NET GridView"
    charset = "gb18030"

    @override
    def letter_path(self, column: Column, letter: Letter) -> str:
        return f"/hd/Letter_Show.aspx?ID={column.number * 1000 + letter.number}"

    @override
    def rows(self, letters: Sequence[Shown]) -> str:
        names = ("主题", "提问时间", "答复日期", "办理状态")
        rows = [
            (
                f"<a href='{one.path}'>{one.title}</a>",
                _bare(one.asked),
                _bare(one.replied),
                one.status,
            )
            for one in letters
        ]
        inner = table_rows(names, rows)
        return f"<table cellspacing='0' rules='all' border='1' id='GridView1'>{inner}</table>"

    @override
    def letter(self, one: Shown) -> str:
        return (
            f"<form id='form1'><b>主题：</b><span id='lblTitle'>{one.title}</span><br>"
            f"<b>提问时间：</b><span>{_bare(one.asked)}</span><br>"
            f"<b>办理状态：</b><span>{one.status}</span><br>"
            f"<b>提问内容：</b><br><span>{one.question}</span><br>"
            f"<b>答复日期：</b><span>{_bare(one.replied)}</span><br>"
            f"<b>回复内容：</b><br><span id='lblReply'>{one.reply}</span><br></form>"
        )


def _bare(day: date | None) -> str:
    return f"{day.year}-{day.month}-{day.day}" if day else ""


ENGINE = AspGrid()
