from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.case.backdating import (
    Look,
    SeenItem,
    backdated,
    bulk_updates,
    days_claimed,
    redated,
    repeated,
)
from audit.windows import SHANGHAI
from schema.types.dates import DateClaim, DateSource
from schema.types.rulepack import SignLimits

LIMITS = SignLimits()
COLUMN = "http://www.example.gov.cn/tzgg/"
SWEEP = datetime(2026, 11, 20, 2, 0, tzinfo=SHANGHAI)
NEXT = SWEEP + timedelta(days=1)


def item(claimed: date, first_seen: datetime = NEXT, **given: Any) -> SeenItem:
    source = given.pop("source", DateSource.LIST_CELL)
    claim = DateClaim(value=claimed, source=source, raw=given.pop("raw", claimed.isoformat()))
    usual: dict[str, Any] = {"column_url": COLUMN, "title": "通知", "url": f"{COLUMN}1.html"}
    return SeenItem(**{**usual, **given}, claims=(claim,), first_seen=first_seen)


def look(at: datetime = SWEEP, complete_to: date | None = date(2026, 1, 1)) -> Look:
    return Look(column_url=COLUMN, at=at, complete_to=complete_to, evidence="column-1")


def test_an_item_of_a_day_on_which_it_was_not_there_is_a_sign() -> None:
    (sign,) = backdated([item(date(2026, 11, 1))], [look()], LIMITS)

    assert sign.claimed == date(2026, 11, 1)
    assert sign.shown_without.at == SWEEP


SOUND = {
    "put up on its day": ([item(date(2026, 11, 21))], [look()]),
    "within the days of grace": ([item(date(2026, 11, 18))], [look()]),
    "the list was not read so far": ([item(date(2025, 11, 1))], [look()]),
    "nobody knows how far it was read": ([item(date(2026, 11, 1))], [look(complete_to=None)]),
    "it was there at the first look": ([item(date(2026, 11, 1), SWEEP)], [look()]),
    "only its address says the day": (
        [item(date(2026, 11, 1), source=DateSource.URL)], [look()],
    ),
    "another column": ([item(date(2026, 11, 1), column_url="http://x/")], [look()]),
}  # fmt: skip


@pytest.mark.parametrize(("items", "looks"), SOUND.values(), ids=SOUND)
def test_what_no_reading_contradicts_is_no_sign(items: list[SeenItem], looks: list[Look]) -> None:
    assert backdated(items, looks, LIMITS) == ()


def test_the_earliest_day_that_an_item_ever_claimed_counts() -> None:
    moved = item(date(2026, 11, 21))
    both = SeenItem(
        column_url=COLUMN,
        title="通知",
        url=None,
        claims=(*moved.claims, *item(date(2026, 11, 1)).claims),
        first_seen=NEXT,
    )

    assert [one.claimed for one in backdated([both], [look()], LIMITS)] == [date(2026, 11, 1)]


def test_many_items_of_one_minute_are_a_catching_up() -> None:
    rows = [
        item(date(2026, 11, 19), raw="2026-11-19 10:21", url=f"{COLUMN}{n}.html") for n in range(20)
    ]

    (bulk,) = bulk_updates(rows, (), LIMITS)
    assert (bulk.stamp, len(bulk.items)) == ("2026-11-19 10:21", 20)
    assert bulk_updates(rows[:19], (), LIMITS) == ()


def test_many_backdated_items_put_up_at_once_are_a_catching_up() -> None:
    rows = [item(date(2026, 10, 1) + timedelta(days=n), url=f"{COLUMN}{n}") for n in range(25)]

    (bulk,) = bulk_updates(rows, backdated(rows, [look()], LIMITS), LIMITS)

    assert (bulk.stamp, len(bulk.items), bulk.first_seen) == ("", 25, NEXT)


def test_items_are_counted_by_the_day_they_claim() -> None:
    counts = days_claimed([item(date(2026, 11, 1)), item(date(2026, 11, 1))])

    assert counts == {date(2026, 11, 1): 2}


@given(st.integers(min_value=-400, max_value=3), st.integers(min_value=-400, max_value=0))
def test_no_sign_without_a_reading_that_went_back_to_the_day(claimed: int, read: int) -> None:
    day = SWEEP.date() + timedelta(days=claimed)
    complete_to = SWEEP.date() + timedelta(days=read)

    signs = backdated([item(day)], [look(complete_to=complete_to)], LIMITS)

    assert bool(signs) is (complete_to <= day and claimed < -LIMITS.grace_days)


def test_an_item_that_was_there_under_another_address_is_no_sign() -> None:
    before = item(date(2026, 11, 1), SWEEP, url=f"{COLUMN}old.html", title="改版前就有")
    moved = item(date(2026, 11, 1), url=f"{COLUMN}new.html", title="改版前就有")

    assert backdated([before, moved], [look()], LIMITS) == ()
    assert len(backdated([moved], [look()], LIMITS)) == 1


