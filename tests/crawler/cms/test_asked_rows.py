import pytest

from config.lexicon import load_lexicon
from crawler.cms.asked_rows import FAMILY
from crawler.reading import examine_page, read_page
from schema.types.reading import ListState
from testkit.family_pages import read_by

URL = "http://www.example.gov.cn/tzgg/"
PLACE = "<h2>通知公告</h2><ul class='list' id='rows'></ul>"
FILL = "function (d) { $('#rows').html(render(d)) }"
ROWS = f"{URL}data/list.json"


def page(script: str, place: str = PLACE) -> str:
    return f"<html><body>{place}<script>{script}</script></body></html>"


def asked(script: str) -> list[str]:
    reading = read_by(FAMILY, page(script), URL)
    return [step.url for step in (reading.follow or ())] if reading is not None else []


CALLS = {
    "getJSON": f'$.getJSON("data/list.json", {FILL})',
    "get": f"jQuery.get( '/tzgg/data/list.json' , {FILL})",
    "arrow": "$.get('data/list.json', d => render(d))",
    "fetch": "fetch('data/list.json').then(r => r.json())",
    "axios": "axios.get('data/list.json').then(show)",
    "ajax": f"$.ajax({{type: 'GET', url: 'data/list.json', success: {FILL}}})",
}


@pytest.mark.parametrize("script", CALLS.values(), ids=CALLS.keys())
def test_the_address_that_a_call_names_whole_is_asked(script: str) -> None:
    assert asked(script) == [ROWS]


OTHERS = {
    "put together": '$.getJSON("data/list.json?page=" + page, show)',
    "sends something": f"$.getJSON('data/list.json', {{page: 1}}, {FILL})",
    "sends by ajax": "$.ajax({url: 'data/list.json', data: {page: 1}})",
    "posts": "$.ajax({type: 'post', url: 'data/list.json'})",
    "another host": "$.getJSON('http://api.example.com/list.json', show)",
    "a counter": "$.get('/api/visit/count', function (n) {})",
    "hot news": "$.getJSON('/hot/list.json', function (n) {})",
    "a script": "$.get('/js/list.js', function (n) {})",
}


@pytest.mark.parametrize("script", OTHERS.values(), ids=OTHERS.keys())
def test_other_calls_are_no_rows(script: str) -> None:
    assert asked(script) == []


def test_no_more_than_three_addresses_are_asked() -> None:
    script = ";".join(f"$.get('list{n}.json', function (d) {{}})" for n in range(9))

    assert len(asked(script)) == 3


def test_a_page_without_its_rows_names_where_they_may_be() -> None:
    reading = read_page(
        page(CALLS["getJSON"]).encode(), url=URL, fetched_at=None,
        content_type="text/html; charset=utf-8", lexicon=load_lexicon(),
    )  # fmt: skip

    assert reading.list_state is ListState.ELSEWHERE
    assert [(step.url, step.purpose) for step in reading.follow] == [(ROWS, "asked")]


def test_a_page_that_shows_its_rows_asks_for_none() -> None:
    rows = "".join(
        f"<li><a href='/tzgg/{n}.html'>关于第{n}号事项的通知</a><span>2026-03-0{n}</span></li>"
        for n in range(1, 7)
    )

    reading = read_page(
        page(CALLS["getJSON"], f"<h2>通知公告</h2><ul class='list'>{rows}</ul>").encode(), url=URL,
        fetched_at=None, content_type="text/html; charset=utf-8", lexicon=load_lexicon(),
    )  # fmt: skip

    assert (reading.list_state, len(reading.items)) == (ListState.READ, 6)


def test_what_a_script_asks_for_makes_no_list_of_a_short_article() -> None:
    place = "<h1>关于停水的通知</h1><p>因管道检修，明日上午停水。</p><ul class='list'></ul>"
    silent, asking = (
        examine_page(
            page(script, place).encode(), url=f"{URL}1.html", fetched_at=None,
            content_type="text/html; charset=utf-8", lexicon=load_lexicon(),
        ).findings.rows
        for script in ("var a = 1;", "fetch('/api/news/list.json')")
    )  # fmt: skip

    assert asking.state is ListState.ELSEWHERE
    assert asking.score < 1.0
    assert silent.state is not ListState.ELSEWHERE
