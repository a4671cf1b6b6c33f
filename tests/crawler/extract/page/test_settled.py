from crawler.extract.page.settled import settled
from crawler.reading import read_page
from schema.types.lexicon import Lexicon
from schema.types.outcome import PageClass
from schema.types.reading import ListState

URL = "http://www.example.gov.cn/tzgg/"
ROWS = "".join(
    f"<li><a href='/tzgg/{n}.html'>关于第{n}号事项的通知</a><span>2026-11-0{n}</span></li>"
    for n in (5, 4, 3)
)
RENDERED = (
    "<html><head><title>通知公告</title><script>window._CONFIG = {'SID': '4', 'TREE': []}</script>"
    f"</head><body><noscript>请启用JavaScript</noscript><div id='app'><ul>{ROWS}</ul></div>"
    "<script>new Vue({})</script></body></html>"
)


def test_scripts_that_have_run_are_gone() -> None:
    markup = settled(RENDERED)

    assert "<script" not in markup
    assert "JavaScript" not in markup
    assert "关于第5号事项的通知</a><span>2026-11-05" in markup


def test_rows_that_a_script_made_are_the_list(lexicon: Lexicon) -> None:
    def read(markup: str) -> tuple[PageClass, ListState, int]:
        reading = read_page(
            markup.encode(), url=URL, fetched_at=None, content_type="text/html; charset=utf-8",
            lexicon=lexicon,
        )  # fmt: skip
        return reading.page_class, reading.list_state, len(reading.items)

    assert read(RENDERED)[2] == 0
    assert read(settled(RENDERED)) == (PageClass.PAGE, ListState.READ, 3)