def test_the_day_of_a_draft_in_a_meta_tag_accuses_nobody_beside_the_day_that_is_shown() -> None:
    shown = item(date(2026, 11, 21))
    draft = item(date(2026, 11, 1), source=DateSource.META)
    both = replace(shown, claims=(*draft.claims, *shown.claims))

    assert backdated([both], [look()], LIMITS) == ()
    assert len(backdated([draft], [look()], LIMITS)) == 1


def test_an_item_that_was_there_long_before_its_day_was_given_a_new_one() -> None:
    (sign,) = redated([item(date(2026, 12, 25), SWEEP)], LIMITS)

    assert sign.claimed == date(2026, 12, 25)
    assert redated([item(date(2026, 12, 20), SWEEP)], LIMITS) == ()
    assert redated([item(date(2026, 12, 25), SWEEP, source=DateSource.URL)], LIMITS) == ()


@given(st.lists(st.integers(min_value=-300, max_value=300), min_size=1, max_size=6))
def test_an_item_is_redated_by_the_newest_day_that_it_ever_claimed(days: list[int]) -> None:
    claimed = [SWEEP.date() + timedelta(days=one) for one in days]
    claims = tuple(claim for day in claimed for claim in item(day).claims)
    one = replace(item(claimed[0], SWEEP), claims=claims)

    assert [sign.claimed for sign in redated([one], LIMITS)] == (
        [max(claimed)] if max(days) > LIMITS.redated_days else []
    )


TEXT = "ab" * 32


def copy_of(day: date, number: int, **given: Any) -> SeenItem:
    url = f"{COLUMN}{number}.html"
    return item(day, url=url, url_key=url, **{"texts": (TEXT,), "title": "防汛通知", **given})


ORIGINAL = copy_of(date(2024, 3, 5), 1)


def test_the_text_of_an_older_item_under_a_newer_day_is_a_sign() -> None:
    (sign,) = repeated([copy_of(date(2026, 11, 20), 9), ORIGINAL], LIMITS)

    assert (sign.item.url, sign.claimed) == (f"{COLUMN}9.html", date(2026, 11, 20))
    assert (sign.original, sign.originally) == (ORIGINAL, date(2024, 3, 5))
    assert sign.text == TEXT


def test_a_text_that_was_changed_since_still_tells_its_copy() -> None:
    changed = replace(ORIGINAL, texts=("cd" * 32, TEXT))

    assert len(repeated([copy_of(date(2026, 11, 20), 9), changed], LIMITS)) == 1


NO_COPY = {
    "the same day in two columns": [ORIGINAL, copy_of(date(2024, 3, 5), 9, column_url="http://x/")],
    "put into another column some days later": [
        ORIGINAL, copy_of(date(2024, 4, 4), 9, column_url="http://x/"),
    ],
    "the same page again under another day": [
        ORIGINAL, replace(copy_of(date(2026, 11, 20), 1), column_url="http://x/"),
    ],
    "another text": [ORIGINAL, copy_of(date(2026, 11, 20), 9, texts=("cd" * 32,))],
    "no text": [replace(ORIGINAL, texts=()), copy_of(date(2026, 11, 20), 9, texts=())],
    "no day that a person sees": [ORIGINAL, copy_of(date(2026, 11, 20), 9, source=DateSource.URL)],
    "an original without a day": [
        replace(ORIGINAL, claims=()), copy_of(date(2026, 11, 20), 9),
    ],
    "a series": [
        replace(ORIGINAL, title="低保对象公示（2024年第3批）"),
        copy_of(date(2026, 11, 20), 9, title="低保对象公示（2026年第十批）"),
    ],
    "a set phrase of many titles": [
        replace(ORIGINAL, title="拟任职公示"),
        copy_of(date(2026, 11, 20), 8, title="评优公示"),
        copy_of(date(2026, 11, 21), 9, title="招聘公示"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("items", NO_COPY.values(), ids=NO_COPY)
def test_what_may_have_another_cause_is_no_copy(items: list[SeenItem]) -> None:
    assert repeated(items, LIMITS) == ()


def test_a_copy_under_another_title_is_a_sign_and_each_page_is_told_once() -> None:
    renamed = copy_of(date(2026, 11, 20), 9, title="切实抓好防汛")
    twice = replace(renamed, column_url="http://x/")

    assert [one.item for one in repeated([renamed, twice, ORIGINAL], LIMITS)] == [renamed]


@given(st.integers(min_value=-900, max_value=900), st.integers(min_value=0, max_value=90))
def test_a_copy_is_told_by_the_days_that_lie_closest(days: int, later: int) -> None:
    first = date(2024, 3, 5)
    original = replace(
        ORIGINAL, claims=(*ORIGINAL.claims, *item(first + timedelta(days=later)).claims)
    )

    signs = repeated([original, copy_of(first + timedelta(days=days), 9)], LIMITS)
    newer = days - later > LIMITS.repeated_days
    older = -days > LIMITS.repeated_days

    assert bool(signs) is (newer or older)
