from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from crawler.survey.answer import Answer
from crawler.survey.column_walk import ColumnTarget, ColumnWalk
from crawler.survey.kept_items import MAX_KEPT_ITEMS
from crawler.survey.list_walk import ListTarget, ListWalk
from schema.types.column import ColumnClass
from schema.types.dates import DateSource, Undated
from schema.types.facts import ColumnFact
from schema.types.outcome import Outcome
from schema.types.reading import ListItem, ListState, PageKind
from testkit.facts import HOME, make_claim
from testkit.pages import make_answer, make_entry, make_reading

COLUMN = f"{HOME}tzgg/"
TODAY = date(2026, 11, 20)
VISIBLE = make_claim(TODAY, source=DateSource.VISIBLE)
URL_CLAIM = make_claim(TODAY, source=DateSource.URL)


def make_walk(max_articles: int = 3, most_articles: int = 0) -> ColumnWalk:
    target = ColumnTarget(
        name="通知公告", url=COLUMN, column_class=ColumnClass.NOTICE, registered=True, on_home=True
    )
    rows = ListWalk(
        target=ListTarget(
            name=target.name, url=COLUMN, horizon=date(2026, 5, 20), max_pages=1, max_hops=1
        )
    )
    rows.start()
    return ColumnWalk(
        target=target, rows=rows, max_articles=max_articles, most_articles=most_articles
    )


def listed(*items: ListItem) -> Answer:
    return make_answer(COLUMN, make_reading(list_state=ListState.READ, items=items))


def article(number: int, **reading: Any) -> Answer:
    return make_answer(
        f"{COLUMN}{number}.html", make_reading(kind=PageKind.ARTICLE, **reading), purpose="article"
    )


def fact_of(walk: ColumnWalk) -> ColumnFact:
    fact = walk.evidence("column-1").fact
    assert isinstance(fact, ColumnFact)
    return fact


def test_entries_with_dates_need_no_article() -> None:
    walk = make_walk()

    walk.absorb(listed(make_entry(1, TODAY)))

    assert walk.pending() == []
    assert fact_of(walk).items[0].date == make_claim(TODAY)
    assert fact_of(walk).items[0].claims == (make_claim(TODAY),)


OLD = date(2024, 1, 5)


def test_a_list_without_an_update_has_the_pages_of_its_newest_entries_asked() -> None:
    walk = make_walk()

    walk.absorb(listed(*(make_entry(n, date(2024, 1, n)) for n in range(1, 6))))

    assert [request.url for request in walk.pending()] == [f"{COLUMN}5.html", f"{COLUMN}4.html"]


def test_the_day_that_the_page_shows_goes_before_the_lists() -> None:
    walk = make_walk()
    walk.absorb(listed(make_entry(1, OLD)))
    seen = make_claim(TODAY, source=DateSource.VISIBLE)

    walk.absorb(article(1, published=seen, claims=(seen,)))

    item = fact_of(walk).items[0]
    assert item.date == seen
    assert set(item.claims) == {seen, make_claim(OLD)}


def test_a_page_that_shows_no_day_leaves_the_list_right() -> None:
    walk = make_walk()
    walk.absorb(listed(make_entry(1, OLD)))
    guess = make_claim(TODAY, source=DateSource.URL)

    walk.absorb(article(1, published=guess, claims=(guess,)))

    assert fact_of(walk).items[0].date == make_claim(OLD)


def moved(number: int, day: str = "20261101") -> ListItem:
    claim = make_claim(date(2026, 11, int(day[-2:])), source=DateSource.URL)
    url = f"{COLUMN}t{day}_{number}.html"
    return ListItem(title=f"通知之{number}", url=url, date=claim)


def test_a_day_that_nearly_all_addresses_name_is_the_day_of_no_entry() -> None:
    walk = make_walk(max_articles=10)

    walk.absorb(listed(*(moved(n) for n in range(9)), moved(9, "20261105")))

    assert len(walk.pending()) == 9
    assert [item.date for item in fact_of(walk).items[:9]] == [None] * 9
    assert fact_of(walk).items[9].date is not None


def test_addresses_of_several_days_are_believed() -> None:
    walk = make_walk()

    walk.absorb(listed(*(moved(n, f"202611{n:02}") for n in range(1, 10))))

    assert all(item.date is not None for item in fact_of(walk).items)


