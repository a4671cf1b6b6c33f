"""A province over time: what was there stays, what was to come comes."""

from datetime import date, timedelta

import pytest

from simulator.model import Column, Form, Reply, Site
from simulator.plan import Order
from simulator.view import site_on

FIRST = date(2026, 11, 23)
ORDER = Order(sites=24, seed=7, profile="clean")
LATER = FIRST + timedelta(days=14)


def both(number: int) -> list[tuple[Column, Column]]:
    before, after = site_on(ORDER, FIRST, number, FIRST), site_on(ORDER, FIRST, number, LATER)
    return list(zip(before.columns, after.columns, strict=True))


@pytest.mark.parametrize("number", range(1, 7))
def test_what_stood_in_a_list_still_stands_in_it_a_fortnight_later(number: int) -> None:
    for before, after in both(number):
        assert set(before.items) <= set(after.items)
        assert {letter.number for letter in before.letters} <= {
            letter.number for letter in after.letters
        }


def test_living_columns_get_items_of_the_days_between() -> None:
    new = [
        item
        for number in range(1, 7)
        for before, after in both(number)
        for item in set(after.items) - set(before.items)
    ]

    assert len(new) > 50
    assert all(FIRST < item.published <= LATER for item in new)


@pytest.mark.parametrize("number", range(1, 7))
def test_a_list_is_in_the_order_of_its_dates(number: int) -> None:
    for _, column in both(number):
        days = [item.published for item in column.items]
        assert days == sorted(days, reverse=True)


def test_a_dormant_column_gets_nothing() -> None:
    order = Order(sites=24, seed=7, profile="demo")
    zombie = next(
        number
        for number in range(1, 25)
        if "Z-ZOMBIE" in site_on(order, FIRST, number, FIRST).faults
    )

    before, after = (site_on(order, FIRST, zombie, day) for day in (FIRST, LATER))

    assert newest(before) == newest(after)


def newest(site: Site) -> date:
    return max(item.published for column in site.columns for item in column.items)


def test_no_item_numbers_meet_in_a_column() -> None:
    for number in range(1, 7):
        for _, column in both(number):
            numbers = [item.number for item in column.items]
            assert len(numbers) == len(set(numbers))


def test_a_letter_waits_until_the_day_of_its_reply() -> None:
    mailbox = [
        (before, after)
        for number in range(1, 7)
        for before, after in both(number)
        if before.form is Form.MAILBOX
    ]

    late = [
        letter
        for _, after in mailbox
        for letter in after.letters
        if letter.asked > FIRST and letter.reply is not Reply.ANSWERED
    ]
    assert late
    assert all(letter.replied is None for letter in late)
