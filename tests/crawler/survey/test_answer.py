import pytest

from crawler.extract.page.dom import parse
from crawler.reader_version import reader_version
from crawler.survey.answer import (
    Answer,
    ContentLook,
    look_answer,
    read_answer,
    visit_class,
)
from schema.types.capture import Page, Request
from schema.types.content import ProposalKind
from schema.types.evidence import RecordRef
from schema.types.file_types import FileType
from schema.types.lexicon import Lexicon
from schema.types.outcome import Outcome, PageClass
from schema.types.reading import ListState
from schema.types.terms import Term, TermList
from testkit.facts import HOME
from testkit.pages import (
    article_html,
    home_html,
    list_html,
    make_answer,
    make_failure,
    make_page,
    make_reading,
)

RECORD = RecordRef(segment="s.warc.gz", offset=7, length=9)
MENU = [(name, f"/{n}/") for n, name in enumerate(("通知公告", "工作动态", "政策文件"))]


def read(page: Page, lexicon: Lexicon, purpose: str = "visit") -> Answer:
    return read_answer(Request(url=page.url, purpose=purpose), page, RECORD, lexicon)


def test_the_body_is_dropped_and_its_digest_kept(lexicon: Lexicon) -> None:
    page = make_page(HOME, home_html(MENU), final_url=f"{HOME}index.html")

    answer = read(page, lexicon)
    provenance = answer.provenance("li")

    assert answer.page.body == b""
    assert provenance.url == f"{HOME}index.html"
    assert (provenance.digest, provenance.record) == (page.sha256, RECORD)
    assert (provenance.locator, provenance.extractor) == ("li", reader_version(lexicon))


def test_links_are_kept_of_homepages_alone(lexicon: Lexicon) -> None:
    page = make_page(HOME, home_html(MENU))

    home, column = (read(page, lexicon, purpose).reading for purpose in ("visit", "list"))

    assert home is not None
    assert column is not None
    assert set(home.linked) == {f"{HOME}{n}/" for n in range(3)}
    assert len(home.columns) == len(MENU)
    assert (column.linked, column.columns) == ((), ())


def test_a_fetch_that_failed_has_no_reading(lexicon: Lexicon) -> None:
    answer = read(make_failure(HOME), lexicon)

    assert (answer.reading, answer.page_class, answer.good) == (None, None, False)


def test_an_empty_answer_is_read_as_empty(lexicon: Lexicon) -> None:
    answer = read(make_page(HOME, ""), lexicon)

    assert (answer.page_class, answer.good) == (PageClass.EMPTY, False)


CLASSES = {
    "whole page under 404": (404, PageClass.PAGE, PageClass.PAGE),
    "whole page under 500": (500, PageClass.PAGE, PageClass.PAGE),
    "whole page under 403": (403, PageClass.PAGE, PageClass.PAGE),
    "server's own words under 404": (404, PageClass.SOFT_404, None),
    "server's own words under 403": (403, PageClass.SOFT_404, None),
    "server's own page under 500": (500, PageClass.DEFAULT_PAGE, None),
    "same words under 200": (200, PageClass.SOFT_404, PageClass.SOFT_404),
    "shield under 521": (521, PageClass.CHALLENGE, PageClass.CHALLENGE),
    "nothing under 503": (503, PageClass.EMPTY, PageClass.EMPTY),
    "no status": (None, PageClass.PAGE, PageClass.PAGE),
}


@pytest.mark.parametrize(("status", "seen", "word"), CLASSES.values(), ids=CLASSES)
def test_an_error_status_takes_the_class_of_an_error_page(
    status: int | None, seen: PageClass, word: PageClass | None
) -> None:
    assert visit_class(status, seen) is word


LOOKS = {
    "homepage": (200, home_html(MENU)),
    "server's own words": (404, "<html><title>404 Not Found</title><h1>Not Found</h1></html>"),
    "whole page under an error": (500, home_html(MENU)),
    "maintenance": (200, "<html><title>提示</title><p>网站正在维护中，请稍后访问</p></html>"),
    "nothing": (200, ""),
    "too many tags": (200, f"<html><body>{'<b>' * 70_000}"),
}


@pytest.mark.parametrize(("status", "html"), LOOKS.values(), ids=LOOKS)
def test_a_visit_tells_the_class_that_a_whole_reading_tells(
    lexicon: Lexicon, status: int, html: str
) -> None:
    page = make_page(HOME, html, status=status)
    request = Request(url=HOME, purpose="visit")

    whole = read_answer(request, page, RECORD, lexicon)
    look = look_answer(request, page, RECORD, lexicon)

    assert look.reading is None
    assert (look.page_class, look.class_sign) == (whole.page_class, whole.class_sign)
    assert look.provenance() == whole.provenance()


ERRORS = [401, 403, 404, 410, 429, 500, 502]
WIDE_MENU = [(f"栏目名称{n}", f"/{n}/") for n in range(12)]


@pytest.mark.parametrize("status", ERRORS)
def test_a_bare_sentence_under_an_error_status_has_no_class(lexicon: Lexicon, status: int) -> None:
    answer = read(make_page(HOME, "no entry", status=status), lexicon)

    assert (answer.page_class, answer.good) == (None, False)


@pytest.mark.parametrize("status", ERRORS)
def test_a_whole_page_under_an_error_status_is_one(lexicon: Lexicon, status: int) -> None:
    answer = read(make_page(HOME, home_html(WIDE_MENU), status=status), lexicon)

    assert (answer.page_class, answer.good) == (PageClass.PAGE, True)


@pytest.mark.parametrize("status", [403, 404, 500])
def test_nothing_under_an_error_status_stays_empty(lexicon: Lexicon, status: int) -> None:
    assert read(make_page(HOME, "", status=status), lexicon).page_class is PageClass.EMPTY


