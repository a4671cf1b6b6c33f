from datetime import date

import pytest

from config.lexicon import load_lexicon
from crawler.extract.lists.fragment import read_fragment

ROW = "<a href='{0}.html'>关于第{0}批名录的通知</a>"
FRAGMENTS = {
    "items": "".join(f"<li>{ROW.format(n)}<i>2020-01-0{n}</i></li>" for n in (2, 1)),
    "rows": "".join(f"<tr><td>{ROW.format(n)}<td>[2020-01-0{n}]</tr>" for n in (2, 1)),
    "list": "<ul>" + "".join(f"<li>{ROW.format(n)}2020-01-0{n}</li>" for n in (2, 1)) + "</ul>",
}


@pytest.mark.parametrize("markup", FRAGMENTS.values(), ids=FRAGMENTS.keys())
def test_piece_of_markup_is_read_as_a_list(markup: str) -> None:
    found = read_fragment(markup, base="http://a.gov.cn/", fetched_at=None, lexicon=load_lexicon())

    assert [date(2020, 1, 2), date(2020, 1, 1)] == [
        item.date.value for item in found.items if item.date
    ]
