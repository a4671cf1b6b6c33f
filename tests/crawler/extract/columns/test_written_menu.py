import pytest

from crawler.extract.columns.written_menu import WrittenEntry, written_menu
from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_blocks

OPEN = WrittenEntry(name="政务公开", href="/zwgk/")
NOTICES = WrittenEntry(name="通知公告", href="/zwgk/tzgg/", crumbs=("政务公开",))
MENUS = {
    "nested objects": (
        "var menuData = [{name: '政务公开', url: '/zwgk/', children: ["
        "{name: '通知公告', url: '/zwgk/tzgg/'}]}];"
    ),
    "JSON": (
        'var nav = [{"title": "政务公开", "link": "/zwgk/", "items":'
        ' [{"title": "通知公告", "link": "/zwgk/tzgg/"}]}];'
    ),
    "nodes with their parent's id": (
        "var zTreeNodes = [{id: 1, pId: 0, name: '政务公开', url: '/zwgk/'},"
        "{id: 2, pId: 1, name: '通知公告', url: '/zwgk/tzgg/'}];"
    ),
    "calls of a tree": (
        "tree.add(0, -1, '栏目');tree.add(1, 5, '政务公开', '/zwgk/');"
        "tree.add(2, 1, '通知公告', '/zwgk/tzgg/');"
    ),
    "in a setting's field": (
        "initMenu({data: [{text: '政务公开', href: '/zwgk/', child: ["
        "{text: '通知公告', href: '/zwgk/tzgg/'}]}]});"
    ),
}


def entries(script: str) -> list[WrittenEntry]:
    return list(written_menu(lay_blocks(parse(f"<body><script>{script}</script>"))))


@pytest.mark.parametrize("script", MENUS.values(), ids=MENUS)
def test_menu_with_levels_is_read(script: str) -> None:
    assert [(one.name, one.href, one.crumbs) for one in entries(script)] == [
        (one.name, one.href, one.crumbs) for one in (OPEN, NOTICES)
    ]


FLAT = {
    "rows of an array": "var menu = [['政务公开', '/zwgk/'], ['通知公告', '/zwgk/tzgg/']];",
    "one assignment an entry": (
        "menu[0] = ['政务公开', '/zwgk/']; menu[1] = new Array('通知公告', '/zwgk/tzgg/');"
    ),
    "markup that a script writes": (
        "/* nav */ document.write('<li><a href=\"/zwgk/\">政务公开</a></li>');"
        "document.write(\"<li><a href='/zwgk/tzgg/'>通知公告</a></li>\");"
    ),
}


@pytest.mark.parametrize("script", FLAT.values(), ids=FLAT)
def test_menu_without_levels_is_read(script: str) -> None:
    assert [(one.name, one.href) for one in entries(script)] == [
        ("政务公开", "/zwgk/"),
        ("通知公告", "/zwgk/tzgg/"),
    ]


NONE = {
    "a script of another matter": "var news = [{name: '政务公开', url: '/zwgk/'}];",
    "one entry": "var menu = [{name: '政务公开', url: '/zwgk/'}];",
    "no addresses": "var menu = [{name: '政务公开', url: '#'}, {name: '公告', url: '#'}];",
    "addresses that are put together": "var menu = [{name: '公开', url: base + '/a/'}];",
    "scripts for addresses": "var menu = [['公开', 'javascript:a()'], ['公告', 'javascript:b()']]",
}


@pytest.mark.parametrize("script", NONE.values(), ids=NONE)
def test_nothing_else_is_a_menu(script: str) -> None:
    assert entries(script) == []


def test_data_that_no_name_calls_a_menu_are_marked() -> None:
    size = "var menuSize = 3, lines_of_this_page_without_name = 0, rows = "
    script = f"{size}[{{name: '政务公开', url: '/a/'}}, {{name: '公告', url: '/b/'}}];"

    assert {one.in_menu for one in entries(script)} == {False}


def test_ids_that_lead_round_in_a_ring_end() -> None:
    script = "tree.add(1, 2, '政务公开', '/zwgk/');tree.add(2, 1, '通知公告', '/zwgk/tzgg/');"

    assert len(entries(script)) == 2
