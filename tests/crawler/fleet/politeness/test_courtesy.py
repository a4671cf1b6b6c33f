from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from crawler.fleet.politeness.courtesy import Courtesy
from crawler.fleet.politeness.politeness import Heard, HostGate
from crawler.fleet.stacks.route import ConnectTo, Router
from schema.types.errors import PutOff
from schema.types.outcome import PageClass
from schema.types.pace import HostPace, PaceState
from schema.types.settings import PolitenessSettings
from testkit.clock import START, VirtualClock
from testkit.facts import make_result, make_site, make_visit
from testkit.fleet import LOOPBACK

HOST = "127.0.0.1"
SITE = make_site(home_url=f"http://{HOST}:8080/")
BUSY = Heard(status=429, retry_after="600", seconds=0.1)
PLAN = HostPace(
    host=HOST,
    state=PaceState.RATE_LIMITED,
    delay=5.0,
    until=START + timedelta(days=3),
    reason="429",
)


class Paces:
    """Plans in memory."""

    def __init__(self, known: HostPace | None = None) -> None:
        self.known = known
        self.kept: list[HostPace] = []
        self.away = False

    async def of(self, host: str) -> HostPace | None:
        return self.known if self.known and self.known.host == host else None

    async def keep(self, pace: HostPace) -> None:
        if self.away:
            raise ConnectionError
        self.kept.append(pace)


class World:
    """The courtesy of one process with everything that it touches."""

    def __init__(
        self,
        known: HostPace | None = None,
        connect_to: tuple[ConnectTo, ...] = (),
        **settings: Any,
    ) -> None:
        self.clock = VirtualClock()
        chosen = PolitenessSettings(**settings)
        self.paces = Paces(known)
        self.gate = HostGate(chosen, self.clock)
        self.courtesy = Courtesy(
            paces=self.paces,
            gate=self.gate,
            router=Router(allow=LOOPBACK, connect_to=connect_to),
            clock=self.clock,
            settings=chosen,
        )


async def test_a_nightly_survey_is_put_off_to_the_end_of_the_quiet_hours() -> None:
    world = World(quiet_hours="08:30-17:30")  # the clock stands at 12:00 in Shanghai

    with pytest.raises(PutOff, match="quiet hours") as put_off:
        await world.courtesy.welcome(SITE, nightly=True)

    assert put_off.value.retry_at == START + timedelta(hours=5, minutes=30)


async def test_a_recheck_by_a_person_does_not_wait_for_the_evening() -> None:
    world = World(quiet_hours="08:30-17:30")

    assert (await world.courtesy.welcome(SITE, nightly=False)).known is None


async def test_a_host_that_asked_for_a_pause_is_asked_after_it() -> None:
    later = START + timedelta(minutes=10)
    world = World(known=replace(PLAN, not_before=later))

    with pytest.raises(PutOff) as put_off:
        await world.courtesy.welcome(SITE, nightly=False)

    assert put_off.value.retry_at == later


async def test_a_pause_that_is_over_puts_nothing_off() -> None:
    world = World(known=replace(PLAN, not_before=START))

    assert (await world.courtesy.welcome(SITE, nightly=True)).known is not None


async def test_a_site_needs_a_slot_of_its_address_and_of_its_platform() -> None:
    site = replace(SITE, extra={"platform": " 省集约化平台 "})

    guest = await World().courtesy.welcome(site, nightly=True)

    assert guest.slots == (HOST, "platform:省集约化平台")


async def test_a_site_that_cannot_be_reached_needs_no_slot() -> None:
    site = make_site(home_url="http://10.0.0.1/")

    assert (await World().courtesy.welcome(site, nightly=True)).slots == ()


async def test_www_and_the_bare_name_are_one_host_to_ask() -> None:
    world = World(connect_to=(ConnectTo.parse("::127.0.0.1:"),))
    site = make_site(home_url="http://www.example.gov.cn/")

    guest = await world.courtesy.welcome(site, nightly=True)

    assert guest.hosts == ("www.example.gov.cn", "example.gov.cn")
    assert guest.slots == (HOST,)


async def test_the_slow_plan_of_other_workers_holds_while_a_site_is_visited() -> None:
    world = World(known=PLAN)
    guest = await world.courtesy.welcome(SITE, nightly=True)
    begun = []

    with world.courtesy.visiting(guest):
        for _ in range(2):
            async with world.gate.turn(HOST, HOST):
                begun.append(world.clock.monotonic())

    assert begun == [0.0, 5.0]


async def test_a_limit_is_told_to_all_workers_once_with_its_pause() -> None:
    world = World()
    guest = await world.courtesy.welcome(SITE, nightly=True)
    await world.courtesy.tell(guest)
    world.gate.heard(HOST, HOST, BUSY)

    await world.courtesy.tell(guest)
    await world.courtesy.tell(guest)

    assert [(one.state, one.not_before, one.until) for one in world.paces.kept] == [
        (PaceState.RATE_LIMITED, START + timedelta(seconds=600), START + timedelta(days=3))
    ]


async def test_a_limit_in_spite_of_the_slow_plan_doubles_its_delay() -> None:
    world = World(known=PLAN)
    guest = await world.courtesy.welcome(SITE, nightly=True)
    world.gate.heard(HOST, HOST, BUSY)

    await world.courtesy.tell(guest)

    assert world.paces.kept[0].delay == 10.0


async def test_a_shield_is_told_when_the_survey_is_over() -> None:
    world = World()
    guest = await world.courtesy.welcome(SITE, nightly=True)
    challenge = make_visit(page_class=PageClass.CHALLENGE)

    await world.courtesy.tell(guest, make_result(challenge))

    assert [one.state for one in world.paces.kept] == [PaceState.SHIELDED]


async def test_a_site_that_takes_our_requests_leaves_no_plan() -> None:
    world = World()
    guest = await world.courtesy.welcome(SITE, nightly=True)

    await world.courtesy.tell(guest, make_result())

    assert world.paces.kept == []


async def test_a_plan_that_cannot_be_written_ends_no_survey() -> None:
    world = World()
    guest = await world.courtesy.welcome(SITE, nightly=True)
    world.gate.heard(HOST, HOST, BUSY)
    world.paces.away = True

    await world.courtesy.tell(guest)
    world.paces.away = False
    await world.courtesy.tell(guest)

    assert len(world.paces.kept) == 1
