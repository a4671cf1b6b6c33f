from datetime import date, datetime
from zoneinfo import ZoneInfo

from config.lexicon import load_lexicon
from crawler.explain import Explanation, explain_page
from crawler.reading import examine_page, read_page
from schema.types.date_words import DateRole
from schema.types.dates import DateSource
from schema.types.reading import PageKind
from testkit.pages import article_html, list_html

LEXICON = load_lexicon()
FETCHED = datetime(2026, 11, 23, tzinfo=ZoneInfo("Asia/Shanghai"))
HOME = "http://www.example.gov.cn/"
ROWS = [
    (f"关于做好第{n}项工作的通知", f"/tzgg/{n}.html", f"2026-11-{n:02}") for n in range(9, 0, -1)
]


def explained(markup: str, path: str = "tzgg/") -> Explanation:
    examined = examine_page(
        markup.encode(),
        url=HOME + path,
        fetched_at=FETCHED,
        content_type="text/html; charset=utf-8",
        lexicon=LEXICON,
    )
    return explain_page(examined)


def test_the_reading_is_the_one_that_the_survey_makes() -> None:
    markup = article_html("关于召开会议的通知", "发布时间：2026-11-20 10:00")

    found = explained(markup, "tzgg/1.html")

    assert found.reading == read_page(
        markup.encode(),
        url=f"{HOME}tzgg/1.html",
        fetched_at=FETCHED,
        content_type="text/html; charset=utf-8",
        lexicon=LEXICON,
        columns=False,
    )


def test_an_article_is_explained_by_its_title_bar_and_its_date() -> None:
    found = explained(
        article_html("关于召开会议的通知", "发布时间：2026-11-20 10:00"), "tzgg/1.html"
    )

    (chosen,) = [view for view in found.dates if view.chosen]
    assert (found.reading.kind, found.decided_by) == (PageKind.ARTICLE, "article")
    assert (chosen.value, chosen.source) == (date(2026, 11, 20), DateSource.VISIBLE)
    assert "发布时间" in chosen.around


def test_a_date_of_another_kind_says_why_it_was_not_taken() -> None:
    bar = "发布时间：2026-11-20 成文日期：2026-10-01"

    found = explained(article_html("关于召开会议的通知", bar), "tzgg/1.html")

    made = next(view for view in found.dates if view.value == date(2026, 10, 1))
    assert (made.role, made.chosen) == (DateRole.DOCUMENT, False)


def test_a_list_is_explained_by_its_rows_and_their_rivals() -> None:
    found = explained(list_html("通知公告", ROWS))

    best = found.lists[0]
    assert (found.reading.kind, found.decided_by) == (PageKind.COLUMN, "list")
    assert (best.chosen, best.rows, best.dated) == (True, 9, 9)
    assert best.samples[0] == ROWS[0][0]
    assert all(view.in_row for view in found.dates if view.value)


def test_a_page_whose_class_decides_is_said_so() -> None:
    found = explained("<title>404 Not Found</title><h1>404 您访问的页面不存在</h1>")

    assert (found.reading.kind, found.decided_by) == (PageKind.ERROR, "")
