from dataclasses import replace
from datetime import date

import pytest

from crawler.extract.articles.article import ArticleSigns
from crawler.extract.kinds.kind import KindSigns, decide_kind
from crawler.extract.lists.list_reading import ListReading
from schema.types.outcome import PageClass
from schema.types.reading import ListItem, ListState, PageKind, Post

NOTHING = KindSigns(
    page_class=PageClass.PAGE,
    url="http://www.example.gov.cn/tzgg/index.html",
    title="某县人民政府",
    site_name="某县人民政府",
    links=80,
    article=ArticleSigns(
        tagged=False,
        title_bar=False,
        named_bar=False,
        crumb=False,
        headed=False,
        headline=False,
        prose=0,
    ),
    list_=ListReading(state=ListState.NONE),
    letter=None,
    is_mailbox=False,
    is_guide=False,
    dated=False,
    chinese=True,
)
ITEMS = tuple(ListItem(title=f"通知之{number}", url=None) for number in range(10))
ROWS = ListReading(state=ListState.READ, score=0.9, items=ITEMS)
LETTERS = ListReading(state=ListState.READ, score=0.9, posts=(Post(title="咨询", url=None),))
DATED_TEXT = ArticleSigns(
    tagged=False,
    title_bar=True,
    named_bar=True,
    crumb=False,
    headed=False,
    headline=False,
    prose=400,
)


@pytest.mark.parametrize(
    ("page_class", "kind"),
    [
        (PageClass.CHALLENGE, PageKind.SHIELD),
        (PageClass.SOFT_404, PageKind.ERROR),
        (PageClass.MAINTENANCE, PageKind.ERROR),
        (PageClass.CLOSED, PageKind.ERROR),
        (PageClass.JS_REQUIRED, PageKind.OTHER),
        (PageClass.EMPTY, PageKind.OTHER),
    ],
)
def test_what_is_no_page_is_told_by_its_class(page_class: PageClass, kind: PageKind) -> None:
    signs = replace(NOTHING, page_class=page_class, list_=ROWS, article=DATED_TEXT)

    assert decide_kind(signs) is kind


@pytest.mark.parametrize("path", ["", "/", "/index.html", "/index6.html", "/default.aspx"])
def test_page_at_the_root_is_the_home_page(path: str) -> None:
    signs = replace(NOTHING, url=f"http://www.example.gov.cn{path}", list_=ROWS)

    assert decide_kind(signs) is PageKind.HOME


def test_article_stored_at_the_root_is_an_article() -> None:
    article = replace(DATED_TEXT, headed=True)
    signs = replace(NOTHING, url="http://www.example.gov.cn/index.html", article=article)

    assert decide_kind(signs) is PageKind.ARTICLE


def test_home_page_with_a_dated_notice_is_the_home_page() -> None:
    root = replace(NOTHING, url="http://www.example.gov.cn/", article=DATED_TEXT)

    assert decide_kind(root) is PageKind.HOME
    assert decide_kind(replace(root, url=None)) is PageKind.ARTICLE


def test_without_an_address_the_home_page_is_told_by_its_name() -> None:
    assert decide_kind(replace(NOTHING, url=None)) is PageKind.HOME


def test_rows_make_a_column() -> None:
    assert decide_kind(replace(NOTHING, list_=ROWS)) is PageKind.COLUMN


def test_short_article_under_a_dated_address_is_no_list() -> None:
    bar = replace(DATED_TEXT, prose=0)
    signs = replace(NOTHING, list_=ROWS, article=bar)
    dated = "http://www.example.gov.cn/xwzx/202506/t20250618_88.html"

    assert decide_kind(signs) is PageKind.COLUMN
    assert decide_kind(replace(signs, url=dated)) is PageKind.ARTICLE


def test_picture_under_a_headline_and_a_days_address_is_an_article() -> None:
    head = replace(NOTHING.article, headed=True, headline=True)
    signs = replace(NOTHING, list_=ROWS, article=head)
    day = "http://www.example.gov.cn/xwzx/202506/t20250618_88.html"
    month = "http://www.example.gov.cn/xwzx/202506/"

    assert decide_kind(replace(signs, url=day)) is PageKind.ARTICLE
    assert decide_kind(replace(signs, url=month)) is PageKind.COLUMN
    assert decide_kind(replace(NOTHING, article=head, url=day)) is PageKind.ARTICLE
    assert decide_kind(replace(NOTHING, article=head, url=month)) is PageKind.OTHER


def test_side_list_does_not_make_an_article_a_column() -> None:
    assert decide_kind(replace(NOTHING, list_=ROWS, article=DATED_TEXT)) is PageKind.ARTICLE


def test_letters_make_an_interaction_list() -> None:
    assert decide_kind(replace(NOTHING, list_=LETTERS)) is PageKind.INTERACTION_LIST


def test_letter_is_an_interaction_detail_although_it_is_dated() -> None:
    signs = replace(NOTHING, letter=Post(title="咨询", url=None), article=DATED_TEXT)

    assert decide_kind(signs) is PageKind.INTERACTION_DETAIL


def test_tagged_article_with_a_letters_words_but_no_letters_date_is_an_article() -> None:
    article = replace(DATED_TEXT, tagged=True)
    letter = Post(title="咨询", url=None)

    undated = decide_kind(replace(NOTHING, letter=letter, article=article))
    dated = decide_kind(
        replace(NOTHING, letter=replace(letter, asked=date(2015, 4, 2)), article=article)
    )

    assert (undated, dated) == (PageKind.ARTICLE, PageKind.INTERACTION_DETAIL)


def test_form_for_comments_under_a_dated_headline_makes_no_letter() -> None:
    article = replace(DATED_TEXT, headed=True, headline=True)
    letter = Post(title="咨询", url=None)

    assert decide_kind(replace(NOTHING, letter=letter, article=article)) is PageKind.ARTICLE


