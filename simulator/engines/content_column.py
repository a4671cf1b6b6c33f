"""I5: `/content/column/`: rows of paragraphs `p1` to `p5`, a letter in cells `nr` and `nrtxt`."""

from collections.abc import Sequence

from typing_extensions import override

from simulator.engine import Engine, Shown
from simulator.model import Column, Letter


class ContentColumn(Engine):
    """Its pages are turned by `pageIndex`."""

    id = "I5"
    label = "content/column"
    page_size = 20

    @override
    def letter_path(self, column: Column, letter: Letter) -> str:
        return f"/content/article/{column.number * 10_000 + letter.number}"

    @override
    def page_field(self, page: int) -> str:
        return f"pageIndex={page}"

    @override
    def rows(self, letters: Sequence[Shown]) -> str:
        return f"<ul class='lylist'>{''.join(map(self._row, letters))}</ul>"

    @staticmethod
    def _row(one: Shown) -> str:
        asked = f"<p class='p2'>留言时间：{one.asked_text}</p>" if one.asked else ""
        status = f"<p class='p3'>受理状态：{one.status}</p>" if one.status else ""
        replied = f"<p class='p4'>回复时间：{one.replied_text}</p>" if one.replied else ""
        link = f"<a href='{one.path}' title='{one.title}'>{one.title}</a>"
        return f"<li><p class='p1'>{link}</p>{asked}{status}{replied}</li>"

    @override
    def letter(self, one: Shown) -> str:
        parts = (
            ("留言标题", one.title),
            ("留言时间", f"{one.asked_text} 09:20:11"),
            ("留言内容", one.question),
            ("受理状态", one.status),
            ("回复单位", one.unit),
            ("回复时间", one.replied_text),
            ("回复内容", one.reply),
        )
        cells = "".join(
            f"<tr><td class='nr'>{name}</td><td class='nrtxt'>{text}</td></tr>"
            for name, text in parts
        )
        return f"<table class='lymx'><tbody>{cells}</tbody></table>"


ENGINE = ContentColumn()