def test_what_came_after_a_migration_is_the_columns_own_news() -> None:
    walk = make_walk()
    walk.absorb(
        listed(moved(1, "20261110"), moved(2, "20261105"), *(moved(n) for n in range(3, 9)))
    )

    assert walk.migrated() == date(2026, 11, 1)


def test_a_busy_day_among_others_is_no_migration() -> None:
    walk = make_walk()
    walk.absorb(listed(*(moved(n, "20261105") for n in range(4)), *(moved(n) for n in range(4, 9))))

    assert walk.migrated() is None


def test_the_month_of_an_address_is_asked_for_on_the_entrys_own_page() -> None:
    walk = make_walk()
    month = make_claim(date(2026, 10, 31), source=DateSource.URL, precision="month")
    entries = [ListItem(title=f"通知之{n}", url=f"{COLUMN}{n}.html", date=month) for n in (1, 2)]
    walk.absorb(listed(*entries))

    walk.absorb(article(1, published=make_claim(OLD, source=DateSource.META)))

    first, second = fact_of(walk).items
    assert first.date == make_claim(OLD, source=DateSource.META)
    assert second.date == month


def test_one_day_that_all_addresses_of_a_short_list_name_is_looked_into() -> None:
    walk, single = make_walk(), make_walk()

    walk.absorb(listed(moved(1), moved(2)))
    single.absorb(listed(moved(1)))

    assert len(walk.pending()) == 2
    assert single.pending() == []


def test_undated_entries_are_asked_for_up_to_the_bound() -> None:
    walk = make_walk(max_articles=2)

    walk.absorb(listed(make_entry(1), make_entry(2, TODAY), make_entry(3), make_entry(4)))

    assert [(r.url, r.purpose) for r in walk.pending()] == [
        (f"{HOME}tzgg/1.html", "article"),
        (f"{HOME}tzgg/3.html", "article"),
    ]


def test_articles_of_other_sites_are_not_asked_for() -> None:
    walk = make_walk()

    walk.absorb(listed(ListItem(title="转载一则", url="http://www.example.com/1.html")))

    assert walk.pending() == []
    assert fact_of(walk).items[0].undated is Undated.UNREAD


def test_an_article_that_was_not_asked_for_is_unread() -> None:
    walk = make_walk(max_articles=0)

    walk.absorb(listed(make_entry(1)))

    assert fact_of(walk).items[0].undated is Undated.UNREAD


def test_two_addresses_of_one_article_are_one_answer() -> None:
    walk = make_walk()
    bare = HOME.replace("www.", "")
    walk.absorb(listed(make_entry(1), make_entry(2, url=f"{bare}tzgg/1.html")))

    walk.absorb(article(1, published=VISIBLE))

    assert walk.pending() == []
    assert [item.date for item in fact_of(walk).items] == [VISIBLE, VISIBLE]


def test_a_column_that_was_never_asked_for_is_unreadable() -> None:
    fact = fact_of(make_walk())

    assert (fact.list_state, fact.outcome) == (ListState.UNREADABLE, Outcome.TRAP_SUPPRESSED)
    assert (fact.items, fact.complete_to) == ((), None)
    assert fact.reason


def test_provenance_names_the_list_and_every_article() -> None:
    walk = make_walk()
    first, second = listed(make_entry(1)), article(1)
    walk.absorb(first)
    walk.absorb(second)

    provenance = walk.evidence("column-1").provenance

    assert [(one.url, one.digest) for one in provenance] == [
        (COLUMN, first.page.sha256),
        (f"{COLUMN}1.html", second.page.sha256),
    ]


def test_a_long_list_is_kept_to_its_bound() -> None:
    walk = make_walk(max_articles=0)

    walk.absorb(listed(*(make_entry(n, TODAY) for n in range(MAX_KEPT_ITEMS + 5))))

    assert len(fact_of(walk).items) == MAX_KEPT_ITEMS
    assert len(walk.sightings()) == MAX_KEPT_ITEMS


