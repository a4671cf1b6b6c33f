import pytest

from crawler.extract.articles.loose_dates import looks_dated
from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_blocks

LOOSE = (
    *("2026·11·18", "2026 11 18", "2026_11_18", "20261118", "11.18", "11.18 10:20", "三天前"),
    *("2026。11。18", "2026|11|18", "03/02/2026", "2026.3", "2026年", "26.11.18", "18 Nov"),
    *("十一月十八日", "本月18日", "周三 10:20", "10:20"),
    *("半个月前", "上周", "<b>18</b><i>11月</i>", "Wednesday, November 18"),
)
NONE = {
    "no day": "来源：县水利局",
    "a number": "电话：0731-22026111",
    "a part of a text": "3.2 工作目标",
    "a sum": "投资11.18亿元",
    "a month's report": "11月份财政收支",
    "a section": "1.2.3 工作目标",
    "an address": "192.168.26.11",
    "a pager": "1/3",
    "a year's plan": "2026年工作要点",
    "a clock": "今天是2026年11月18日",
    "the foot": "<div class='footer'>11.18</div>",
    "a link": "<a href='/'>11.18</a>",
    "a sentence": f"三天前，{'各乡镇人民政府请认真贯彻执行。' * 4}",
}


@pytest.mark.parametrize("line", LOOSE)
def test_short_line_may_look_like_a_day_in_a_form_that_nobody_reads(line: str) -> None:
    assert looks_dated(lay_blocks(parse(f"<h1>通知</h1><div>{line}</div>")).flow)


@pytest.mark.parametrize("line", NONE.values(), ids=NONE)
def test_other_lines_do_not(line: str) -> None:
    assert not looks_dated(lay_blocks(parse(f"<h1>通知</h1><div>{line}</div>")).flow)
