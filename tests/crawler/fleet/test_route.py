from ipaddress import ip_network

import pytest

from crawler.fleet.route import ConnectTo, RouteError, Router
from schema.types.errors import ConfigError
from schema.types.outcome import Outcome

FORMS = {
    "a.gov.cn:80:127.0.0.1:8080": ConnectTo(
        host="a.gov.cn", port=80, to_host="127.0.0.1", to_port=8080
    ),
    "::127.0.0.1:": ConnectTo(host="", port=None, to_host="127.0.0.1", to_port=None),
    "a.gov.cn::[::1]:8080": ConnectTo(host="a.gov.cn", port=None, to_host="::1", to_port=8080),
}


@pytest.mark.parametrize("text", FORMS)
def test_connect_to_is_read_as_curls(text: str) -> None:
    assert ConnectTo.parse(text) == FORMS[text]


@pytest.mark.parametrize("text", ["", "a:b", "a:80:b:99999999", "a:x:b:1", "a:1:b:2:c"])
def test_a_malformed_rule_is_said(text: str) -> None:
    with pytest.raises(ConfigError, match="HOST:PORT:ADDR:PORT"):
        ConnectTo.parse(text)


@pytest.mark.parametrize("text", ["dns.example", "1.1.1.1:x", ""])
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
