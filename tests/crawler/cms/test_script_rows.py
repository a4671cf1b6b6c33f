from datetime import date

import pytest

from crawler.cms.script_rows import FAMILY
from crawler.reading import read_page
from schema.types.lexicon import Lexicon
from schema.types.reading import ListState, PageKind
from testkit.family_pages import lines, read_by

PLACE = "<h2>通知公告</h2><ul class='list'></ul>"
FILL = "$.each(rows, function (i, row) { $('.list').append(row) }); $.ajax('/visits')"
DAYS = (5, 4, 3)
OBJECTS = ", ".join(
    f"{{title: '第{day}批通知', url: '/{day}.html', pubDate: '2020-09-0{day}'}}" for day in DAYS
)
CELLS = "".join(
    f"urls[{n}]='/{day}.html';headers[{n}]=\"第{day}批通知\";year[{n}]='2020';month[{n}]='9';day[{n}]='{day}';"
    for n, day in enumerate(DAYS)
)
WRITTEN = "".join(
    f'document.writeln("{line}</li>");' for line in lines(DAYS).split("</li>") if line
)
SCRIPTS = {
    "objects": f"var rows = [{OBJECTS}]; {FILL}",
    "json": f"var rows = [{OBJECTS}]; {FILL}".replace("'", '"').replace("title:", '"title":'),
    "parallel_arrays": CELLS + FILL,
    "written_lines": WRITTEN,
    "a_script_for_each_row": WRITTEN.replace("document.", "</script><script>document."),
}


def page(script: str, place: str = PLACE) -> str:
    return f"<html><body>{place}<script>{script}</script></body></html>"


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS.keys())
def test_rows_that_the_script_carries_are_the_list(script: str) -> None:
    reading = read_by(FAMILY, page(script))

    assert reading is not None
    assert reading.list_state is ListState.READ
    assert [item.date and item.date.value for item in reading.items or ()] == [
        date(2020, 9, day) for day in DAYS
    ]
    assert [str(item.url)[-7:] for item in reading.items or ()] == [f"/{day}.html" for day in DAYS]


def test_list_that_a_script_carries_may_go_on() -> None:
    reading = read_by(FAMILY, page(SCRIPTS["objects"]))

    assert reading is not None
    assert reading.more


@pytest.mark.parametrize(
    "script",
    [
        f"var rows = []; {FILL} var a = [{{}}];",
        f"var rows = [{{title: '轮播', url: '/1.html', pubDate: '2020-09-05'}}]; {FILL}",
        f"var rows = [{OBJECTS.replace('pubDate', 'order')}]; {FILL}",
        f"var rows = [{OBJECTS[:-20]}; {FILL}",
    ],
    ids=["no_rows", "a_banner", "no_dates", "broken"],
)
def test_what_is_no_list_for_certain_is_left_alone(script: str) -> None:
    assert read_by(FAMILY, page(script)) is None


def test_rows_of_the_page_itself_win(lexicon: Lexicon) -> None:
    place = f"<h2>通知公告</h2><ul class='list'>{lines((9, 8))}</ul>"

    reading = read_page(
        page(SCRIPTS["objects"], place).encode(), url="http://www.county.gov.cn/tzgg/",
        fetched_at=None, content_type="text/html; charset=utf-8", lexicon=lexicon,
    )  # fmt: skip

    assert [item.date and item.date.value for item in reading.items] == [
        date(2020, 9, 9),
        date(2020, 9, 8),
    ]


def test_vendors_page_may_carry_them_too(lexicon: Lexicon) -> None:
    text = page(SCRIPTS["objects"]).replace("<body>", '<body><div class="ewb-list"></div>')

    reading = read_page(
        text.encode(), url="http://www.county.gov.cn/001/001002/subPage.html", fetched_at=None,
        content_type="text/html; charset=utf-8", lexicon=lexicon,
    )  # fmt: skip

    assert (reading.family, reading.kind) == ("epoint", PageKind.COLUMN)
    assert len(reading.items) == len(DAYS)