READABLE = {PageClass.PAGE, PageClass.MOVED, PageClass.JS_REQUIRED}


@pytest.mark.parametrize("page_class", PageClass)
def test_only_pages_of_the_site_are_read_for_facts(page_class: PageClass) -> None:
    answer = make_answer(reading=make_reading(page_class=page_class))

    assert answer.good == (page_class in READABLE)


DATA = {
    "rows": (ListState.READ, Outcome.OK, True),
    "no rows": (ListState.EMPTY, Outcome.OK, True),
    "cut rows": (ListState.READ, Outcome.OK_TRUNCATED, True),
    "a document": (ListState.NONE, Outcome.OK, False),
    "an error's empty data": (ListState.EMPTY, Outcome.HTTP_5XX, False),
}


@pytest.mark.parametrize(("state", "outcome", "good"), DATA.values(), ids=DATA)
def test_data_are_read_where_they_are_a_list(
    *, state: ListState, outcome: Outcome, good: bool
) -> None:
    reading = make_reading(page_class=PageClass.NOT_HTML, list_state=state)

    answer = make_answer(reading=reading, outcome=outcome)

    assert answer.good == good


def test_the_place_of_a_list_is_its_newest_row(lexicon: Lexicon) -> None:
    rows = [(f"关于第{n}项工作的通知", f"/{n}.html", f"2026-11-{n:02}") for n in (3, 20, 7, 5, 9)]
    page = make_page(f"{HOME}tzgg/", list_html("通知公告", rows))

    answer = read_answer(Request(url=page.url), page, None, lexicon)

    tree = parse(list_html("通知公告", rows))
    assert answer.place is not None
    assert "2026-11-20" in tree.css(answer.place)[0].text()


TERMS = TermList((Term(term="通知公告", correct="公告通知"),))
HIDDEN = "<div style='text-indent:-9999px'><a href='http://bet.else.cn/'>真人娱乐</a></div>"


def looked(page: Page, lexicon: Lexicon, *, whole: bool) -> list[ProposalKind]:
    look = ContentLook(terms=TERMS, whole=whole)
    answer = read_answer(Request(url=page.url, purpose="list"), page, RECORD, lexicon, look)
    return [one.kind for one in answer.proposals]


def test_content_is_looked_through_as_far_as_is_asked(lexicon: Lexicon) -> None:
    page = make_page(HOME, home_html(MENU, HIDDEN))

    assert looked(page, lexicon, whole=False) == [ProposalKind.TERM]
    assert set(looked(page, lexicon, whole=True)) == {ProposalKind.TERM, ProposalKind.HIDDEN_LINK}
    assert read(page, lexicon).proposals == ()


def test_a_page_of_a_shield_or_an_error_is_not_the_sites_content(lexicon: Lexicon) -> None:
    page = make_page(HOME, f"<h1>404 Not Found</h1><p>通知公告</p>{HIDDEN}", status=404)

    assert looked(page, lexicon, whole=True) == []


def test_the_type_of_what_came_is_told_by_its_bytes(lexicon: Lexicon) -> None:
    bodies = {b"%PDF-1.5": FileType.PDF, b"": FileType.EMPTY, b"<html></html>": FileType.HTML}

    for body, expected in bodies.items():
        assert read(make_page(HOME, body), lexicon).file_type is expected
    assert read(make_failure(HOME), lexicon).file_type is None
    assert read(make_page(HOME, b"%PDF-1.5", status=404), lexicon).file_type is None


def test_a_page_that_asks_for_a_password_is_told(lexicon: Lexicon) -> None:
    form = "<form><input type='password'></form>"

    assert read(make_page(HOME, home_html(MENU, form)), lexicon).asks_first
    assert not read(make_page(HOME, home_html(MENU)), lexicon).asks_first


PROSE_PAGE = article_html("关于做好防汛工作的通知", "发布时间：2026-11-20 来源：县水利局")
REPORTED = article_html("关于做好防汛工作的通知", "发布时间：2015-03-02 来源：县水利局")


def test_an_article_and_its_copy_under_another_day_have_one_text(lexicon: Lexicon) -> None:
    one, two = (read(make_page(HOME, body), lexicon, "article") for body in (PROSE_PAGE, REPORTED))

    assert one.text is not None
    assert one.text == two.text


NO_ARTICLES = {
    "a homepage": make_page(HOME, home_html(MENU)),
    "a column": make_page(HOME, list_html("通知", [("防汛通知", "/1.html", "2026-11-20")] * 9)),
    "an error page": make_page(HOME, PROSE_PAGE, status=404),
    "a body cut off": make_page(HOME, PROSE_PAGE, outcome=Outcome.OK_TRUNCATED),
    "no answer": make_failure(HOME),
}


@pytest.mark.parametrize("page", NO_ARTICLES.values(), ids=NO_ARTICLES)
def test_only_an_article_that_came_whole_has_a_text(page: Page, lexicon: Lexicon) -> None:
    assert read(page, lexicon, "article").text is None


def test_one_page_for_all_columns_is_read_as_the_column_that_its_address_names(
    lexicon: Lexicon,
) -> None:
    shell = "<div id=app></div><script>window._CONFIG = {SID: '758001', COLUMN_ID: 1};</script>"
    page = make_page(f"{HOME}gkmlpt/index", shell)

    answer = read_answer(Request(url=f"{page.url}#12", purpose="list"), page, RECORD, lexicon)

    assert answer.reading is not None
    assert [step.url for step in answer.reading.follow] == [
        f"{HOME}gkmlpt/api/all/12?page=1&sid=758001"
    ]
