"""Sweeps that are named, and those that are judged again."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta

import pytest

from pucha.auditing import any_sweep, sweep_of
from pucha.wire import Stores, open_stores
from schema.types.errors import UsageError
from schema.types.settings import Settings
from schema.types.sweep import SweepKind
from testkit.facts import AT
from testkit.past import Past, open_past

pytestmark = pytest.mark.postgres
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Office:
    """One registered site, its past, and the stores that commands ask."""

    stores: Stores
    past: Past


@pytest.fixture
async def office(database_url: str) -> AsyncIterator[Office]:
    async with open_stores(database_url, Settings()) as stores, open_past(database_url) as past:
        yield Office(stores, past)


async def test_the_newest_sweep_is_a_whole_one_though_a_site_was_checked_again(
    office: Office,
) -> None:
    await office.past.sweep(AT - DAY)
    whole = await office.past.sweep(AT)
    again = await office.past.sweep(AT + DAY, kind=SweepKind.RECHECK)

    assert (await sweep_of(office.stores, None)).id == whole.id
    assert (await any_sweep(office.stores, None)).id == whole.id
    assert (await sweep_of(office.stores, again.id)).id == again.id


async def test_where_only_one_site_was_checked_a_command_asks_for_its_number(
    office: Office,
) -> None:
    again = await office.past.sweep(AT, kind=SweepKind.RECHECK)

    with pytest.raises(UsageError, match="no whole sweep yet: `pucha sweep` makes one; name a"):
        await sweep_of(office.stores, None)
    with pytest.raises(UsageError, match="there is no sweep 99"):
        await sweep_of(office.stores, 99)
    assert (await any_sweep(office.stores, again.id)).kind is SweepKind.RECHECK
