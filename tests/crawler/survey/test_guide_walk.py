from dataclasses import replace
from datetime import date

from config.lexicon import load_lexicon
from crawler.survey.answer import read_answer
from crawler.survey.column_walk import ColumnTarget, ColumnWalk
from crawler.survey.guide_walk import GuideWalk, guide_columns
from crawler.survey.list_walk import ListTarget, ListWalk
from schema.types.capture import Request
from schema.types.column import ColumnClass
from schema.types.facts import Fact
from schema.types.file_types import FileType
from schema.types.guide import ElementState
from schema.types.guide_facts import (
    FileState,
    GuideFact,
    GuideFileFact,
    GuidesFact,
    GuideSystemFact,
)
from schema.types.outcome import CountsAs
from schema.types.reading import ListState, PageKind
from schema.types.settings import SurveySettings
from testkit.facts import HOME
from testkit.pages import Web, answer, article_html, guide_html, list_html, make_page

LEXICON = load_lexicon()
ONE, TWO = f"{HOME}bszn/", f"{HOME}fwzn/"
FORM, SYSTEM = f"{HOME}files/form.doc", "http://zwfw.example.gov.cn/apply"
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
OFFERS = (("申请表.doc", FORM), ("在线办理", SYSTEM))
WEB: Web = {
    ONE: list_html("办事指南", [(f"第{n}项事务", f"/bszn/{n}.html", "") for n in range(1, 9)]),
    TWO: list_html("服务指南", [(f"第{n}类服务", f"/fwzn/{n}.html", "") for n in range(1, 7)]),
    **{f"{ONE}{n}.html": guide_html(f"第{n}项户口登记", OFFERS) for n in range(1, 9)},
    **{f"{TWO}{n}.html": guide_html(f"第{n}类户口迁移") for n in range(1, 7)},
    FORM: make_page(FORM, OLE2, headers=(("content-type", "application/octet-stream"),)),
    SYSTEM: make_page(SYSTEM, article_html("网上办事大厅", "欢迎使用")),
}


def column(url: str, web: Web = WEB, kind: ColumnClass = ColumnClass.GUIDE) -> ColumnWalk:
    bounds = ListTarget(name="办事指南", url=url, horizon=date.min, max_pages=1, max_hops=1)
    rows = ListWalk(target=bounds)
    rows.start()
    request = rows.pending[0]
    rows.absorb(read_answer(request, answer(web, request), None, LEXICON))
    target = ColumnTarget(
        name="办事指南", url=url, column_class=kind, registered=False, on_home=True
    )
    return ColumnWalk(target=target, rows=rows, max_articles=0)


def survey(*columns: ColumnWalk, web: Web = WEB, **bounds: int) -> tuple[GuideWalk, list[Request]]:
    settings = SurveySettings(**bounds)
    walk = GuideWalk(columns=columns, bounds=settings, types=LEXICON.file_types)
    asked: list[Request] = []
    while wave := walk.pending():
        for request in wave:
            walk.absorb(read_answer(request, answer(web, request), None, LEXICON))
        asked += wave
    return walk, asked


def facts(walk: GuideWalk) -> list[Fact]:
    return [one.fact for one in walk.evidence()]


def urls(asked: list[Request], purpose: str) -> list[str]:
    return [request.url for request in asked if request.purpose == purpose]


def test_guides_are_taken_from_each_column_in_turn_within_the_bound() -> None:
    walk, asked = survey(column(ONE), column(TWO), guides=3)

    assert urls(asked, "guide") == [f"{ONE}1.html", f"{TWO}1.html", f"{ONE}2.html"]
    read = [fact for fact in facts(walk) if isinstance(fact, GuideFact)]
    assert [(fact.column_url, fact.title) for fact in read] == [
        (ONE, "第1项户口登记"), (TWO, "第1类户口迁移"), (ONE, "第2项户口登记"),
    ]  # fmt: skip


def test_a_guide_tells_what_it_has_and_what_it_lacks() -> None:
    walk, _ = survey(column(TWO), guides=1)
    fact = facts(walk)[0]
    assert isinstance(fact, GuideFact)
    states = {one.name: one.state for one in fact.guide.elements}

    assert states["办理材料"] is ElementState.PRESENT
    assert states["办理时间"] is ElementState.ABSENT


def test_pages_that_are_no_guides_are_no_facts_and_others_are_asked_in_their_place() -> None:
    notice = article_html("关于窗口调整的公告", "发布时间：2026-11-02")
    walk, asked = survey(column(ONE), web={**WEB, f"{ONE}1.html": notice}, guides=2)

    assert urls(asked, "guide") == [f"{ONE}1.html", f"{ONE}2.html", f"{ONE}3.html"]
    assert [fact.url for fact in facts(walk) if isinstance(fact, GuideFact)] == [
        f"{ONE}2.html", f"{ONE}3.html",
    ]  # fmt: skip


def test_a_column_without_guides_is_given_up_after_twice_the_bound() -> None:
    notices: Web = {f"{ONE}{n}.html": article_html("公告", "县政府办") for n in range(1, 9)}
    walk, asked = survey(column(ONE), web={ONE: WEB[ONE], **notices}, guides=2)

    assert len(urls(asked, "guide")) == 4
    assert [fact.kind for fact in facts(walk)] == ["guides"]


