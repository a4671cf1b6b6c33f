"""I7: letters as JSON (`getMessageList`): the reply's text stands in the row."""

import json
from collections.abc import Sequence

from typing_extensions import override

from simulator.engine import Engine, Query, Render, Shown, whole
from simulator.fields import number_in
from simulator.model import Column, Letter, Page, Sight, Site


class JsonMessages(Engine):
    """The page names its data only in a script that puts it together."""

    id = "I7"
    label = "JSON 留言"
    sight = Sight.SHELL
    page_size = 15

    @override
    def letter_path(self, column: Column, letter: Letter) -> str:
        return f"/hd/message.html?box={column.number}&id={letter.number}"

    @override
    def listing(self, site: Site, column: Column, page: int) -> str:
        del site, page
        return (
            "<ul id='messages'></ul><div id='pager'></div><script>var base = '/hd/api/';"
            f"function load(n) {{ $.getJSON(base + 'getMessageList', {{box: {column.number}, "
            f"pageIndex: n, pageSize: {self.page_size}}}, render); }} load(1);</script>"
        )

    @override
    def rows(self, letters: Sequence[Shown]) -> str:
        records = [
            {
                "id": one.number,
                "title": one.title,
                "content": one.question,
                "createDate": f"{one.asked_text} 08:30:00",
                "statusName": one.status,
                "feedbackDate": one.replied_text or None,
                "feedback": one.reply or None,
            }
            for one in letters
        ]
        return json.dumps(records, ensure_ascii=False)

    @override
    def letter(self, one: Shown) -> str:
        return (
            f"<div class='message'><h2>{one.title}</h2><p>来信时间：{one.asked_text}</p>"
            f"<p>来信内容：{one.question}</p><p>办理状态：{one.status}</p>"
            f"<p>回复时间：{one.replied_text}</p><p>回复内容：{one.reply}</p></div>"
        )

    @override
    def data_routes(self, site: Site, column: Column) -> dict[str, Render]:
        def answer(query: Query) -> Page:
            first = (number_in(query, "pageIndex", 1) - 1) * self.page_size
            letters = column.letters[first : first + self.page_size]
            rows = self.rows([whole(self, site, column, letter) for letter in letters])
            text = f'{{"code":200,"total":{len(column.letters)},"mark":"模拟网站","list":{rows}}}'
            return Page(text=text, media_type="application/json")

        return {"/hd/api/getMessageList": answer}


ENGINE = JsonMessages()
