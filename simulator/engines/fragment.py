"""I8: a fragment's endpoint (`businessQuery`): six spans hold question and reply of a letter."""

from collections.abc import Sequence

from typing_extensions import override

from simulator.engine import Engine, Query, Render, Shown, whole
from simulator.model import Column, Letter, Page, Sight, Site


class Fragment(Engine):
    """The page asks for the whole list at once; no letter has a page that is linked."""

    id = "I8"
    label = "留言片段"
    sight = Sight.SHELL

    @override
    def letter_path(self, column: Column, letter: Letter) -> str:
        return f"/hd/businessQuery?siteid={column.number}&id={letter.number}"

    @override
    def listing(self, site: Site, column: Column, page: int) -> str:
        del site, page
        return (
            "<div id='qa'></div><script>"
            f"$('#qa').load('/hd/businessQuery?siteid={column.number}');</script>"
        )

    @override
    def rows(self, letters: Sequence[Shown]) -> str:
        return "".join(map(self.letter, letters))

    @override
    def letter(self, one: Shown) -> str:
        reply = (
            f"<div class='a'><span class='who'>{one.unit}</span><span>答：{one.reply}</span>"
            f"<span>回复时间：{one.replied_text}</span></div>"
            if one.reply
            else ""
        )
        return (
            f"<div class='qa'><h3>{one.title}</h3><div class='q'><span class='who'>网友：李*</span>"
            f"<span>问：{one.question}</span><span>留言时间：{one.asked_text}</span>"
            f"<span>状态：{one.status}</span></div>{reply}</div>"
        )

    @override
    def data_routes(self, site: Site, column: Column) -> dict[str, Render]:
        def answer(_query: Query) -> Page:
            shown = [whole(self, site, column, letter) for letter in column.letters]
            return Page(text=f"<!-- 模拟网站 -->{self.rows(shown)}")

        return {f"/hd/businessQuery?siteid={column.number}": answer}


ENGINE = Fragment()
