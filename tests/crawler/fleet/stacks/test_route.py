import asyncio
from contextlib import AsyncExitStack
from ipaddress import ip_network

import pytest

from crawler.fleet.stacks.route import MOST_ADDRESSES, ConnectTo, RouteError, Router, interleaved
from schema.types.errors import ConfigError
from schema.types.outcome import Outcome
from testkit.dns_server import DnsServer, Saying

FORMS = {
    "a.gov.cn:80:127.0.0.1:8080": ConnectTo(
        host="a.gov.cn", port=80, to_host="127.0.0.1", to_port=8080
    ),
    "::127.0.0.1:": ConnectTo(host="", port=None, to_host="127.0.0.1", to_port=None),
    "a.gov.cn::[::1]:8080": ConnectTo(host="a.gov.cn", port=None, to_host="::1", to_port=8080),
    "[2001:DB8::1]:80::": ConnectTo(host="2001:db8::1", port=80, to_host="", to_port=None),
    "A.gov.cn:80:b.gov.cn:": ConnectTo(host="a.gov.cn", port=80, to_host="b.gov.cn", to_port=None),
}


@pytest.mark.parametrize("text", FORMS)
def test_connect_to_is_read_as_curls(text: str) -> None:
    assert ConnectTo.parse(text) == FORMS[text]


@pytest.mark.parametrize(
    "text",
    ["", "a:b", "a:80:b:99999999", "a:x:b:1", "a:1:b:2:c", "a:²:b:1", "[::1:80:b:1", "::1:80:b:1"],
)
def test_a_malformed_rule_is_said(text: str) -> None:
    with pytest.raises(ConfigError, match="HOST:PORT:ADDR:PORT"):
        ConnectTo.parse(text)


@pytest.mark.parametrize(
    "text", ["dns.example", "1.1.1.1:x", "1.1.1.1:99999", "1.1.1.1:²", "1.1.1.1:0", ""]
)
def test_a_malformed_resolver_is_said(text: str) -> None:
    with pytest.raises(ConfigError, match="ADDRESS"):
        Router(servers=[text])


async def test_a_private_literal_is_refused() -> None:
    with pytest.raises(RouteError) as refused:
        await Router().route("10.0.0.1", 80)

    assert refused.value.outcome is Outcome.BLOCKED_BY_POLICY


async def test_a_permitted_literal_is_pinned() -> None:
    route = await Router(allow=[ip_network("127.0.0.0/8")]).route("127.0.0.5", 81)

    assert (route.addresses, route.port) == (("127.0.0.5",), 81)


async def test_naming_a_connection_permits_it() -> None:
    rule = ConnectTo.parse("a.gov.cn:80:127.0.0.1:8080")

    route = await Router(connect_to=[rule]).route("a.gov.cn", 80)

    assert (route.addresses, route.port) == (("127.0.0.1",), 8080)


async def test_a_rule_for_an_ipv6_address_applies_to_it() -> None:
    rule = ConnectTo.parse("[2001:db8::1]:80:127.0.0.1:8080")

    route = await Router(connect_to=[rule]).route("[2001:db8::1]", 80)

    assert (route.host, route.addresses, route.port) == ("[2001:db8::1]", ("127.0.0.1",), 8080)


async def test_a_rule_for_another_port_leaves_the_guard_in_force() -> None:
    rule = ConnectTo.parse("127.0.0.1:80:127.0.0.1:8080")

    with pytest.raises(RouteError):
        await Router(connect_to=[rule]).route("127.0.0.1", 81)


async def test_a_rule_that_names_no_address_leaves_the_guard_in_force() -> None:
    rules = [ConnectTo.parse(":80::8080")]

    with pytest.raises(RouteError) as refused:
        await Router(connect_to=rules).route("127.0.0.1", 80)
    route = await Router(allow=[ip_network("127.0.0.0/8")], connect_to=rules).route("127.0.0.1", 80)

    assert refused.value.outcome is Outcome.BLOCKED_BY_POLICY
    assert (route.addresses, route.port) == (("127.0.0.1",), 8080)


NO_NAMES = ["a" * 64 + ".gov.cn", "a..gov.cn", ".gov.cn", ".".join(["a" * 63] * 4)]


@pytest.mark.parametrize("host", NO_NAMES)
async def test_what_no_name_server_can_be_asked_about_is_no_name(host: str) -> None:
    rule = ConnectTo.parse("::127.0.0.1:8080")

    with pytest.raises(RouteError) as refused:
        await Router(connect_to=[rule]).route(host, 443)

    assert refused.value.outcome is Outcome.DNS_FAIL


