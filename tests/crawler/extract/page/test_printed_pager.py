from base64 import b64encode
from urllib.parse import quote

import pytest

from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_blocks
from crawler.extract.page.printed_pager import printed_parts


def packed(markup: str) -> str:
    return b64encode(quote(markup).encode()).decode()


def parts_of(script: str) -> list[str]:
    layout = lay_blocks(parse(f"<body><script>{script}</script>"))
    return [part.folded for part in printed_parts(layout)]


def test_markup_in_base64_is_laid_out() -> None:
    code = packed("第1页 <a href='/2.html'>下一页</a>")

    assert parts_of(f"p.innerHTML=decodeURIComponent(atob('{code}'))") == ["第1页 下一页"]


def test_each_piece_is_read_up_to_a_few() -> None:
    script = ";".join(f'atob("{packed(f"<b>{number}</b>")}")' for number in range(9))

    assert parts_of(script) == ["0", "1", "2", "3"]


@pytest.mark.parametrize(
    "script",
    ['atob("<<<>>>")', 'atob("AAAA=A==")', f'atob("{packed("no markup")}")', "atob(x)", ""],
    ids=["no_base64", "broken", "no_markup", "a_variable", "nothing"],
)
def test_anything_else_is_no_markup(script: str) -> None:
    assert parts_of(script) == []
