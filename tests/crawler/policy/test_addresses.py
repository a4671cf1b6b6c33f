from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, ip_network

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from crawler.policy.addresses import is_listed, refusal

REFUSED = [
    "127.0.0.1", "127.255.255.254", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254",
    "100.64.0.1", "0.0.0.0", "255.255.255.255", "224.0.0.1", "192.0.2.1", "198.18.0.1", "240.0.0.1",
    "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1", "2001:db8::1",
    "no address",
    # special ranges that `is_global` takes for public in some version of Python
    "192.0.0.1", "192.0.0.9", "192.0.0.170", "192.0.0.192", "192.88.99.1", "198.51.100.1",
    "198.19.255.255", "203.0.113.1", "fec0::1", "3fff::1", "2001:2::1", "2001:10::1", "2001:20::1",
    "2001:1::1", "100::1", "5f00::1",
    # nobody was given these
    "200::1", "400::1", "1fff::1", "4000::1", "6000::1", "8000::1", "a000::1", "c000::1", "e000::1",
    # metadata of clouds, the last a public address
    "169.254.170.2", "100.100.100.200", "168.63.129.16", "fd00:ec2::254",
    # translations and tunnels
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:168.63.129.16", "::7f00:1", "::a9fe:a9fe",
    "::ffff:0:127.0.0.1", "::ffff:0:169.254.169.254", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::", "64:ff9b:1::7f00:1", "64:ff9b:1::a9fe:a9fe",  # in the form of a /96
    "64:ff9b:1:a9fe:a9:fe00::", "64:ff9b:1:a9fe:a9:fe00:101:101",  # of a /48
    "64:ff9b:1:aa:fe:a9fe::", "64:ff9b:1:7f:0:1::",  # of a /56
    "64:ff9b:1:0:a9:fea9:fe00:0", "64:ff9b:1:5:a:0:100:0",  # of a /64
    "2002:7f00:1::", "2002:a9fe:a9fe::1",
    "2001:0:df05:505:0:ffff:8000:fffe",  # Teredo: its client is 127.0.0.1
    "2001:0:7f00:1:0:ffff:20fa:fafa",  # its server is
]  # fmt: skip
ALLOWED = [
    "1.1.1.1", "223.5.5.5", "168.63.129.17", "2400:3200::1", "2001:da8::1", "2001:250::1",
    "2a00::1", "::ffff:223.5.5.5", "::ffff:0:223.5.5.5", "64:ff9b::df05:505",
    "64:ff9b:1::df05:505", "64:ff9b:1:df05:5:500::", "2002:df05:505::1",
    "2001:0:df05:505:0:ffff:20fa:fafa",
]  # fmt: skip
METADATA = [
    "169.254.169.254", "169.254.170.2", "100.100.100.200", "168.63.129.16", "192.0.0.192",
    "fd00:ec2::254",
]  # fmt: skip
ALL = [ip_network("0.0.0.0/0"), ip_network("::/0")]


def nat64(place: str) -> Callable[[int], int]:
    """Give the form of a local NAT64 prefix: `x` are the digits of the address (RFC 6052)."""

    def carry(number: int) -> int:
        digits = iter(f"{number:08x}")
        filled = "".join(next(digits) if one == "x" else one for one in place)
        return int(filled, 16)

    return carry


FORMS: dict[str, Callable[[int], int]] = {
    "mapped": lambda v4: 0xFFFF << 32 | v4,
    "compatible": lambda v4: v4,
    "SIIT": lambda v4: 0xFFFF << 48 | v4,
    "NAT64": lambda v4: 0x64FF9B << 96 | v4,
    "local NAT64 /48": nat64("0064ff9b0001" + "xxxx00xxxx0000000000"),
    "local NAT64 /56": nat64("0064ff9b000100" + "xx00xxxxxx00000000"),
    "local NAT64 /64": nat64("0064ff9b00010000" + "00xxxxxxxx000000"),
    "local NAT64 /96": nat64("0064ff9b0001" + "000000000000" + "xxxxxxxx"),
    "6to4": lambda v4: 0x2002 << 112 | v4 << 80 | 1,
    "Teredo client": lambda v4: 0x20010000DF050505 << 64 | (v4 ^ 0xFFFFFFFF),
    "Teredo server": lambda v4: 0x20010000 << 96 | v4 << 64 | 0x20FAFAFA,
}