@pytest.mark.parametrize("host", ["a" * 63 + ".gov.cn", "www.example.gov.cn.", "a_b.cn", "[::1]"])
async def test_odd_names_that_name_servers_know_are_names(host: str) -> None:
    rule = ConnectTo.parse("::127.0.0.1:8080")

    assert (await Router(connect_to=[rule]).route(host, 443)).host == host


# --- name servers --------------------------------------------------------------------------------

PUBLIC = "203.0.114.7"
NAME = "www.example.gov.cn"


@pytest.fixture
def short_look_ups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.fleet.stacks.look_up._LOOKUP_SECONDS", 0.3)


async def refused(*sayings: Saying) -> RouteError:
    """Ask servers that say this of the name, in turn, and give what it came to."""
    async with AsyncExitStack() as stack:
        servers = [await stack.enter_async_context(DnsServer({NAME: one})) for one in sayings]
        with pytest.raises(RouteError) as err:
            await Router(servers=[server.address for server in servers]).route(NAME, 80)
    return err.value


@pytest.mark.network
async def test_addresses_come_from_the_named_servers() -> None:
    async with DnsServer({NAME: (PUBLIC, "2a00::7")}) as server:
        route = await Router(servers=[server.address]).route(NAME, 80)

    assert set(route.addresses) == {PUBLIC, "2a00::7"}
    assert set(server.questions) == {(NAME, "A"), (NAME, "AAAA")}


@pytest.mark.network
@pytest.mark.parametrize("count", [1, 2, 3])
async def test_a_name_is_missing_as_far_as_servers_say_so(count: int) -> None:
    sayings: list[Saying] = ["nxdomain"] * count

    err = await refused(*sayings)

    assert (err.outcome, err.name_servers) == (Outcome.DNS_NXDOMAIN, count)


ENDINGS: dict[str, tuple[tuple[Saying, ...], Outcome, int]] = {
    "one missing, one fails": (("nxdomain", "servfail"), Outcome.DNS_NXDOMAIN, 1),
    "one fails": (("servfail",), Outcome.DNS_FAIL, 0),
    "none answers": (("silence", "silence"), Outcome.DNS_FAIL, 0),
    "one silent, one missing": (("silence", "nxdomain"), Outcome.DNS_NXDOMAIN, 1),
    "a name without addresses": (((),), Outcome.DNS_FAIL, 0),
}


@pytest.mark.network
@pytest.mark.usefixtures("short_look_ups")
@pytest.mark.parametrize(("sayings", "outcome", "count"), ENDINGS.values(), ids=ENDINGS)
async def test_a_look_up_ends_in_one_word(
    sayings: tuple[Saying, ...], outcome: Outcome, count: int
) -> None:
    err = await refused(*sayings)

    assert (err.outcome, err.name_servers) == (outcome, count)
    assert NAME in err.reason


@pytest.mark.network
@pytest.mark.usefixtures("short_look_ups")
@pytest.mark.parametrize("first", ["nxdomain", "servfail", "silence"])
async def test_a_server_that_knows_the_name_decides(first: Saying) -> None:
    async with DnsServer({NAME: first}) as one, DnsServer({NAME: (PUBLIC,)}) as two:
        route = await Router(servers=[one.address, two.address]).route(NAME, 80)

    assert route.addresses == (PUBLIC,)


@pytest.mark.network
@pytest.mark.usefixtures("short_look_ups")
@pytest.mark.parametrize("broken", ["servfail", "silence"])
async def test_a_server_that_fails_on_ipv6_alone_still_gives_the_address(broken: Saying) -> None:
    async with DnsServer({NAME: (PUBLIC,), f"{NAME}/AAAA": broken}) as server:
        route = await Router(servers=[server.address]).route(NAME, 80)

    assert route.addresses == (PUBLIC,)


@pytest.mark.network
async def test_a_server_that_is_silent_on_ipv6_makes_no_visit_slow() -> None:
    async with DnsServer({NAME: (PUBLIC,), f"{NAME}/AAAA": "silence"}) as server:
        began = asyncio.get_running_loop().time()
        route = await Router(servers=[server.address]).route(NAME, 80)

    assert route.addresses == (PUBLIC,)
    assert asyncio.get_running_loop().time() - began < 2.0


