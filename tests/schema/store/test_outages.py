from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from crawler.policy.canonical import url_key
from schema.store.engine import open_engine
from schema.store.outages import OutageStore
from schema.store.register import RegisterStore
from schema.types.errors import UsageError
from schema.types.ids import SiteId
from testkit.facts import make_register, make_site

pytestmark = pytest.mark.postgres
NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
SPAN = (NOW, NOW + timedelta(hours=6))


@pytest.fixture
async def registered(database_url: str) -> AsyncIterator[tuple[OutageStore, SiteId]]:
    engine = open_engine(database_url)
    register = RegisterStore(engine, url_key)
    await register.take_in(make_register(make_site()))
    (site,) = await register.sites()
    assert site.id is not None
    yield OutageStore(engine), site.id
    await engine.dispose()


async def test_an_announced_time_counts_once_a_second_person_approved_it(
    registered: tuple[OutageStore, SiteId],
) -> None:
    outages, site = registered
    announced = await outages.announce(site, SPAN, "机房搬迁", "甲")
    before = await outages.approved(site, *SPAN)

    approved = await outages.approve(announced.id, "乙", NOW)

    assert (announced.approved_by, before) == (None, ())
    assert (approved.approved_by, approved.approved_at) == ("乙", NOW)
    assert await outages.approved(site, *SPAN) == (approved,)
    assert await outages.all(site) == await outages.all() == (approved,)


async def test_the_second_person_is_never_the_first_and_approves_once(
    registered: tuple[OutageStore, SiteId],
) -> None:
    outages, site = registered
    one = await outages.announce(site, SPAN, "机房搬迁", "甲")

    for name in ("甲", "甲 "):
        with pytest.raises(UsageError, match="another person"):
            await outages.approve(one.id, name, NOW)
    await outages.approve(one.id, "乙", NOW)
    with pytest.raises(UsageError, match="already"):
        await outages.approve(one.id, "丙", NOW)
    with pytest.raises(UsageError, match="no outage"):
        await outages.approve(one.id + 1, "乙", NOW)


async def test_a_time_that_ends_before_it_begins_is_refused(
    registered: tuple[OutageStore, SiteId],
) -> None:
    outages, site = registered

    with pytest.raises(UsageError, match="does not lie after"):
        await outages.announce(site, (SPAN[1], SPAN[0]), "机房搬迁", "甲")


@pytest.mark.parametrize(
    ("since", "until", "found"), [(-2, -1, 0), (-2, 0, 1), (5, 9, 1), (6, 9, 0)]
)
async def test_a_span_finds_what_reaches_into_it(
    registered: tuple[OutageStore, SiteId], since: int, until: int, found: int
) -> None:
    outages, site = registered
    one = await outages.announce(site, SPAN, "机房搬迁", "甲")
    await outages.approve(one.id, "乙", NOW)
    hours = (NOW + timedelta(hours=since), NOW + timedelta(hours=until))

    assert len(await outages.approved(site, *hours)) == found
