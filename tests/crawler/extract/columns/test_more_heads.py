import pytest

from config.lexicon import load_lexicon
from crawler.extract.columns.more_heads import heading_before, is_more
from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_blocks

NAMES = load_lexicon().column_names
MORE = "<a href='/m/'>更多&gt;&gt;</a>"
ROWS = "<ul><li><a href='/1.html'>防汛会议召开</a></li><li><a href='/2.html'>短标题</a></li></ul>"
TABS = "<ul class='t'><li>公文通知</li><li>通知公告</li></ul>"
HEADINGS = {
    "before it": (f"<div><h3>政务要闻</h3>{MORE}</div>", "政务要闻"),
    "above the rows": (f"<div><h3>政务要闻</h3>{ROWS}{MORE}</div>", "政务要闻"),
    "above rows with days": (
        f"<div><h3>要闻</h3><ul><li><a>标题</a> 2020-12-21</li></ul>{MORE}</div>",
        "要闻",
    ),
    "of the panel with its number": (
        f"<div>{TABS}<div><a href='/o/'>更多</a>{ROWS}</div><div>{MORE}{ROWS}</div></div>",
        "通知公告",
    ),
    "of the panel in a box of its own": (
        f"<div class='hd'>{TABS}</div><div><div>{MORE}{ROWS}</div><div>{ROWS}</div></div>",
        "公文通知",
    ),
}


def heading(markup: str) -> str:
    layout = lay_blocks(parse(markup))
    anchor = next(one for one in layout.anchors if one.href == "/m/")
    return heading_before(layout, anchor, NAMES)


@pytest.mark.parametrize(("markup", "expected"), HEADINGS.values(), ids=HEADINGS)
def test_more_belongs_to_the_heading(markup: str, expected: str) -> None:
    assert heading(markup) == expected


UNSURE = {
    "one link for several heads": f"<div>{TABS}<div>{ROWS}</div>{MORE}</div>",
    "another block's heading": f"<h3>要闻</h3><a href='/o/'>更多</a>{ROWS}<p>{MORE}</p>",
    "a day": f"<p>2020-12-21</p>{MORE}",
    "rows alone": f"<div>{ROWS}{MORE}</div>",
    "links to friends": f"<h3>友情链接</h3>{MORE}",
    "nothing": MORE,
}


@pytest.mark.parametrize("markup", UNSURE.values(), ids=UNSURE)
def test_what_is_not_sure_is_not_said(markup: str) -> None:
    assert heading(markup) == ""


@pytest.mark.parametrize(
    ("text", "more"), [("更多>>", True), ("MORE", True), ("更多政策", False), ("要闻", False)]
)
def test_more_says_nothing_else(text: str, *, more: bool) -> None:
    assert is_more(text, NAMES) is more
