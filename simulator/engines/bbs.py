"""I10: a forum (BBS): a letter is a thread, the reply a flagged post of the office."""

from collections.abc import Sequence
from html import escape

from typing_extensions import override

from simulator.engine import Engine, Shown, table_rows
from simulator.model import Column, Letter


class Bbs(Engine):
    """Threads lie under `forum.php?mod=viewthread&tid=`."""

    id = "I10"
    label = "论坛"
    page_size = 20

    @override
    def letter_path(self, column: Column, letter: Letter) -> str:
        return f"/bbs/forum.php?mod=viewthread&tid={column.number * 1000 + letter.number}"

    @override
    def rows(self, letters: Sequence[Shown]) -> str:
        names = ("标题", "提问时间", "回复时间", "办理状态")
        rows = [
            (
                f"<em>[咨询]</em> <a href='{escape(one.path)}' class='s xst'>{one.title}</a>",
                one.asked_text,
                one.replied_text,
                one.status,
            )
            for one in letters
        ]
        return f"<table class='threadlist'>{table_rows(names, rows)}</table>"

    @override
    def letter(self, one: Shown) -> str:
        said = f" 回复时间：{one.replied_text}" if one.replied else ""
        reply = (
            f"<div class='post official'><div class='author'>{one.unit}</div>"
            f"<div class='meta'>官方回复{said}</div><div class='message'>{one.reply}</div></div>"
            if one.reply
            else ""
        )
        return (
            f"<div class='thread'><h1>{one.title}</h1><div class='post'>"
            "<div class='author'>网友</div>"
            f"<div class='meta'>提问时间：{one.asked_text} 09:20</div>"
            f"<div class='meta'>处理状态：{one.status}</div>"
            f"<div class='message'>网友提问：{one.question}</div></div>{reply}</div>"
        )


ENGINE = Bbs()
