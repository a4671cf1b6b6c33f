"""I4: `/appeal/list.jsp`: a table with 处理状态, a letter in two headed boxes."""

from collections.abc import Sequence
from html import escape

from typing_extensions import override

from simulator.engine import Engine, Shown, table_rows
from simulator.model import Column, Letter


class Appeal(Engine):
    """Its pages are turned by `cur_page`."""

    id = "I4"
    label = "appeal.jsp"
    page_size = 15

    @override
    def letter_path(self, column: Column, letter: Letter) -> str:
        return f"/appeal/detail.jsp?model_id={column.number}&letter_id={letter.number}"

    @override
    def page_field(self, page: int) -> str:
        return f"cur_page={page}"

    @override
    def rows(self, letters: Sequence[Shown]) -> str:
        names = ("编号", "诉求标题", "诉求时间", "回复时间", "处理状态")
        rows = [
            (
                str(one.number),
                f"<a target='_blank' href='{escape(one.path)}'>{one.title}</a>",
                one.asked_text,
                one.replied_text,
                one.status,
            )
            for one in letters
        ]
        return f"<table class='appeal'>{table_rows(names, rows)}</table>"

    @override
    def letter(self, one: Shown) -> str:
        reply = (
            f"<div class='reply'><h4>部门回复</h4><div class='info'>回复部门：{one.unit}"
            f"&nbsp;&nbsp;回复时间：{one.replied_text}</div>"
            f"<div class='con'>{one.reply}</div></div>"
            if one.reply
            else "<div class='reply'><h4>部门回复</h4><div class='con'></div></div>"
        )
        return (
            f"<div class='letter'><h2>{one.title}</h2><div class='ask'><h4>诉求内容</h4>"
            f"<div class='info'>诉求时间：{one.asked_text} 09:20&nbsp;&nbsp;处理状态：{one.status}"
            f"</div><div class='con'>{one.question}</div></div>{reply}</div>"
        )


ENGINE = Appeal()
