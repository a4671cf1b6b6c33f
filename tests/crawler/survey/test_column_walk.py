from datetime import date

import pytest

from crawler.survey.column_walk import ColumnTarget, ColumnWalk
from crawler.survey.list_walk import ListTarget, ListWalk
from schema.types.column import ColumnClass
from schema.types.dates import DateClaim, Undated
from schema.types.facts import ColumnFact
from schema.types.reading import ListState, PageKind, PageReading
from testkit.facts import HOME, make_claim
from testkit.pages import make_answer, make_entry, make_reading

URL = f"{HOME}tzgg/"


def walk(articles: int = 8) -> ColumnWalk:
    rows = ListWalk(
        target=ListTarget(
            name="通知公告", url=URL, horizon=date(2026, 5, 23), max_pages=3, max_hops=2
        )
    )
    rows.start()
    target = ColumnTarget(
        name="通知公告",
        url=URL,
        column_class=ColumnClass.NOTICE,
        registered=True,
        on_home=True,
    )
    return ColumnWalk(target=target, rows=rows, max_articles=articles)


def listed(*items: object) -> PageReading:
    return make_reading(url=URL, list_state=ListState.READ, items=tuple(items))


def fact_of(one: ColumnWalk) -> ColumnFact:
    fact = one.evidence("column-1").fact
    assert isinstance(fact, ColumnFact)
    return fact


def test_articles_are_read_only_where_the_list_shows_no_date() -> None:
    one = walk()

    one.absorb(make_answer(URL, listed(make_entry(1, date(2026, 11, 1)), make_entry(2))))

    assert [(r.url, r.purpose) for r in one.pending()] == [(f"{HOME}tzgg/2.html", "article")]


def test_no_more_articles_are_read_than_the_bound() -> None:
    one = walk(articles=2)

    one.absorb(make_answer(URL, listed(*(make_entry(n) for n in range(9)))))

    assert len(one.pending()) == 2


ARTICLES: dict[str, tuple[PageReading, Undated | None]] = {
    "dated": (make_reading(kind=PageKind.ARTICLE, published=make_claim()), None),
    "says nothing": (make_reading(kind=PageKind.ARTICLE), Undated.NONE_SHOWN),
    "says something": (
        make_reading(kind=PageKind.ARTICLE, date_like_text=True),
        Undated.UNASSIGNED,
    ),
}


@pytest.mark.parametrize(("reading", "undated"), ARTICLES.values(), ids=ARTICLES)
def test_silence_is_told_from_our_blindness(reading: PageReading, undated: Undated | None) -> None:
    one = walk()
    one.absorb(make_answer(URL, listed(make_entry(2))))

    one.absorb(make_answer(f"{HOME}tzgg/2.html", reading, purpose="article"))

    item = fact_of(one).items[0]
    assert item.undated is undated
    assert (item.date is None) == (undated is not None)


def test_an_article_that_was_not_read_is_unread() -> None:
    one = walk(articles=0)

    one.absorb(make_answer(URL, listed(make_entry(2))))

    assert fact_of(one).items[0].undated is Undated.UNREAD


def test_every_date_that_an_article_claims_is_kept() -> None:
    one = walk()
    shown, hidden = make_claim(date(2026, 11, 1)), make_claim(date(2024, 2, 29))
    one.absorb(make_answer(URL, listed(make_entry(2))))
    article = make_reading(kind=PageKind.ARTICLE, published=shown, claims=(shown, hidden))

    one.absorb(make_answer(f"{HOME}tzgg/2.html", article, purpose="article"))

    claims: tuple[DateClaim, ...] = one.sightings()[0].claims
    assert [claim.value for claim in claims] == [shown.value, hidden.value]


def test_a_column_that_was_never_asked_for_is_unreadable() -> None:
    fact = fact_of(walk())

    assert fact.list_state is ListState.UNREADABLE
    assert fact.complete_to is None