@pytest.mark.network
@pytest.mark.usefixtures("short_look_ups")
@pytest.mark.parametrize("broken", ["servfail", "silence"])
async def test_addresses_of_ipv6_alone_are_asked_for_again_where_ipv4_was_not_told(
    broken: Saying,
) -> None:
    half = {NAME: ("2a00::7",), f"{NAME}/A": broken}
    async with DnsServer(half) as one, DnsServer({NAME: (PUBLIC, "2a00::7")}) as two:
        whole = await Router(servers=[one.address, two.address]).route(NAME, 80)
        router = Router(servers=[one.address])
        known = await router.route(NAME, 80)

    assert (set(whole.addresses), whole.half) == ({PUBLIC, "2a00::7"}, "")
    assert known.addresses == ("2a00::7",)
    assert "on IPv4" in known.half
    assert router.recall(NAME, 80) is None


@pytest.mark.network
async def test_a_host_of_ipv6_alone_is_known_whole() -> None:
    async with DnsServer({NAME: ("2a00::7",), f"{NAME}/A": ()}) as server:
        route = await Router(servers=[server.address]).route(NAME, 80)

    assert (route.addresses, route.half) == (("2a00::7",), "")


def test_a_name_server_cannot_make_us_knock_at_thousands_of_doors() -> None:
    v4 = tuple(f"203.0.114.{number}" for number in range(200))
    v6 = tuple(f"2a00::{number:x}" for number in range(200))

    chosen = interleaved((*v4, *v6))

    assert len(chosen) == MOST_ADDRESSES
    assert chosen[:2] == (v6[0], v4[0])


@pytest.mark.network
async def test_private_addresses_of_a_name_are_left_out() -> None:
    async with DnsServer({NAME: ("10.0.0.1", PUBLIC)}) as server:
        route = await Router(servers=[server.address]).route(NAME, 80)

    assert route.addresses == (PUBLIC,)


@pytest.mark.network
async def test_a_name_with_private_addresses_alone_is_refused() -> None:
    err = await refused(("10.0.0.1", "192.168.3.4"))

    assert err.outcome is Outcome.BLOCKED_BY_POLICY
    assert "10.0.0.1" in err.reason


@pytest.mark.network
async def test_a_rule_may_name_a_host_that_is_looked_up() -> None:
    rule = ConnectTo.parse(f"{NAME}:80:inner.example.gov.cn:8080")
    async with DnsServer({"inner.example.gov.cn": ("127.0.0.1",)}) as server:
        router = Router(servers=[server.address], connect_to=[rule])
        route = await router.route(NAME, 80)

    assert (route.host, route.addresses, route.port) == (NAME, ("127.0.0.1",), 8080)


@pytest.mark.network
@pytest.mark.parametrize("host", ["a" * 64 + ".gov.cn", "a..gov.cn", "xn--a.gov.cn"])
async def test_an_odd_name_is_an_outcome(host: str) -> None:
    async with DnsServer() as server:
        with pytest.raises(RouteError):
            await Router(servers=[server.address]).route(host, 80)


@pytest.mark.network
async def test_a_route_is_recalled_only_after_it_was_judged() -> None:
    async with DnsServer({NAME: (PUBLIC,)}) as server:
        router = Router(servers=[server.address])
        before = router.recall(NAME, 80)
        found = await router.route(NAME, 80)

    assert before is None
    assert router.recall(NAME, 80) == found
    assert router.recall(NAME, 8080) is None


@pytest.mark.parametrize("host", ["203.0.114.7", "[2a00::7]"])
async def test_an_address_needs_no_look_up(host: str) -> None:
    route = Router().recall(host, 80)

    assert route is not None
    assert (route.host, route.addresses, route.port) == (host, (host.strip("[]"),), 80)


async def test_an_address_that_needs_no_look_up_is_judged_all_the_same() -> None:
    router = Router(ports=("80",))

    assert router.recall("127.0.0.1", 80) is None
    assert router.recall("169.254.169.254", 80) is None
    assert router.recall("203.0.114.7", 22) is None
    with pytest.raises(RouteError, match="loopback"):
        await router.route("127.0.0.1", 80)


async def test_an_address_goes_where_a_rule_sends_it() -> None:
    router = Router(connect_to=[ConnectTo.parse("203.0.114.7:80:198.18.0.1:8080")])

    assert router.recall("203.0.114.7", 80) is None
    assert (await router.route("203.0.114.7", 80)).addresses == ("198.18.0.1",)
