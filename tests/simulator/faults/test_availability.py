"""What keeps a site from opening shows on the wire and leaves its neighbours alone."""

import asyncio
import ssl
import time
from datetime import timedelta
from typing import Any

import dns.asyncquery
import dns.exception
import dns.message
import dns.rcode
import pytest

from simulator.aliases import alias
from simulator.faults.availability import FLAPS, SLOW_SECONDS, hours_down
from simulator.tls import root_pem
from simulator.truth import truth
from simulator.world import address_of

HOUR = timedelta(hours=1)


def trusting() -> ssl.SSLContext:
    return ssl.create_default_context(cadata=root_pem().decode())


async def lookup(port: int, name: str, patience: float = 2) -> dns.message.Message:
    query = dns.message.make_query(name, "A")
    return await dns.asyncquery.udp(query, "127.0.0.1", port=port, timeout=patience)


@pytest.mark.parametrize(
    ("fault", "code"), [("A-DNS-NX", "NXDOMAIN"), ("A-DNS-SERVFAIL", "SERVFAIL")]
)
async def test_a_name_server_says_why_it_has_no_address(
    province: Any, fault: str, code: str
) -> None:
    answer = await lookup(province.names, province.carrier(fault).host)

    assert answer.rcode() == dns.rcode.from_text(code)
    assert not answer.answer


async def test_a_silent_name_server_answers_for_other_names(province: Any) -> None:
    with pytest.raises(dns.exception.Timeout):
        await lookup(province.names, province.carrier("A-DNS-TIMEOUT").host, patience=0.2)

    assert (await lookup(province.names, province.neighbour.host)).answer


@pytest.mark.parametrize("fault", ["A-REFUSED", "A-RESET"])
async def test_a_reset_comes_as_a_reset(province: Any, fault: str) -> None:
    with pytest.raises(ConnectionResetError):
        await province.fetch(province.carrier(fault))


async def test_a_refusing_site_resets_before_anything_is_asked(province: Any) -> None:
    site = province.carrier("A-REFUSED")
    reader, writer = await asyncio.open_connection(str(address_of(site.number)), province.plain)

    with pytest.raises(ConnectionResetError):
        await reader.readexactly(1)
    writer.close()


async def test_a_connection_is_taken_and_never_answered(province: Any) -> None:
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(province.fetch(province.carrier("A-TIMEOUT-CONNECT")), 0.2)


async def test_a_body_stalls_behind_its_first_bytes(province: Any) -> None:
    site = province.carrier("A-TIMEOUT-BODY")

    begun = await province.fetch(site, limit=20)

    assert begun.status == 200
    whole = int(begun.headers["content-length"])
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(province.fetch(site, limit=whole), 0.2)


async def test_a_reset_comes_in_the_middle_of_the_body(province: Any) -> None:
    site = province.carrier("A-RESET")

    begun = await province.fetch(site, limit=20)

    assert len(begun.body) == 20
    with pytest.raises(ConnectionResetError):
        await province.fetch(site, limit=int(begun.headers["content-length"]))


async def test_a_steady_error_stands_on_every_address(province: Any) -> None:
    site = province.carrier("A-5XX")

    assert [(await province.fetch(site, path)).status for path in ("/", "/x")] == [500, 500]


@pytest.mark.parametrize("latency", [0.01])
async def test_a_slow_site_sends_its_first_byte_late(province: Any, latency: float) -> None:
    began = time.monotonic()

    page = await province.fetch(province.carrier("A-SLOW"))

    assert page.status == 200
    assert time.monotonic() - began >= SLOW_SECONDS * latency


@pytest.mark.parametrize("latency", [0.002])
async def test_a_dripping_site_sends_byte_after_byte(province: Any, latency: float) -> None:
    began = time.monotonic()

    await province.fetch(province.carrier("A-DRIP"), limit=100)

    assert time.monotonic() - began >= 99 * latency