@pytest.mark.parametrize("address", REFUSED)
def test_an_address_that_is_not_public_is_refused(address: str) -> None:
    assert refusal(address) is not None


@pytest.mark.parametrize("address", ALLOWED)
def test_a_public_address_may_be_reached(address: str) -> None:
    assert refusal(address) is None


@pytest.mark.parametrize("address", ["127.0.0.9", "::ffff:127.0.0.9", "::ffff:0:127.0.0.9"])
def test_the_setting_permits_a_network_in_every_form(address: str) -> None:
    assert refusal(address, [ip_network("127.0.0.0/8")]) is None
    assert is_listed(address, [ip_network("127.0.0.0/8")])


def test_a_permitted_network_permits_no_other() -> None:
    assert refusal("10.0.0.1", [ip_network("127.0.0.0/8")]) is not None


def test_both_ends_of_a_tunnel_must_be_permitted() -> None:
    both = "2001:0:a00:1:0:ffff:80ff:fffe"  # the server is 10.0.0.1, the client 127.0.0.1

    assert not is_listed(both, [ip_network("10.0.0.0/8")])
    assert refusal(both, [ip_network("10.0.0.0/8")]) is not None
    assert refusal(both, [ip_network("10.0.0.0/8"), ip_network("127.0.0.0/8")]) is None


@pytest.mark.parametrize("address", METADATA)
def test_no_wide_network_permits_the_metadata_of_a_cloud(address: str) -> None:
    around = ip_network(f"{address}/{24 if '.' in address else 64}", strict=False)

    assert "metadata" in (refusal(address, ALL) or "")
    assert "metadata" in (refusal(address, [around]) or "")


@pytest.mark.parametrize("address", METADATA)
def test_an_entry_that_names_it_permits_the_metadata_of_a_cloud(address: str) -> None:
    assert refusal(address, [ip_network(address)]) is None


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_no_form_hides_the_metadata_of_a_cloud(form: Callable[[int], int]) -> None:
    for address in METADATA[:5]:
        hidden = str(IPv6Address(form(int(IPv4Address(address)))))
        assert refusal(hidden) is not None
        assert "metadata" in (refusal(hidden, ALL) or "")


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@given(st.ip_addresses(v=4))
def test_a_carried_address_is_never_reached_where_it_is_refused_plain(
    form: Callable[[int], int], plain: IPv4Address
) -> None:
    assume(int(plain) >> 24)  # what begins with 0 leads nowhere, in no form
    carrier = str(IPv6Address(form(int(plain))))

    if refusal(str(plain)) is not None:
        assert refusal(carrier) is not None


@given(st.ip_addresses(v=4).filter(lambda ip: int(ip) > 1))
def test_a_mapped_address_is_judged_as_what_it_carries(plain: IPv4Address) -> None:
    for form in ("mapped", "SIIT", "NAT64", "compatible", "6to4"):
        carrier = str(IPv6Address(FORMS[form](int(plain))))
        assert (refusal(carrier) is None) == (refusal(str(plain)) is None), form


@given(st.ip_addresses(v=6))
def test_ipv6_is_reached_only_where_it_is_public_or_carries_what_is(ip: IPv6Address) -> None:
    if refusal(str(ip)) is None:
        prefixes = ("2000::/3", "::/64", "64:ff9b::/96", "64:ff9b:1::/48")
        assert any(ip in ip_network(text) for text in prefixes)
