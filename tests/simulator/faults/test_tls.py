"""Sites with faulty certificates and handshakes are read by who looks without trusting."""

import ssl
import warnings
from typing import Any

import pytest

from simulator.tls import root_pem
from simulator.truth import truth

DEFECTS = {
    "T-EXPIRED": "tls_expired",
    "T-NAME": "tls_name_mismatch",
    "T-CHAIN": "tls_incomplete_chain",
    "T-SELF": "tls_untrusted",
    "T-OLD": "tls_protocol_too_old",
    "T-WEAKDH": "tls_weak",
}


def trusting() -> ssl.SSLContext:
    return ssl.create_default_context(cadata=root_pem().decode())


def relaxed() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = ssl.TLSVersion.TLSv1
    context.set_ciphers("ALL:@SECLEVEL=0")
    return context


@pytest.mark.parametrize("fault", DEFECTS)
async def test_only_a_look_without_trust_reads_the_page(province: Any, fault: str) -> None:
    site = province.carrier(fault)

    with pytest.raises((ssl.SSLError, ConnectionError)):
        await province.fetch(site, tls=trusting())
    assert (await province.fetch(site, tls=relaxed())).status == 200


async def test_the_national_ciphers_agree_with_no_stock_library(province: Any) -> None:
    with pytest.raises((ssl.SSLError, ConnectionError)):
        await province.fetch(province.carrier("T-GM-ONLY"), tls=relaxed())


@pytest.mark.parametrize("fault", [*DEFECTS, "T-GM-ONLY"])
async def test_the_plain_port_leads_to_https(province: Any, fault: str) -> None:
    site = province.carrier(fault)

    answer = await province.fetch(site, "/a/?b=1")

    assert answer.status == 301
    assert answer.headers["location"] == f"https://{site.host}/a/?b=1"


async def test_a_site_registered_with_http_has_no_https(province: Any) -> None:
    with pytest.raises((ssl.SSLError, ConnectionError)):
        await province.fetch(province.neighbour, tls=relaxed())


@pytest.mark.parametrize("fault", DEFECTS)
def test_a_faulty_certificate_is_a_defect_and_never_down(province: Any, fault: str) -> None:
    record = truth(province.carrier(fault))

    assert record["url"].startswith("https://")
    assert record["visit"]["counts_as"] == "opened"
    assert record["visit"]["defects"] == [DEFECTS[fault]]
    assert record["items"]["V2"]["verdict"] == "PASS"


def test_the_national_ciphers_leave_the_visit_undetermined(province: Any) -> None:
    record = truth(province.carrier("T-GM-ONLY"))

    assert record["visit"]["counts_as"] == "undetermined"
    assert record["items"]["V2"]["verdict"] == "UNDETERMINED"
