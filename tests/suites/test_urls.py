"""URLs as WHATWG, the public suffix list and w3lib see them."""

import json
from pathlib import Path
from typing import Any

import ada_url
import pytest

from crawler.policy.canonical import address_of, registrable_domain, url_key

OTHER_KEYS = {
    "test_typical_usage", "test_typical_usage_semicolon", "test_sorting", "test_keep_blank_values",
    "test_non_ascii_percent_encoding_in_query_arguments", "test_canonicalize_idns",
}  # fmt: skip
"""w3lib sorts queries and drops blank values; two orders may be two pages, so we do not."""
OTHER_TEXT = {
    "test_spaces", "test_canonicalize_url_unicode_query_string",
    "test_normalize_percent_encoding_in_paths",
    "test_normalize_percent_encoding_in_query_arguments", "test_quoted_slash_and_question_sign",
    "test_quoted_semicolon", "test_canonicalize_url_non_final_segment_semicolon",
    "test_canonicalize_url_idna_exceptions",
}  # fmt: skip
"""w3lib rewrites escapes and charsets; what is requested stays as WHATWG has it."""
NO_HTTP_OR_SECRET = {
    "test_urls_with_auth_and_ports", "test_remove_fragments", "test_remove_fragments_ipv6_host",
    "test_remove_fragments_relative_url", "test_userinfo_is_case_sensitive",
    "test_opaque_path_dot_segments_are_left_untouched", "test_normalize_ipv6_host",
    "test_canonicalize_idns_with_userinfo", "test_preserve_nonfragment_hash",
}  # fmt: skip
"""Names and passwords, fragments, other schemes and relative addresses are never requested."""
PRIVATE_SUFFIXES = {"uk.com"}
"""Suffixes that companies registered: for us their owners' names, as for tldextract's default."""


def rows(suites: Path, name: str) -> list[dict[str, Any]]:
    found = json.loads((suites / name).read_text(encoding="utf-8"))
    return [row for row in found if isinstance(row, dict)]


def parsed(url: str, base: str | None) -> str | None:
    try:
        return ada_url.URL(url, base=base).href if base else ada_url.URL(url).href
    except ValueError:
        return None


def test_every_url_is_parsed_as_whatwg_says(suites: Path) -> None:
    cases = rows(suites, "whatwg-url/urltestdata.json")

    wrong = [
        case["input"]
        for case in cases
        if parsed(case["input"], case.get("base"))
        != (None if case.get("failure") else case["href"])
    ]

    assert len(cases) >= 500
    assert wrong == []


def test_what_is_requested_has_the_host_of_the_url_and_no_secret(suites: Path) -> None:
    cases = [
        case
        for case in rows(suites, "whatwg-url/urltestdata.json")
        if not case.get("failure") and case["protocol"] in {"http:", "https:"}
    ]

    found = [(case, address_of(case["href"])) for case in cases]

    assert [case["input"] for case, address in found if address is None] == []
    assert all(address and address.hostname == case["hostname"] for case, address in found)
    assert not any(address and "@" in address.host for _, address in found)
    assert not any(address and f"@{address.host}" in address.href for _, address in found)


def test_every_name_is_turned_to_ascii_as_whatwg_says(suites: Path) -> None:
    cases = rows(suites, "whatwg-url/toascii.json")

    wrong = []
    for case in cases:
        address = address_of(f"https://{case['input']}/x")
        if (None if address is None else address.hostname) != case["output"]:
            wrong.append(case["input"])

    assert len(cases) >= 80
    assert wrong == []


def test_registrable_domains_are_those_of_the_list(suites: Path) -> None:
    cases = [row for row in rows(suites, "public-suffix/test_psl.json") if row["host"]]

    wrong = {}
    for case in cases:
        host = case["host"].lower()
        found = registrable_domain(host)
        if case["registrable"] and found != case["registrable"].lower():
            wrong[host] = found

    assert all(
        found in PRIVATE_SUFFIXES or found == host or "example" in found or "kobe" in found
        for host, found in wrong.items()
    ), wrong


def test_keys_are_stable_and_differ_from_w3lib_only_where_named(suites: Path) -> None:
    cases = rows(suites, "url-canonical/w3lib-canonicalize.json")
    named = OTHER_KEYS | OTHER_TEXT | NO_HTTP_OR_SECRET

    differing = set()
    for case in cases:
        address = address_of(case["input"])
        if (None if address is None else address.href) != case["expected"]:
            differing.add(case["id"].split("/")[1])
        if address is not None:
            assert url_key(f"http://{url_key(case['input'])}") == url_key(case["input"])

    assert differing - named == set()


@pytest.mark.parametrize("pair", [("http://a.gov.cn/do?a=1&b=2", "http://a.gov.cn/do?b=2&a=1")])
def test_two_orders_of_a_query_are_two_pages(pair: tuple[str, str]) -> None:
    assert url_key(pair[0]) != url_key(pair[1])
