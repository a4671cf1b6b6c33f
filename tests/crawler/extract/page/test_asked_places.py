import pytest

from config.lexicon import load_lexicon
from crawler.extract.lists.emptiness import sayings
from crawler.extract.page.asked_places import are_asked_for, asked_elements
from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_blocks

SAID = "<div id='rows' class='con lb'><p>暂无数据</p></div>"


def is_asked_for(script: str, said: str = SAID) -> bool:
    layout = lay_blocks(parse(f"<body>{said}<script>{script}</script></body>"))
    return are_asked_for(layout, sayings(layout, load_lexicon().list_words))


FILLED = {
    "by its id": "$.getJSON('/a.json', function(d){ $('#rows').html(d) })",
    "by its bare id": "fetch('/a').then(t => document.getElementById(\"rows\").innerHTML = t)",
    "by its class": "axios.get('/a').then(r => show(document.querySelector('.lb'), r))",
    "by jQuery's load": "$('#rows').load('/part.html')",
    "by a plug-in": "flow.load({elem: '#rows', done: function(p){ $.get('/l?p=' + p, next) }})",
}


@pytest.mark.parametrize("script", FILLED.values(), ids=FILLED)
def test_place_that_a_fetching_script_calls_by_name_is_asked_for(script: str) -> None:
    assert is_asked_for(script)


BESIDE = {
    "a table's plug-in": (
        "<table id='tb'></table><p>暂无数据</p>",
        "layui.table.render({elem: '#tb', url: '/data/list'})",
    ),
    "a table with its head": (
        "<table id='tb'><tr><th>标题</th><th>日期</th></tr></table><p>暂无数据</p>",
        "$('#tb').DataTable({ajax: '/list.do'})",
    ),
    "a module": ("<div id='ls'>暂无数据</div>", "import {show} from '/m.js'; show('#ls')"),
    "a bare name": (
        "<div id='lb'>暂无数据</div>",
        "var x = new XMLHttpRequest(); x.onload = function(){ lb.innerHTML = x.responseText }",
    ),
    "an address of its own": (
        "<table class='grid' data-options=\"url:'/list.do'\"></table><p>暂无数据</p>",
        "",
    ),
    "an address around the words": ("<div hx-get='/list'>暂无数据</div>", ""),
}


@pytest.mark.parametrize(("said", "script"), BESIDE.values(), ids=BESIDE)
def test_bare_element_beside_the_words_may_be_the_list_s(said: str, script: str) -> None:
    assert is_asked_for(script, f"<div>{said}</div>")


def test_bare_element_that_no_script_names_is_not() -> None:
    assert not is_asked_for("render({elem: '#x', url: '/a'})", "<div id='y'></div><p>暂无数据</p>")


LEFT = {
    "a counter": "$.get('/count.do?id=3')",
    "tabs": "$('#rows').show()",
    "another place": "$.get('/w', function(d){ $('#weather').html(d) })",
    "a clock": "document.write('<span>今天是</span>'); $('#rows')",
}


@pytest.mark.parametrize("script", LEFT.values(), ids=LEFT)
def test_place_that_no_fetching_script_names_is_not(script: str) -> None:
    assert not is_asked_for(script)


def test_script_of_a_file_is_not_read() -> None:
    markup = f"<body>{SAID}<script src='a.js'>$.get('#rows')</script></body>"
    layout = lay_blocks(parse(markup))

    assert not are_asked_for(layout, sayings(layout, load_lexicon().list_words))


def test_bare_elements_that_fetching_scripts_name_are_given() -> None:
    markup = (
        "<div id='a'></div><div id='b'></div><p id='c'>通知</p><div data-url='/l'></div>"
        "<script>$('#a').load('/l'); $('#c').load('/m')</script>"
    )
    found = asked_elements(lay_blocks(parse(f"<body>{markup}</body>")))

    assert [block.written for block in found] == ['id="a"', 'data-url="/l"']
