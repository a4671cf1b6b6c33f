"""Happy eyeballs: the first address that answers wins, and nothing is left behind."""

import asyncio
import errno
from collections.abc import Callable, Mapping

import pytest

from crawler.fleet.stacks.dial import HEAD_START, Dialler, Ipv6Proof
from crawler.fleet.stacks.hop import HopFailed
from schema.types.outcome import Outcome

V4, V4B, V6, V6B = "203.0.114.7", "203.0.114.8", "2400:3200::1", "2400:3200::2"
FOR_EVER = 60.0


class Net:
    """Addresses that answer, fail or are silent; connections are counted."""

    def __init__(self, ways: Mapping[str, float | OSError]) -> None:
        self.ways = ways
        self.tried: list[str] = []
        self.open: set[str] = set()

    async def connect(self, address: str) -> str:
        self.tried.append(address)
        way = self.ways[address]
        if isinstance(way, OSError):
            raise way
        await asyncio.sleep(way)
        self.open.add(address)
        return address

    async def discard(self, connection: str) -> None:
        self.open.discard(connection)

    def dialler(self, proof: Ipv6Proof | None = None) -> Dialler[str]:
        return Dialler(self.connect, self.discard, proof or Ipv6Proof())


def failing(code: int) -> OSError:
    return OSError(code, "failed")


REFUSED, NO_ROUTE = failing(errno.ECONNREFUSED), failing(errno.ENETUNREACH)
NO_IPV6 = (failing(errno.EAFNOSUPPORT), failing(errno.EADDRNOTAVAIL), failing(errno.EACCES))
"""What a machine says whose IPv6 is not there, is off, or is forbidden by a rule of its own."""


def proven() -> Ipv6Proof:
    proof = Ipv6Proof()
    proof.note(V6, None)
    return proof


async def test_a_refusal_lets_the_next_address_try_at_once() -> None:
    net = Net({V4: REFUSED, V4B: 0})

    async with asyncio.timeout(HEAD_START / 2):
        dialled = await net.dialler().dial([V4, V4B])

    assert (dialled.connection, dialled.ipv6_broken) == (V4B, False)


async def test_a_silent_address_costs_its_head_start() -> None:
    net = Net({V4: FOR_EVER, V4B: 0})

    async with asyncio.timeout(0.35):
        dialled = await net.dialler().dial([V4, V4B])

    assert (dialled.address, net.open) == (V4B, {V4B})


BROKEN: dict[str, tuple[float | OSError, Callable[[], Ipv6Proof], bool]] = {
    "it refuses": (REFUSED, Ipv6Proof, True),
    "it is silent, and IPv6 works from here": (FOR_EVER, proven, True),
    "it is silent, and IPv6 may not work from here": (FOR_EVER, Ipv6Proof, False),
    "there is no way to it from here": (NO_ROUTE, Ipv6Proof, False),
}


@pytest.mark.parametrize(("way", "proof", "broken"), BROKEN.values(), ids=BROKEN)
async def test_ipv6_is_broken_only_where_it_is_the_hosts_own_fault(
    way: float | OSError,
    proof: Callable[[], Ipv6Proof],
    broken: bool,  # noqa: FBT001 - a table
) -> None:
    dialled = await Net({V6: way, V4: 0}).dialler(proof()).dial([V6, V4])

    assert (dialled.address, dialled.ipv6_broken) == (V4, broken)


@pytest.mark.parametrize("said", NO_IPV6, ids=lambda one: errno.errorcode[one.errno])
async def test_a_machine_without_ipv6_blames_no_host_for_it(said: OSError) -> None:
    dialled = await Net({V6: said, V4: 0}).dialler().dial([V6, V4])
    with pytest.raises(HopFailed) as alone:
        await Net({V6: said}).dialler().dial([V6])
    with pytest.raises(HopFailed) as both:
        await Net({V6: said, V4: REFUSED}).dialler().dial([V6, V4])

    assert not dialled.ipv6_broken
    assert alone.value.outcome is Outcome.NO_ROUTE
    assert both.value.outcome is Outcome.CONNECT_REFUSED


FAILURES: dict[str, tuple[dict[str, float | OSError], Outcome]] = {
    "all refuse": ({V4: REFUSED, V4B: REFUSED}, Outcome.CONNECT_REFUSED),
    "one alone refuses": ({V4: REFUSED}, Outcome.CONNECT_REFUSED),
    "no way to IPv6, IPv4 refuses": ({V6: NO_ROUTE, V4: REFUSED}, Outcome.CONNECT_REFUSED),
    "no way at all": ({V6: NO_ROUTE, V6B: NO_ROUTE}, Outcome.NO_ROUTE),
    "our own handles": ({V4: failing(errno.EMFILE), V4B: REFUSED}, Outcome.OWN_FAULT),
    "our own ports": ({V4: failing(errno.EADDRNOTAVAIL)}, Outcome.OWN_FAULT),
    "reset": ({V4: failing(errno.ECONNRESET)}, Outcome.RESET),
    "our own network is down": ({V4: failing(errno.ENETDOWN)}, Outcome.NO_ROUTE),
    "something that nobody knows": ({V4: failing(errno.EDOM)}, Outcome.NO_ROUTE),
}


@pytest.mark.parametrize(("ways", "outcome"), FAILURES.values(), ids=FAILURES)
async def test_when_all_fail_the_most_telling_failure_speaks(
    ways: dict[str, float | OSError], outcome: Outcome
) -> None:
    with pytest.raises(HopFailed) as failed:
        await Net(ways).dialler().dial(list(ways))

    assert failed.value.outcome is outcome


async def test_a_failure_is_told_in_the_systems_words() -> None:
    with pytest.raises(HopFailed) as failed:
        await Net({V4: REFUSED}).dialler().dial([V4])

    assert failed.value.reason == f"{V4}: Connection refused"


async def test_a_deadline_leaves_no_connection_behind() -> None:
    net = Net({V4: 0.05, V4B: 0.05})
    dialler = net.dialler()

    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await dialler.dial([V4, V4B])
    await asyncio.sleep(0.1)

    assert net.open == set()


@pytest.mark.parametrize(
    ("addresses", "proof", "outcome"),
    [
        ([V4], Ipv6Proof, Outcome.CONNECT_TIMEOUT),
        ([V6, V4], Ipv6Proof, Outcome.CONNECT_TIMEOUT),
        ([V6], proven, Outcome.CONNECT_TIMEOUT),
        ([V6], Ipv6Proof, Outcome.NO_ROUTE),
    ],
)
async def test_a_silence_is_the_hosts_only_where_we_could_have_heard(
    addresses: list[str], proof: Callable[[], Ipv6Proof], outcome: Outcome
) -> None:
    assert Net({}).dialler(proof()).silence(addresses, 1.0).outcome is outcome


async def test_a_silence_beside_a_way_that_is_not_there_is_not_the_hosts() -> None:
    dialler = Net({V4: NO_ROUTE, V6: FOR_EVER}).dialler()

    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await dialler.dial([V4, V6])

    assert dialler.silence([V4, V6], 1.0).outcome is Outcome.NO_ROUTE


async def test_a_proof_of_ipv6_does_not_last_for_ever() -> None:
    proof = Ipv6Proof(lasts=0.0)
    proof.note(V6, None)

    assert not proof.reachable(V6)