def test_a_column_may_be_one_guide_itself() -> None:
    web: Web = {ONE: guide_html("居民户口登记")}
    walk, asked = survey(column(ONE, web), web=web)

    assert urls(asked, "guide") == [ONE]
    assert [fact.url for fact in facts(walk) if isinstance(fact, GuideFact)] == [ONE]


def test_files_and_systems_are_looked_at_once_a_site() -> None:
    walk, asked = survey(column(ONE), guides=3)
    file, system = facts(walk)[3:5]

    assert (urls(asked, "guide_file"), urls(asked, "guide_system")) == ([FORM], [SYSTEM])
    assert isinstance(file, GuideFileFact)
    assert (file.claimed, file.found, file.state, file.guide_url) == (
        "doc", FileType.OLE2, FileState.DOWNLOADABLE, f"{ONE}1.html",
    )  # fmt: skip
    assert isinstance(system, GuideSystemFact)
    assert (system.name, system.counts_as) == ("在线办理", CountsAs.OPENED)


def test_a_system_that_is_gone_counts_as_failed_and_a_refusal_does_not() -> None:
    gone = {**WEB, SYSTEM: make_page(SYSTEM, "<h1>404 Not Found</h1>", status=404)}
    kept_out = {**WEB, SYSTEM: make_page(SYSTEM, "<h1>403 Forbidden</h1>", status=403)}

    words = [
        fact.counts_as
        for web in (gone, kept_out)
        for fact in facts(survey(column(ONE), web=web, guides=1)[0])
        if isinstance(fact, GuideSystemFact)
    ]
    assert words == [CountsAs.FAILED, CountsAs.UNDETERMINED]


def left(*columns: ColumnWalk, web: Web = WEB, **bounds: int) -> GuidesFact:
    found = facts(survey(*columns, web=web, **bounds)[0])[-1]
    assert isinstance(found, GuidesFact)
    return found


def test_it_is_told_how_many_guides_were_left() -> None:
    some, all_read = left(column(ONE), column(TWO), guides=3), left(column(TWO), guides=6)

    assert (some.read, some.left, some.whole) == (3, 11, True)
    assert (all_read.read, all_read.left, all_read.whole) == (6, 0, True)


def test_a_notice_among_guides_is_known_and_a_page_that_did_not_come_is_not() -> None:
    notice = article_html("关于窗口调整的公告", "发布时间：2026-11-02")
    gone = make_page(f"{ONE}1.html", "<h1>502 Bad Gateway</h1>", status=502)

    assert left(column(ONE), web={**WEB, f"{ONE}1.html": notice}, guides=8).left == 0
    assert left(column(ONE), web={**WEB, f"{ONE}1.html": gone}, guides=8).left == 1


def test_entries_that_only_scripts_lead_to_are_left() -> None:
    walk = column(TWO)
    walk.rows.items[0] = replace(walk.rows.items[0], url=None)

    assert left(walk, guides=8).left == 1


def test_a_list_that_goes_on_or_did_not_open_is_not_whole() -> None:
    beginning, closed = column(ONE), column(TWO)
    beginning.rows.ended = False
    closed.rows.ended, closed.rows.state = False, ListState.UNREADABLE

    assert not left(beginning, guides=8).whole
    assert not left(column(ONE), closed, guides=8).whole


def test_a_column_that_is_one_guide_is_whole() -> None:
    web: Web = {ONE: guide_html("居民户口登记")}
    told = left(column(ONE, web), web=web)

    assert (told.read, told.left, told.whole) == (1, 0, True)


def test_it_is_told_what_the_guides_name_and_nobody_looked_at() -> None:
    more = (*OFFERS, ("材料清单.doc", f"{HOME}files/list.doc"))
    web = {**WEB, f"{ONE}1.html": guide_html("户口登记", more)}
    told = left(column(ONE), web=web, guides=2, guide_files=1, guide_systems=0)

    assert (told.files_left, told.systems_left) == (1, 1)


def test_bounds_of_nothing_ask_for_nothing() -> None:
    assert survey(column(ONE), guides=0)[1] == []
    assert {one.purpose for one in survey(column(ONE), guide_files=0, guide_systems=0)[1]} == {
        "guide"
    }


def test_only_guide_columns_are_asked() -> None:
    guides, news = column(ONE), column(TWO, kind=ColumnClass.NEWS)

    assert guide_columns((news, guides)) == (guides,)


POOR = article_html("户口登记", "发布时间：2026-11-02").replace(
    "</body>", "<p>办理材料：居民户口簿原件</p><p>联系电话：0730-1234567</p></body>"
)


def test_an_article_with_some_signs_of_a_guide_is_a_guide_that_lacks_the_rest() -> None:
    web: Web = {ONE: WEB[ONE], **{f"{ONE}{n}.html": POOR for n in range(1, 9)}}
    found = facts(survey(column(ONE, web), web=web, guides=2)[0])

    assert [fact.kind for fact in found] == ["guide", "guide", "guides"]
    assert isinstance(found[0], GuideFact)
    assert {"设定依据", "申请条件", "办理流程"} <= set(found[0].guide.missing("census-2015"))


def test_an_article_that_another_walk_asked_for_first_is_still_a_poor_guide() -> None:
    """A column of guides opens its articles for their dates; no page is asked for twice."""
    request = Request(url=f"{ONE}1.html", purpose="article")
    seen = read_answer(request, answer({f"{ONE}1.html": POOR}, request), None, LEXICON)

    assert seen.reading is not None
    assert seen.reading.guide is not None
    assert seen.reading.kind is PageKind.ARTICLE
