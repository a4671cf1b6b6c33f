"""The hosts of badssl.com: a case of section B plays each that has an expectation."""

import json
from pathlib import Path

from testkit.hostile.case import Variant
from testkit.hostile.catalogue import section

PLAYED_BY = {
    "1000-sans": 24, "10000-sans": 24, "expired": 15, "incomplete-chain": 18, "revoked": 19,
    "self-signed": 17, "untrusted-root": 17, "wrong.host": 16, "captive-portal": 16,
    "no-common-name": 30, "no-subject": 30, "xn--n1aae7f7o": 30, "3des": 22, "null": 22, "rc4": 22,
    "rc4-md5": 22, "static-rsa": 22, "client-cert-missing": 25, "dh1024": 23, "dh480": 23,
    "dh512": 23, "dh-small-subgroup": 23, "dh-composite": 23, "ssl-v2": 21, "ssl-v3": 21,
    "tls-v1-0": 20, "tls-v1-1": 20, "tls-v1-2": 25, "mixed": 29, "mixed-script": 29, "very": 29,
    "upgrade": 29, "hsts": 19, "dsdtestprovider": 17, "edellroot": 17, "preact-cli": 17,
    "superfish": 17, "webpack-dev-server": 17,
}  # fmt: skip
NOT_PLAYED = {
    "reversed-chain": "OpenSSL puts the chain in order by itself",
    "sha1-2016": "the strict look refuses such digests by its security level (verify code 68)",
    "sha1-2017": "as sha1-2016",
    "sha1-intermediate": "as sha1-2016",
    "client": "we have no client certificate",
    "http": "plain HTTP: every other section",
}


def test_every_host_with_an_expectation_is_played_or_named(suites: Path) -> None:
    rows = json.loads((suites / "tls" / "badssl-hosts.json").read_text(encoding="utf-8"))
    judged = {
        row["host"].removesuffix(".badssl.com") for row in rows if row["classification"] is not None
    }

    assert judged - PLAYED_BY.keys() - NOT_PLAYED.keys() == set()


def test_the_cases_that_play_them_are_there() -> None:
    played = {
        case.number
        for case in section("B")
        if any(isinstance(variant, Variant) for variant in case.variants)
    }

    assert set(PLAYED_BY.values()) <= played
