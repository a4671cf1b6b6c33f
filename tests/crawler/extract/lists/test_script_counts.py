import pytest

from crawler.extract.lists.script_counts import (
    counted_by,
    counts_more,
    hides_count,
    next_by,
    tells_pages,
)

BASE = "http://www.example.gov.cn/tzgg/"
CALL = 'createPageHTML(12, 0, "index", "html");'
LAST = 'createPageHTML(12, 11, "index", "html");'
VARIABLES = 'var countPage = 5; var currentPage = 4; a = "index_" + n + ".shtml";'


def test_the_call_of_a_pager_counts_its_pages() -> None:
    assert counted_by(CALL) == 12
    assert counted_by("createPageHTML(total, now)") is None
    assert counted_by("var a = 1;") is None


@pytest.mark.parametrize(
    ("script", "address"),
    [
        (CALL, f"{BASE}index_1.html"),
        (LAST, None),
        ('createPage("box", 3, 1, "list", "htm");', f"{BASE}list_2.htm"),
        (
            'var countPage = 5; var currentPage = 1; a = "index_" + n + ".shtml";',
            f"{BASE}index_2.shtml",
        ),
        (VARIABLES, None),
        ("show();", None),
    ],
    ids=["first", "last", "box", "variables", "last_by_variables", "no_pager"],
)
def test_the_next_page_is_the_one_behind_what_is_shown(script: str, address: str | None) -> None:
    assert next_by(script, BASE) == address


@pytest.mark.parametrize(
    ("script", "hidden"),
    [
        ("createPageHTML(total, now, name)", True),
        ("var countPage = 1; createPageHTML(countPage, 0)", False),
        ("function createPageHTML(total) {}", False),
        (CALL, False),
    ],
    ids=["variables", "one_page", "its_definition", "numbers"],
)
def test_a_count_in_variables_is_hidden(script: str, *, hidden: bool) -> None:
    assert hides_count(script) is hidden


def test_variables_that_name_no_file_may_count_more_pages() -> None:
    assert counts_more("var pageCount = 4; var curPage = 2;")
    assert not counts_more("var pageCount = 4; var curPage = 4;")
    assert not counts_more(VARIABLES)


def test_a_script_tells_the_pages_by_its_call_or_by_all_its_variables() -> None:
    assert tells_pages(CALL)
    assert tells_pages(VARIABLES)
    assert not tells_pages("var countPage = 5;")