@pytest.mark.parametrize("fault", ["A-FLAP", "A-NIGHTLY-WINDOW"])
async def test_outages_follow_the_clock_of_the_province(province: Any, fault: str) -> None:
    site = province.carrier(fault)
    wanted = hours_down(site) if fault == "A-FLAP" else {2}

    down = set()
    for _ in range(24):
        try:
            await province.fetch(site)
        except ConnectionResetError:
            down.add(province.world.moment.hour)
        province.world.moment += HOUR

    assert down == wanted


def test_a_flapping_site_is_up_at_noon_and_down_as_often_as_planned(province: Any) -> None:
    site = province.carrier("A-FLAP")

    assert 12 not in hours_down(site)
    assert len(hours_down(site)) in FLAPS


async def test_only_https_opens_where_http_is_registered(province: Any) -> None:
    site = province.carrier("A-HTTPS-ONLY")

    assert (await province.fetch(site, tls=trusting())).status == 200
    with pytest.raises(ConnectionResetError):
        await province.fetch(site)
    assert truth(site)["url"].startswith("http://")


async def test_only_http_opens_where_https_is_registered(province: Any) -> None:
    site = province.carrier("A-HTTP-ONLY")

    assert (await province.fetch(site)).status == 200
    with pytest.raises((ssl.SSLError, ConnectionError)):
        await province.fetch(site, tls=trusting())
    assert truth(site)["url"].startswith("https://")


async def test_only_the_www_twin_of_the_registered_name_opens(province: Any) -> None:
    site = province.carrier("A-WWW-ONLY")
    twin = alias(site.host, "www")

    known, other = await lookup(province.names, twin), await lookup(province.names, site.host)

    assert known.answer[0].to_rdataset() == other.answer[0].to_rdataset()
    assert (await province.fetch(site, host=twin)).status == 200
    with pytest.raises(ConnectionResetError):
        await province.fetch(site)
    assert all(f"//{twin}/" in column["url"] for column in truth(site)["columns"])


async def test_a_neighbours_twin_has_no_address(province: Any) -> None:
    answer = await lookup(province.names, alias(province.neighbour.host, "www"))

    assert answer.rcode() == dns.rcode.NXDOMAIN


async def test_redirects_lead_to_and_fro(province: Any) -> None:
    site = province.carrier("A-REDIRECT-LOOP")

    first = await province.fetch(site)
    second = await province.fetch(site, first.headers["location"])

    assert (first.status, second.status) == (302, 302)
    assert second.headers["location"] == "/"


@pytest.mark.parametrize(
    ("fault", "word"),
    [
        ("A-DNS-NX", "failed"),
        ("A-DNS-SERVFAIL", "undetermined"),
        ("A-DNS-TIMEOUT", "undetermined"),
        ("A-REFUSED", "failed"),
        ("A-TIMEOUT-CONNECT", "failed"),
        ("A-TIMEOUT-BODY", "failed"),
        ("A-RESET", "failed"),
        ("A-5XX", "failed"),
        ("A-SLOW", "failed"),
        ("A-DRIP", "failed"),
        ("A-REDIRECT-LOOP", "failed"),
    ],
)
def test_what_never_opens_tells_nothing_of_its_columns(
    province: Any, fault: str, word: str
) -> None:
    record = truth(province.carrier(fault))

    assert record["visit"]["counts_as"] == word
    assert {column["list"] for column in record["columns"]} == {"unreadable"}
    assert {record["items"][item]["verdict"] for item in ("V2", "V3a", "V3b", "V3c", "V5")} == {
        "UNDETERMINED"
    }


@pytest.mark.parametrize(
    ("fault", "defects"),
    [
        ("A-FLAP", []),
        ("A-NIGHTLY-WINDOW", []),
        ("A-HTTPS-ONLY", ["registered_url_wrong"]),
        ("A-HTTP-ONLY", ["registered_url_wrong"]),
        ("A-WWW-ONLY", ["registered_url_wrong"]),
    ],
)
def test_what_opens_in_the_end_is_judged_by_its_pages(
    province: Any, fault: str, defects: list[str]
) -> None:
    record = truth(province.carrier(fault))

    assert record["visit"]["counts_as"] == "opened"
    assert record["visit"]["defects"] == defects
    assert {record["items"][item]["verdict"] for item in ("V2", "V3a", "V3b", "V3c", "V5")} == {
        "PASS"
    }
