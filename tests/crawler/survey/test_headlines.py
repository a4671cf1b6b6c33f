from dataclasses import replace
from datetime import date

from crawler.survey.answer import Answer
from crawler.survey.column_walk import ColumnTarget, ColumnWalk
from crawler.survey.headlines import has_open_headline
from crawler.survey.list_walk import ListTarget, ListWalk
from schema.types.column import ColumnClass
from schema.types.reading import ListItem, PageKind
from testkit.facts import HOME, make_claim
from testkit.pages import make_answer, make_entry, make_reading

OLD, OLDER, TODAY = date(2024, 11, 20), date(2024, 3, 1), date(2026, 11, 20)
STORY = f"{HOME}xwzx/3001.html"
BY_ADDRESS = f"{HOME}xwzx/202410/t20241020_3001.html"


def home_with(*headlines: str) -> Answer:
    reading = make_reading(kind=PageKind.HOME, items=(make_entry(1, OLD),), headlines=headlines)
    return make_answer(HOME, reading)


def column_with(*items: ListItem) -> ColumnWalk:
    target = ColumnTarget(
        name="新闻",
        url=f"{HOME}xwzx/",
        column_class=ColumnClass.NEWS,
        registered=True,
        on_home=True,
    )
    rows = ListTarget(name="新闻", url=target.url, horizon=OLD, max_pages=1, max_hops=1)
    return ColumnWalk(target=target, rows=ListWalk(target=rows, items=[*items]), max_articles=0)


def story(day: date | None) -> Answer:
    claim = None if day is None else make_claim(day)
    return make_answer(STORY, make_reading(kind=PageKind.ARTICLE, published=claim))


def test_headline_whose_day_nothing_tells_may_be_news() -> None:
    assert has_open_headline(home_with(STORY), [], [])
    assert has_open_headline(home_with(STORY), [], [story(None)])


def test_homepage_without_headlines_has_none_open() -> None:
    assert not has_open_headline(home_with(), [], [])
    assert not has_open_headline(replace(home_with(STORY), reading=None), [], [])


def test_list_of_a_column_tells_a_headline_s_day() -> None:
    item = make_entry(3, OLDER, url=STORY)

    assert not has_open_headline(home_with(STORY), [column_with(item)], [])
    assert has_open_headline(home_with(STORY), [column_with(make_entry(3, url=STORY))], [])


def test_its_own_page_tells_a_headline_s_day() -> None:
    assert not has_open_headline(home_with(STORY), [], [story(OLDER)])
    assert has_open_headline(home_with(STORY), [], [story(TODAY)])


def test_its_address_tells_a_headline_s_day_but_that_of_a_migration() -> None:
    assert not has_open_headline(home_with(BY_ADDRESS), [], [])
    assert has_open_headline(home_with(BY_ADDRESS), [], [], {date(2024, 10, 20)})