def test_a_long_list_with_undated_entries_left_out_is_not_complete() -> None:
    whole, open_ = make_walk(max_articles=0), make_walk(max_articles=0)
    entries = [make_entry(n, OLD) for n in range(MAX_KEPT_ITEMS + 5)]

    whole.absorb(listed(*entries))
    open_.absorb(listed(*entries, make_entry(999)))

    assert fact_of(whole).complete_to == date.min
    assert fact_of(open_).complete_to is None


def test_sightings_carry_every_claim_under_one_key() -> None:
    walk = make_walk()
    walk.absorb(listed(make_entry(1), ListItem(title="无链接", url=None)))
    walk.absorb(article(1, published=VISIBLE, claims=(VISIBLE, URL_CLAIM)))

    first, second = walk.sightings()

    assert (first.url_key, first.claims) == ("example.gov.cn/tzgg/1.html", (VISIBLE, URL_CLAIM))
    assert (second.url_key, second.claims) == ("title:无链接", ())


def visible(day: date) -> dict[str, Any]:
    return {"published": make_claim(day, source=DateSource.VISIBLE)}


def open_all(walk: ColumnWalk, day_of: Callable[[int], date]) -> list[int]:
    """Answer every article asked for; give how many there were in each wave."""
    waves = []
    while waiting := walk.pending():
        waves.append(len(waiting))
        for request in waiting:
            number = int(request.url.removeprefix(COLUMN).removesuffix(".html"))
            walk.absorb(article(number, **visible(day_of(number))))
    return waves


def silent_list(entries: int = 30, *, more: bool = True, rival: date | None = None) -> Answer:
    items = tuple(make_entry(number) for number in range(entries))
    reading = make_reading(list_state=ListState.READ, items=items, more=more, rival=rival)
    return make_answer(COLUMN, reading)


def stamped_list(entries: int, day: date) -> Answer:
    claim = make_claim(day, source=DateSource.LIST_CELL)
    items = tuple(make_entry(number, date=claim) for number in range(entries))
    return make_answer(COLUMN, make_reading(list_state=ListState.READ, items=items))


def test_rows_that_a_clock_dates_are_judged_by_their_own_pages() -> None:
    walk = make_walk(max_articles=3, most_articles=12)
    answer = stamped_list(9, date(2026, 11, 23))
    assert answer.page.fetched_at.date() == date(2026, 11, 23)
    walk.absorb(answer)
    open_all(walk, lambda number: date(2023, 6, 30) - timedelta(days=number))

    days = [item.date.value for item in fact_of(walk).items if item.date]

    assert max(days) == date(2023, 6, 30)
    assert fact_of(walk).ordered_by_articles


def test_rows_dated_anew_whose_addresses_are_years_old_are_of_unknown_days() -> None:
    walk, day = make_walk(), date(2026, 11, 23)
    claim = make_claim(day, source=DateSource.LIST_CELL)
    urls = [f"{COLUMN}202104/t2021041{number}_{number}.html" for number in range(6)]
    items = tuple(make_entry(n, url=url, date=claim) for n, url in enumerate(urls))
    walk.absorb(make_answer(COLUMN, make_reading(list_state=ListState.READ, items=items)))
    for request in walk.pending():
        walk.absorb(make_answer(request.url, make_reading(**visible(day)), purpose="article"))

    assert {item.undated for item in fact_of(walk).items} == {Undated.UNASSIGNED}


def test_entries_of_a_busy_day_are_believed_once_their_pages_agree() -> None:
    walk = make_walk()
    walk.absorb(stamped_list(9, date(2026, 11, 23)))
    opened = open_all(walk, lambda _: date(2026, 11, 23))

    assert sum(opened) == 3
    assert {item.date and item.date.value for item in fact_of(walk).items} == {date(2026, 11, 23)}


def test_a_quiet_list_without_dates_is_opened_until_its_order_is_proved() -> None:
    walk = make_walk(max_articles=8, most_articles=20)
    walk.absorb(silent_list())

    waves = open_all(walk, lambda number: OLD - timedelta(days=number))

    fact = fact_of(walk)
    assert waves == [8, 12]
    assert (fact.ordered_by_date, fact.complete_to) == (True, OLD - timedelta(days=19))
    assert fact.items[20].undated is Undated.UNREAD


