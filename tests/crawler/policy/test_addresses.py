from ipaddress import ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.policy.addresses import refusal

REFUSED = [
    "127.0.0.1", "127.255.255.254", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254",
    "100.64.0.1", "0.0.0.0", "255.255.255.255", "224.0.0.1", "192.0.2.1", "198.18.0.1", "240.0.0.1",
    "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1", "::ffff:127.0.0.1",
    "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "::7f00:1", "2001:db8::1", "no address",
]  # fmt: skip
ALLOWED = ["1.1.1.1", "223.5.5.5", "2400:3200::1", "::ffff:223.5.5.5", "64:ff9b::df05:505"]


@pytest.mark.parametrize("address", REFUSED)
def test_an_address_that_is_not_public_is_refused(address: str) -> None:
    assert refusal(address) is not None


@pytest.mark.parametrize("address", ALLOWED)
def test_a_public_address_may_be_reached(address: str) -> None:
    assert refusal(address) is None


@pytest.mark.parametrize("address", ["127.0.0.9", "::ffff:127.0.0.9"])
def test_the_setting_permits_a_network_in_every_form(address: str) -> None:
    assert refusal(address, [ip_network("127.0.0.0/8")]) is None


def test_a_permitted_network_permits_no_other() -> None:
    assert refusal("10.0.0.1", [ip_network("127.0.0.0/8")]) is not None


@given(st.ip_addresses(v=4))
def test_a_mapped_address_is_judged_as_what_it_carries(address: object) -> None:
    plain = str(address)

    mapped = str(ip_address(f"::ffff:{plain}"))

    assert (refusal(mapped) is None) == (refusal(plain) is None)