def test_guide_is_told_by_its_headings() -> None:
    assert decide_kind(replace(NOTHING, is_guide=True)) is PageKind.SERVICE_GUIDE


def test_empty_mailbox_is_told_by_its_name() -> None:
    empty = ListReading(state=ListState.EMPTY, score=0.7)

    signs = replace(NOTHING, is_mailbox=True, list_=empty)

    assert decide_kind(signs) is PageKind.INTERACTION_LIST


@pytest.mark.parametrize(
    ("rows", "prose", "kind"),
    [(10, 2000, PageKind.COLUMN), (2, 2000, PageKind.ARTICLE), (10, 9000, PageKind.ARTICLE)],
    ids=["summaries", "small_list_beside_a_text", "very_long_text"],
)
def test_text_is_weighed_against_rows(rows: int, prose: int, kind: PageKind) -> None:
    article = replace(NOTHING.article, prose=prose)
    list_ = replace(ROWS, items=ITEMS[:rows])

    assert decide_kind(replace(NOTHING, list_=list_, article=article, dated=True)) is kind


@pytest.mark.parametrize(
    ("chinese", "named_bar", "kind"),
    [
        (True, False, PageKind.OTHER),
        (True, True, PageKind.ARTICLE),
        (False, False, PageKind.ARTICLE),
    ],
    ids=["standing_page", "title_bar_without_a_date", "foreign"],
)
def test_undated_text_needs_another_sign_of_an_article(
    *, chinese: bool, named_bar: bool, kind: PageKind
) -> None:
    article = replace(NOTHING.article, prose=900, named_bar=named_bar)

    assert decide_kind(replace(NOTHING, article=article, chinese=chinese)) is kind


def test_page_that_nothing_speaks_for_is_other() -> None:
    assert decide_kind(NOTHING) is PageKind.OTHER


def test_page_whose_breadcrumb_ends_in_the_body_is_no_list_of_what_it_recommends() -> None:
    crumb = replace(NOTHING.article, crumb=True)

    assert decide_kind(replace(NOTHING, list_=ROWS, article=crumb)) is PageKind.ARTICLE


SIDE_LIST = replace(ROWS, score=0.75, items=ITEMS[:6])
HEADED = replace(NOTHING.article, headed=True)
HEADLINE = replace(HEADED, headline=True)


@pytest.mark.parametrize("sign", ["title_bar", "tagged"])
def test_dated_page_with_a_title_of_its_own_is_an_article_however_little_text_it_has(
    sign: str,
) -> None:
    article = replace(HEADED, **{sign: True})

    assert decide_kind(replace(NOTHING, list_=ROWS, article=article)) is PageKind.ARTICLE


@pytest.mark.parametrize(
    ("article", "kind"),
    [
        (replace(HEADLINE, prose=200), PageKind.ARTICLE),
        (replace(NOTHING.article, prose=200), PageKind.COLUMN),
        (replace(NOTHING.article, prose=400), PageKind.OTHER),
        (replace(HEADED, prose=200), PageKind.COLUMN),
        (HEADLINE, PageKind.COLUMN),
    ],
    ids=["headline", "short_text", "standing_page", "short_title", "nothing_but_rows"],
)
def test_undated_text_is_weighed_against_a_list_that_is_little_of_the_page(
    article: ArticleSigns, kind: PageKind
) -> None:
    assert decide_kind(replace(NOTHING, list_=SIDE_LIST, article=article)) is kind


def test_page_of_blocks_that_lead_on_is_no_article_for_its_long_title() -> None:
    article = replace(HEADLINE, prose=200)
    blocks = ListReading(state=ListState.PARENT, score=0.45, items=ITEMS)

    assert decide_kind(replace(NOTHING, list_=blocks, article=article)) is PageKind.OTHER


def test_text_beside_a_list_that_is_most_of_the_page_makes_no_article() -> None:
    article = replace(NOTHING.article, prose=400)

    assert decide_kind(replace(NOTHING, list_=ROWS, article=article)) is PageKind.COLUMN


def test_side_list_does_not_make_a_guide_a_column() -> None:
    by_headline = replace(NOTHING, list_=ROWS, is_guide=True, article=HEADLINE)
    by_score = replace(NOTHING, list_=SIDE_LIST, is_guide=True)

    kinds = {decide_kind(by_headline), decide_kind(by_score)}

    assert kinds == {PageKind.SERVICE_GUIDE}


def test_report_on_letters_is_an_article_although_its_title_names_a_mailbox() -> None:
    report = replace(DATED_TEXT, headed=True, headline=True)
    letters = replace(NOTHING, list_=LETTERS, is_mailbox=True)

    assert decide_kind(replace(letters, article=report)) is PageKind.ARTICLE
    assert decide_kind(replace(letters, article=DATED_TEXT)) is PageKind.INTERACTION_LIST


def test_replies_to_one_title_are_the_posts_of_a_topic_and_no_list() -> None:
    posts = [ListItem(title=title, url="/x") for title in ("Bicycles", "Re: Bicycles") * 4]
    topics = [ListItem(title=f"Re: Topic {number}", url="/x") for number in range(8)]
    forum = replace(NOTHING, chinese=False, title="View topic - Bicycles", site_name="")

    def kind_of(rows: list[ListItem]) -> PageKind:
        list_ = ListReading(state=ListState.READ, items=tuple(rows), score=0.9)
        return decide_kind(replace(forum, list_=list_, url="http://www.example.org/viewtopic"))

    assert kind_of(posts) is not PageKind.COLUMN
    assert kind_of(topics) is PageKind.COLUMN
