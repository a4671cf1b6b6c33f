"""A site that limits us is remembered over sweeps, asked less, and still replayed the same."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from ipaddress import ip_network
from pathlib import Path

import pytest

from pucha.crawling import make_worker
from pucha.replaying import replay_site
from pucha.surveying import SweepRunner, sweep_settings
from pucha.wire import Stores, open_stores
from schema.types.errors import PutOff
from schema.types.ids import SweepId
from schema.types.pace import PaceState
from schema.types.settings import NetworkSettings, PolitenessSettings, Settings
from schema.types.site import Site
from schema.types.sweep import Sweep, SweepKind
from testkit.facts import make_register, make_site
from testkit.pages import home_html, list_html
from testkit.scripted_server import ScriptedServer, http

pytestmark = [pytest.mark.postgres, pytest.mark.network]
COLUMNS = [(f"通知公告{n}", f"/c{n}/") for n in range(12)]
ROWS = [("关于防汛工作的通知公告", "/a.html", "2026-11-20")]
LIST = http(list_html("通知公告", ROWS))
TOO_OFTEN = http("", status="429 Too Many Requests")
LATER = http("", status="429 Too Many Requests", headers=("Retry-After: 600",))
SLOW_PAGES = 6
POLITE = PolitenessSettings(
    delay=0, max_backoff=0.1, max_delay=0.1, slow_delay=0.01, slow_pages=SLOW_PAGES, slow_columns=3
)


class World:
    """One site, and as many sweeps over it as a test wants."""

    def __init__(self, stores: Stores, settings: Settings) -> None:
        self.stores = stores
        self.settings = settings

    async def sweep(self) -> Sweep:
        """Survey and judge the site in a sweep of its own, by a worker of its own."""
        made = await self.stores.sweeps.create(
            kind=SweepKind.NIGHTLY,
            edition=self.settings.edition,
            as_of=datetime(2026, 11, 23, 4, tzinfo=UTC),
            settings=sweep_settings(self.settings),
        )
        worker = make_worker(self.settings, self.stores)
        await SweepRunner(self.stores, worker).survey(made.id, (await self.site()).id or 0)
        return made

    async def site(self) -> Site:
        return (await self.stores.register.sites())[0]

    async def survey(self, sweep: SweepId) -> tuple[int, bool]:
        found = await self.stores.results.survey(sweep, (await self.site()).id or 0)
        assert found is not None
        return found.pages, found.slow

    async def differences(self, sweep: Sweep) -> tuple[str, ...]:
        return await replay_site(self.stores, sweep, await self.site(), self.settings)


@pytest.fixture
async def world(server: ScriptedServer, database_url: str, tmp_path: Path) -> AsyncIterator[World]:
    server.answers |= {"/": http(home_html(COLUMNS))} | {url: LIST for _, url in COLUMNS}
    settings = Settings(
        data=str(tmp_path),
        network=NetworkSettings(allow=(ip_network("127.0.0.0/8"),)),
        politeness=POLITE,
    )
    async with open_stores(database_url, settings) as stores:
        await stores.register.take_in(make_register(make_site(home_url=server.url())))
        yield World(stores, settings)


async def test_a_limited_site_is_asked_less_in_the_next_sweep_and_replays_the_same(
    world: World, server: ScriptedServer
) -> None:
    server.answers["/c0/"] = TOO_OFTEN

    first = await world.sweep()
    plans = await world.stores.paces.all()
    second = await world.sweep()

    assert [(plan.host, plan.state) for plan in plans] == [("127.0.0.1", PaceState.RATE_LIMITED)]
    assert await world.survey(first.id) == (14, False)
    pages, slow = await world.survey(second.id)
    assert slow
    assert pages <= SLOW_PAGES
    assert await world.differences(first) == ()
    assert await world.differences(second) == ()


async def test_a_cleared_site_is_asked_as_usual(world: World, server: ScriptedServer) -> None:
    server.answers["/c0/"] = TOO_OFTEN
    await world.sweep()
    server.answers["/c0/"] = LIST
    await world.stores.paces.clear("127.0.0.1")

    later = await world.sweep()

    assert await world.survey(later.id) == (15, False)  # nothing stops the sample of links now
    assert await world.stores.paces.all() == []


async def test_a_site_that_named_a_time_is_put_off_to_it(
    world: World, server: ScriptedServer
) -> None:
    server.answers["/c0/"] = LATER
    await world.sweep()
    asked = len(server.requests)

    with pytest.raises(PutOff, match="ask too often"):
        await world.sweep()

    assert len(server.requests) == asked
