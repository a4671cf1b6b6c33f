from datetime import date, timedelta

from crawler.survey.column_walk import ColumnTarget, ColumnWalk
from crawler.survey.list_walk import ListTarget, ListWalk
from crawler.survey.repeated_titles import FAR_APART, MOST_PAIRS, repeated_titles
from schema.types.column import ColumnClass
from schema.types.reading import ListItem, ListState
from testkit.facts import HOME
from testkit.pages import make_answer, make_entry, make_reading

COLUMN = f"{HOME}tzgg/"
NEW, OLD = date(2026, 11, 20), date(2024, 3, 5)


def column(*items: ListItem, state: ListState = ListState.READ) -> ColumnWalk:
    rows = ListWalk(
        target=ListTarget(name="通知", url=COLUMN, horizon=date.min, max_pages=1, max_hops=1)
    )
    rows.start()
    rows.absorb(make_answer(COLUMN, make_reading(list_state=state, items=items)))
    target = ColumnTarget(
        name="通知", url=COLUMN, column_class=ColumnClass.NOTICE, registered=True, on_home=True
    )
    return ColumnWalk(target=target, rows=rows, max_articles=0)


def entry(number: int, day: date | None, title: str = "防汛通知") -> ListItem:
    return make_entry(number, day, title=title)


def key(number: int) -> str:
    return f"example.gov.cn/tzgg/{number}.html"


def test_both_entries_of_a_title_under_days_far_apart_are_compared() -> None:
    found = repeated_titles([column(entry(9, NEW), entry(5, NEW, "别的"), entry(1, OLD))])

    assert found == {key(9), key(1)}


def test_entries_of_days_near_each_other_are_a_correction() -> None:
    near = column(entry(9, NEW), entry(1, NEW - FAR_APART))
    far = column(entry(9, NEW), entry(1, NEW - FAR_APART - timedelta(days=1)))

    assert repeated_titles([near]) == frozenset()
    assert repeated_titles([far]) == {key(9), key(1)}


def test_a_title_that_comes_again_and_again_is_left_alone() -> None:
    months = [entry(n, date(2026, n, 5), "县政府召开常务会议") for n in (9, 6, 3)]

    assert repeated_titles([column(*months)]) == frozenset()


def test_entries_without_a_day_or_a_page_of_the_site_say_nothing() -> None:
    abroad = make_entry(1, OLD, title="防汛通知", url="http://www.other.cn/1.html")
    bare = make_entry(1, OLD, title="防汛通知", url=None)

    for other in (entry(1, None), abroad, bare, entry(9, OLD)):
        assert repeated_titles([column(entry(9, NEW), other)]) == frozenset()


def test_a_list_that_was_not_read_says_nothing() -> None:
    links = column(entry(9, NEW), entry(1, OLD), state=ListState.LINKS_ONLY)

    assert repeated_titles([links]) == frozenset()


def test_the_newest_repetitions_of_a_site_are_chosen() -> None:
    pairs = [
        column(entry(10 + n, NEW - timedelta(days=n), f"通知{n}"), entry(50 + n, OLD, f"通知{n}"))
        for n in range(MOST_PAIRS + 2)
    ]

    found = repeated_titles(pairs)

    assert found == {key(start + n) for n in range(MOST_PAIRS) for start in (10, 50)}
