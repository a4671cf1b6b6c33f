from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from config.lexicon import load_lexicon
from crawler.extract.lists.lists import find_list
from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_blocks
from crawler.extract.page.script_writes import written_by

DAY = "2015-04-14"
TITLE = "关于做好防汛抗旱工作的通知"
SURE = {
    "a day": f'document.write("{DAY}");',
    "a day that is cut": f"document.write('{DAY} 09:30:00'.substring(0,10));",
    "a day of a name": f'var d="{DAY}";document.write(d.replace(/-/g,"/"));',
    "behind a comment's begin": f'<!--\ndocument.writeln("{DAY}")\n-->',
    "behind a condition that only cuts": (
        f'var s="{DAY}"; if(s.length>9){{s=s.substring(0,9)+"...";}} document.write(s);'
    ),
    "dots behind it": f'document.write("{DAY}".substr(0,9)+"...")',
    "a line without its sign": f'var s="{DAY}"\ndocument.write(s)',
}
UNSURE = {
    "a condition": f'if (n == 0) document.write("{DAY}");',
    "a condition in the line before": f'if (n == 0)\ndocument.write("{DAY}")',
    "a block": f'if (n == 0) {{ document.write("{DAY}"); }}',
    "the other way": f'if (n) {{ f(); }} else document.write("{DAY}");',
    "a function": f'function f() {{}}; document.write("{DAY}");',
    "several": f'document.write("{DAY}");document.write("{DAY}");',
    "a sum": f'document.write("今天是" + "{DAY}");',
    "a name that nobody gave": "document.write(d);",
    "markup": f'document.write("<li>{DAY}</li>");',
    "a call": f'document.write(cut("{DAY}"));',
    "no writing": f'var d = "{DAY}";',
}


@pytest.mark.parametrize("script", SURE.values(), ids=SURE)
def test_value_that_a_script_writes_in_its_place_is_told(script: str) -> None:
    assert written_by("", script).startswith(DAY)


@pytest.mark.parametrize("script", UNSURE.values(), ids=UNSURE)
def test_what_a_script_may_not_write_is_nothing(script: str) -> None:
    assert written_by("", script) == ""


@pytest.mark.parametrize("attributes", ['src="a.js"', 'type="text/template"'])
def test_script_of_another_kind_writes_nothing(attributes: str) -> None:
    assert written_by(attributes, f'document.write("{DAY}")') == ""


def test_rows_that_scripts_title_and_date_are_read() -> None:
    rows = "".join(
        f"<li><a href='/t{n}.html'><script>var s='第{n}次{TITLE}';document.write(s);</script></a>"
        f"<span><script>document.write('2015-04-1{n} 08:00'.substring(0,10))</script></span></li>"
        for n in range(5)
    )

    found = find_list(
        parse(f"<title>通知公告</title><ul>{rows}</ul>"),
        base="http://www.county.gov.cn/tzgg/",
        fetched_at=datetime(2015, 5, 1, tzinfo=ZoneInfo("Asia/Shanghai")),
        lexicon=load_lexicon(),
    )

    assert [item.date.value for item in found.items if item.date] == [
        date(2015, 4, 10 + n) for n in range(5)
    ]
    assert found.items[0].title == f"第0次{TITLE}"


def test_what_is_written_stands_in_its_place() -> None:
    layout = lay_blocks(parse(f"<p>发布时间：<script>document.write('{DAY}')</script> 来源</p>"))

    assert layout.folded == f"发布时间：{DAY} 来源"
