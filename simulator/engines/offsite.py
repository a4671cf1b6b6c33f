"""I11: letters stand on the county's 12345 hotline, another host that is not of this province."""

from collections.abc import Sequence

from typing_extensions import override

from simulator.engine import Engine, Shown
from simulator.model import Column, Letter, Sight, Site


class Offsite(Engine):
    """The column leads away; none of its letters can be read on the site."""

    id = "I11"
    label = "12345 热线"
    sight = Sight.SHELL

    @override
    def letter_path(self, column: Column, letter: Letter) -> str:
        return f"/12345/{column.number}/{letter.number}.html"

    @override
    def listing(self, site: Site, column: Column, page: int) -> str:
        del page
        host = f"http://12345.{site.host.partition('.')[2]}"
        entries = (("我要写信", "write"), ("信件查询", "search"), ("办件公示", "public"))
        links = "".join(
            f"<li><a href='{host}/{path}?unit={column.number}' target='_blank'>{name}</a></li>"
            for name, path in entries
        )
        return f"<p>本县诉求统一由12345政务服务便民热线受理。</p><ul class='entry'>{links}</ul>"

    @override
    def rows(self, letters: Sequence[Shown]) -> str:
        return "".join(f"<li><label>诉求标题：</label><em>{one.title}</em></li>" for one in letters)

    @override
    def letter(self, one: Shown) -> str:
        return f"<ul class='order'><li><label>诉求标题：</label><em>{one.title}</em></li></ul>"


ENGINE = Offsite()
