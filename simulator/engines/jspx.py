"""I9: JEECMS (`v_list.jspx`): definition lists, days in Chinese."""

from collections.abc import Sequence
from datetime import date

from typing_extensions import override

from simulator.engine import Engine, Shown
from simulator.model import Column, Letter


class Jspx(Engine):
    """The list is a table of links."""

    id = "I9"
    label = "JEECMS jspx"

    @override
    def letter_path(self, column: Column, letter: Letter) -> str:
        return f"/xjlb/{column.number}_{letter.number}.jspx"

    @override
    def rows(self, letters: Sequence[Shown]) -> str:
        rows = "".join(
            f"<dl><dt><a href='{one.path}'>{one.title}</a></dt>{_rest(one)}</dl>" for one in letters
        )
        return f"<div class='xjlb'>{rows}</div>"

    @override
    def letter(self, one: Shown) -> str:
        return (
            f"<dl class='letter'><dt>来信主题</dt><dd>{one.title}</dd>"
            f"<dt>来信日期</dt><dd>{_chinese(one.asked)}</dd>"
            f"<dt>信件状态</dt><dd>{one.status}</dd><dt>来信正文</dt><dd>{one.question}</dd>"
            f"<dt>回复日期</dt><dd>{_chinese(one.replied)}</dd>"
            f"<dt>回复意见</dt><dd>{one.reply}</dd></dl>"
        )


def _rest(one: Shown) -> str:
    parts = (
        ("来信日期", one.asked_text),
        ("回复日期", one.replied_text),
        ("信件状态", one.status),
    )
    return "".join(f"<dd>{name}：{text}</dd>" for name, text in parts if text)


def _chinese(day: date | None) -> str:
    return f"{day.year}年{day.month:02d}月{day.day:02d}日" if day else ""


ENGINE = Jspx()
