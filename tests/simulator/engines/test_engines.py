"""Every engine's list leads to its letters, whose pages say what the truth says."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time

import pytest

from simulator.engine import STATUS
from simulator.engines import ENGINES, OFFSITE, draw_engine
from simulator.model import Column, Form, Letter, Page, Reply, Request, Sight, Site, Visibility
from simulator.plan import Order
from simulator.respond import encode, respond
from simulator.view import site_on
from simulator.world import SHANGHAI

DAY = date(2026, 11, 23)
NOON = datetime.combine(DAY, time(12), SHANGHAI)
READABLE = [name for name in ENGINES if name != OFFSITE]
LINKED = [name for name in READABLE if ENGINES[name].sight is not Sight.SHELL]


def site_with(engine: str, visibility: Visibility = Visibility.BOTH) -> tuple[Site, Column]:
    order = Order(sites=17, seed=7, profile="clean", families=frozenset({"F12"}))
    site = site_on(order, DAY, 1, DAY)
    box = next(one for one in site.columns if one.form is Form.MAILBOX)
    changed = replace(box, engine=engine, visibility=visibility)
    columns = tuple(changed if one is box else one for one in site.columns)
    return replace(site, columns=columns), changed


def text_at(site: Site, address: str) -> str:
    path, _, query = address.partition("?")
    page = respond(site, Request(path=path, query=query, headers={}), NOON)
    assert isinstance(page, Page)
    assert page.status == 200
    return encode(site, page).decode(declared(page))


def declared(page: Page) -> str:
    return "gb18030" if page.body is not None else "utf-8"


def listed(site: Site) -> str:
    return text_at(site, "/ldxx/index.jhtml")


def ask_all(site: Site, column: Column) -> str:
    """Give the first page of the list with all that its engine has at other addresses."""
    sources = ENGINES[column.engine].data_routes(site, column)
    return listed(site) + "".join(text_at(site, path) for path in sources)


@pytest.mark.parametrize("name", READABLE)
def test_the_first_letters_are_in_the_list_or_in_its_data(name: str) -> None:
    site, column = site_with(name)

    text = ask_all(site, column)

    for letter in column.letters[:10]:
        assert letter.title in text


@pytest.mark.parametrize("name", READABLE)
def test_letters_behind_data_are_not_in_the_page(name: str) -> None:
    site, column = site_with(name)
    behind = ENGINES[name].sight is Sight.SHELL

    assert (column.letters[0].title in listed(site)) is not behind


@pytest.mark.parametrize("name", READABLE)
def test_a_letters_page_shows_what_became_of_it(name: str) -> None:
    site, column = site_with(name)
    for letter in column.letters:
        text = text_at(site, ENGINES[name].letter_path(column, letter))

        assert letter.title in text
        assert STATUS[letter.reply] in text
        assert ("符合条件的在十五个工作日内办结" in text) is (letter.reply is Reply.ANSWERED)


def in_chinese(day: date) -> str:
    return f"{day.year}年{day.month:02d}月{day.day:02d}日"


WRITE: tuple[Callable[[date], str], ...] = (
    lambda day: f"{day:%Y-%m-%d}",
    lambda day: f"{day.year}-{day.month}-{day.day}",
    lambda day: f"{day:%Y/%m/%d}",
    in_chinese,
)


def shows(text: str, day: date) -> bool:
    return any(write(day) in text for write in WRITE)


@pytest.mark.parametrize("name", READABLE)
def test_a_letters_page_shows_both_its_dates(name: str) -> None:
    site, column = site_with(name)
    letter = next(one for one in column.letters if one.replied is not None)

    text = text_at(site, ENGINES[name].letter_path(column, letter))

    assert shows(text, letter.asked)
    assert letter.replied is not None
    assert shows(text, letter.replied)


def only(letter: Letter, column: Column) -> Column:
    return replace(column, letters=(letter,))


@pytest.mark.parametrize("visibility", Visibility)
@pytest.mark.parametrize("name", LINKED)
def test_a_list_shows_what_its_visibility_says(name: str, visibility: Visibility) -> None:
    site, column = site_with(name, visibility)
    letter = next(
        one
        for one in column.letters
        if one.replied not in {None, one.asked} and one.reply is Reply.ANSWERED
    )
    assert letter.replied is not None

    text = ENGINES[name].listing(site, only(letter, column), 1)

    both = visibility is Visibility.BOTH
    assert (STATUS[letter.reply] in text) is both
    assert shows(text, letter.asked) is (both or visibility is Visibility.ASKED)
    assert shows(text, letter.replied) is (both or visibility is Visibility.REPLIED)


@pytest.mark.parametrize("name", LINKED)
def test_the_pages_of_a_list_hold_every_letter_once(name: str) -> None:
    site, column = site_with(name)
    engine = ENGINES[name]
    pages = range(1, -(-len(column.letters) // engine.page_size) + 1)

    text = "".join(engine.listing(site, column, page) for page in pages)

    for letter in column.letters:
        assert text.count(f">{letter.title}<") == 1


def test_pages_of_some_engines_are_gbk_whatever_the_site_is() -> None:
    site, column = site_with("I1")
    page = respond(site, Request(path="/ldxx/index.jhtml", headers={}), NOON)

    assert isinstance(page, Page)
    assert "charset=gbk" in page.text
    assert column.letters[0].title in encode(site, page).decode("gb18030")


def test_a_mailbox_elsewhere_leads_to_another_host_and_holds_no_letter() -> None:
    order = Order(sites=200, seed=7, profile="clean", families=frozenset({"F17", "F1"}))
    sites = (site_on(order, DAY, number, DAY) for number in range(1, 201))
    site, box = next(
        (site, column) for site in sites for column in site.columns if column.form is Form.OFFSITE
    )

    text = ENGINES[box.engine].listing(site, box, 1)

    assert box.letters == ()
    assert 'href="' in text.replace("'", '"')
    assert site.host not in text
    assert "12345." in text


def test_a_site_with_a_fault_has_an_engine_that_can_be_read() -> None:
    site, _ = site_with("I5")
    faulty = [replace(site, number=number, faults=frozenset({"X"})) for number in range(60)]

    drawn = {draw_engine(one, tuple(ENGINES))[0] for one in faulty}

    assert {ENGINES[name].sight for name in drawn} == {Sight.PLAIN}
    assert len(drawn) > 4


def test_every_engine_and_visibility_is_met() -> None:
    order = Order(sites=200, seed=7, profile="clean")
    boxes = [
        column
        for number in range(1, 201)
        for column in site_on(order, DAY, number, DAY).columns
        if column.form in {Form.MAILBOX, Form.OFFSITE}
    ]

    assert {box.engine for box in boxes} == set(ENGINES)
    assert {box.visibility for box in boxes} == set(Visibility)