def test_articles_prove_no_list_old_that_a_fresher_one_beside_it_disputes() -> None:
    walk = make_walk(max_articles=8, most_articles=20)
    walk.absorb(silent_list(rival=TODAY))

    open_all(walk, lambda number: OLD - timedelta(days=number))

    assert fact_of(walk).complete_to is None


def test_an_article_newer_than_one_above_it_proves_no_order() -> None:
    walk = make_walk(max_articles=8, most_articles=20)
    walk.absorb(silent_list())

    waves = open_all(walk, lambda n: OLD + timedelta(days=1) if n == 15 else OLD)

    fact = fact_of(walk)
    assert waves == [8, 12]
    assert (fact.ordered_by_date, fact.complete_to) == (False, None)


def test_a_list_out_of_order_or_updated_is_opened_no_further() -> None:
    out_of_order = make_walk(max_articles=8, most_articles=20)
    out_of_order.absorb(silent_list())
    updated = make_walk(max_articles=8, most_articles=20)
    updated.absorb(silent_list())

    assert open_all(out_of_order, lambda n: OLD + timedelta(days=n)) == [8]
    assert open_all(updated, lambda n: TODAY - timedelta(days=n)) == [8]
    assert fact_of(updated).complete_to is None


@pytest.mark.parametrize("more", [True, False], ids=["one_page", "the_whole_list"])
def test_a_short_list_is_proved_by_all_its_articles_if_it_ends(more: bool) -> None:  # noqa: FBT001
    walk = make_walk(max_articles=8, most_articles=20)
    walk.absorb(silent_list(10, more=more))

    assert open_all(walk, lambda n: OLD - timedelta(days=n)) == [8, 2]
    assert fact_of(walk).ordered_by_articles is not more
    assert fact_of(walk).complete_to == (None if more else date.min)


def test_a_day_on_which_a_record_was_made_is_looked_into() -> None:
    walk = make_walk(max_articles=8, most_articles=20)
    made = make_claim(OLD, source=DateSource.CREATION_FIELD)
    entries = (ListItem(title=f"{n}", url=f"{COLUMN}{n}.html", date=made) for n in (1, 2))
    walk.absorb(listed(*entries))

    waves = open_all(walk, lambda n: OLD - timedelta(days=n))

    assert waves == [2]
    assert all(item.date and item.date.source is DateSource.VISIBLE for item in fact_of(walk).items)


def test_a_list_that_its_articles_contradict_is_opened_further() -> None:
    walk = make_walk(max_articles=8, most_articles=6)
    walk.absorb(listed(*(make_entry(n, OLD - timedelta(days=n)) for n in range(10))))

    waves = open_all(walk, lambda n: TODAY - timedelta(days=n))

    assert waves == [2, 4]
    fact = fact_of(walk)
    assert [item.date.value for item in fact.items[:6] if item.date] == [
        TODAY - timedelta(days=n) for n in range(6)
    ]
    assert fact.complete_to is None  # what was not opened may be as much newer


def test_an_article_with_a_date_of_another_kind_takes_the_month_of_the_address_away() -> None:
    walk = make_walk()
    month = make_claim(date(2026, 10, 31), source=DateSource.URL, precision="month")
    walk.absorb(listed(ListItem(title="规划", url=f"{COLUMN}1.html", date=month)))

    walk.absorb(article(1, claims=(make_claim(OLD, source=DateSource.DOCUMENT),)))

    (item,) = fact_of(walk).items
    assert (item.date, item.undated) == (None, Undated.UNASSIGNED)


@pytest.mark.parametrize("newest", [OLD, TODAY], ids=["old", "updated"])
def test_days_that_only_addresses_tell_are_looked_into_where_all_are_old(newest: date) -> None:
    walk = make_walk(max_articles=8, most_articles=20)
    claims = [make_claim(newest - timedelta(days=n), source=DateSource.URL) for n in range(10)]
    entries = (
        ListItem(title=f"{n}", url=f"{COLUMN}{n}.html", date=claim)
        for n, claim in enumerate(claims)
    )
    walk.absorb(listed(*entries))

    waves = open_all(walk, lambda n: newest - timedelta(days=n))

    assert waves == ([8, 2] if newest is OLD else [])
    assert fact_of(walk).ordered_by_articles is (newest is OLD)
