"""Pages that only scripts fill are read as a browser shows them, or stay `js_required`."""

from schema.types.capture import RENDER, Page, Request, not_rendered
from schema.types.facts import ColumnFact, VisitFact
from schema.types.outcome import CountsAs, PageClass
from schema.types.reading import ListState
from testkit.facts import AT, HOME
from testkit.pages import (
    Web,
    home_html,
    list_html,
    make_page,
    markup,
)
from tests.crawler.survey.test_walk import DATED, MENU, NEWS, survey

SHELL = markup("示例县人民政府", "<div id='app'></div><script src='/app.js'></script>")
SHELL = SHELL.replace("版权所有 示例县人民政府 湘ICP备05000618号", "")


def as_rendered(shown: Web) -> Web:
    """Answer what a browser is asked for from `shown`, all else with the shell."""

    def answered(request: Request) -> Page:
        if request.purpose != RENDER:
            return make_page(request.url, SHELL, stack=request.stack)
        held = shown.get(request.url)
        if isinstance(held, str):
            return make_page(request.url, held, rendered=True)
        return not_rendered(request, AT, "no browser")

    return dict.fromkeys((HOME, NEWS), answered)


def test_homepage_that_scripts_fill_is_read_as_a_browser_shows_it() -> None:
    shown = {HOME: home_html(MENU[:1]), NEWS: list_html("工作动态", DATED)}

    walk, asked = survey(as_rendered(shown))

    evidence = {one.id: one for one in walk.result().evidence}
    column = evidence["column-1"].fact
    assert [one.url for one in asked if one.purpose == RENDER] == [HOME, NEWS]
    assert isinstance(column, ColumnFact)
    assert (column.list_state, len(column.items)) == (ListState.READ, len(DATED))
    assert "rendered" in evidence["home"].provenance[0].extractor


def test_without_a_browser_it_stays_plainly_js_required() -> None:
    walk, asked = survey(as_rendered({}))

    visit = walk.result().evidence[0].fact
    assert isinstance(visit, VisitFact)
    assert (visit.page_class, visit.counts_as) == (PageClass.JS_REQUIRED, CountsAs.OPENED)
    columns = [one.fact for one in walk.result().evidence if isinstance(one.fact, ColumnFact)]
    assert not any(column.items for column in columns)
    assert [one.purpose for one in asked].count(RENDER) == 1


def test_no_page_is_rendered_where_none_may_be() -> None:
    _, asked = survey(as_rendered({}), rendered_pages=0)

    assert RENDER not in {one.purpose for one in asked}


def test_a_rendered_page_is_no_address_check() -> None:
    shown = {HOME: home_html(MENU[:1]), NEWS: list_html("工作动态", DATED)}

    walk, _ = survey(as_rendered(shown))

    assert "render" not in {check.purpose for check in walk.result().checks}
