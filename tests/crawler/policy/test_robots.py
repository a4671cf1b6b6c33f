import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.policy.robots import read_robots
from schema.types.capture import Page
from schema.types.outcome import Outcome

AT = datetime(2026, 11, 23, tzinfo=UTC)
URL = "http://a.gov.cn/robots.txt"
PAGE = "http://a.gov.cn/admin/x"
OTHER = "http://a.gov.cn/tzgg/"
RULES = "User-agent: *\nDisallow: /admin/\n"
HELD = [
    (Outcome.HTTP_5XX, 500),
    (Outcome.HTTP_5XX, 503),
    (Outcome.RATE_LIMITED, 429),
    (Outcome.RATE_LIMITED, None),
    (Outcome.DNS_FAIL, None),
    (Outcome.DNS_NXDOMAIN, None),
    (Outcome.CONNECT_REFUSED, None),
    (Outcome.CONNECT_TIMEOUT, None),
    (Outcome.HEADER_TIMEOUT, None),
    (Outcome.BODY_TIMEOUT, None),
    (Outcome.DEADLINE, None),
    (Outcome.RESET, None),
    (Outcome.TLS_UNSUPPORTED, None),
    (Outcome.PROTOCOL_ERROR, None),
    (Outcome.OWN_FAULT, None),
]
ALLOWED = [
    (Outcome.HTTP_4XX, 404),
    (Outcome.HTTP_4XX, 403),
    (Outcome.AUTH_REQUIRED, 401),
    (Outcome.REDIRECT_LIMIT, 302),
    (Outcome.REDIRECT_BLOCKED, 302),
]


def robots(body: str | bytes = "", outcome: Outcome = Outcome.OK, status: int | None = 200) -> Page:
    data = body.encode() if isinstance(body, str) else body
    return Page(
        url=URL, final_url=URL, outcome=outcome, reason="", fetched_at=AT, status=status, body=data
    )


def test_a_disallowed_path_is_refused_and_others_are_not() -> None:
    rules = read_robots(robots(RULES))

    assert not rules.allows(PAGE)
    assert rules.allows(OTHER)


def test_a_group_for_us_by_name_counts_before_the_general_one() -> None:
    rules = read_robots(robots("User-agent: *\nDisallow: /\n\nUser-agent: pucha\nDisallow:\n"))

    assert rules.allows(OTHER)


def test_crawl_delay_is_read() -> None:
    assert read_robots(robots("User-agent: *\nCrawl-delay: 3\n")).crawl_delay == 3.0


@pytest.mark.parametrize("value", ["nan", "inf", "-1", "soon", ""])
def test_a_crawl_delay_that_is_no_length_of_time_is_none(value: str) -> None:
    text = f"User-agent: *\nCrawl-delay: {value}\nDisallow: /admin/\n"

    assert read_robots(robots(text)).crawl_delay is None


@pytest.mark.parametrize(("outcome", "status"), ALLOWED)
def test_a_robots_txt_that_is_not_there_allows_everything(outcome: Outcome, status: int) -> None:
    assert read_robots(robots("User-agent: *\nDisallow: /", outcome, status)).allows(PAGE)


@pytest.mark.parametrize(("outcome", "status"), HELD)
def test_a_robots_txt_that_cannot_be_had_holds_the_crawl(
    outcome: Outcome, status: int | None
) -> None:
    rules = read_robots(robots("", outcome, status))

    assert not rules.allows(OTHER)
    assert "RFC 9309" in (rules.refusal(OTHER) or "")


@pytest.mark.parametrize("mark", ["", "\ufeff", " \r\n"], ids=["bare", "mark", "blank"])
def test_a_page_in_place_of_robots_txt_forbids_nothing_and_is_noted(mark: str) -> None:
    rules = read_robots(robots(f"{mark}<html><body>User-agent: *\nDisallow: /</body>"))

    assert rules.allows(PAGE)
    assert rules.note is not None


ODD = {
    "UTF-8 mark": b"\xef\xbb\xbf" + RULES.encode(),
    "UTF-16": b"\xff\xfe" + RULES.encode("utf-16-le"),
    "UTF-16, no mark": RULES.encode("utf-16-le"),
    "CR only": RULES.replace("\n", "\r").encode(),
    "CR LF": RULES.replace("\n", "\r\n").encode(),
    "NUL between lines": RULES.replace("\n", "\n\0").encode(),
    "GBK comment": "# 禁止抓取\n".encode("gbk") + RULES.encode(),
    "lone bytes": b"\xff\xfe\xfd comment\n"[2:] + RULES.encode(),
}


@pytest.mark.parametrize("body", ODD.values(), ids=ODD)
def test_odd_bytes_change_no_verdict(body: bytes) -> None:
    rules = read_robots(robots(body))

    assert not rules.allows(PAGE)
    assert rules.allows(OTHER)


def test_what_came_of_a_cut_file_counts() -> None:
    assert not read_robots(robots(RULES, Outcome.OK_TRUNCATED)).allows(PAGE)


def test_a_rule_that_the_limit_cuts_in_two_does_not_count() -> None:
    filler = "# " + "x" * 100 + "\n"
    room = 512 * 1024 - len("User-agent: *\n") - len("Disallow: /a")
    text = "User-agent: *\n" + (filler * (room // len(filler) + 1))[: room - 1] + "\n"

    rules = read_robots(robots(text + "Disallow: /admin/\n"))

    assert rules.allows("http://a.gov.cn/anything")


def test_of_a_giant_file_only_the_first_half_mebibyte_is_read() -> None:
    lines = "".join(f"Disallow: /a{n}/*/b*c$\n" for n in range(60_000))
    page = robots("User-agent: *\n" + lines + "Disallow: /*\n")

    rules = read_robots(page)

    assert len(page.body) > 1_400_000
    assert rules.allows(OTHER)
    assert not rules.allows("http://a.gov.cn/a0/x/byc")


@given(st.binary(max_size=400))
def test_no_bytes_raise(body: bytes) -> None:
    read_robots(robots(body)).allows(OTHER)


FETCHED: dict[str, tuple[Page, bool]] = {
    "200": (robots(RULES), False),
    "200-html": (robots("<html>User-agent: *\nDisallow: /"), True),
    "redirect-5": (robots(RULES), False),
    "redirect-6": (robots("", Outcome.REDIRECT_LIMIT, 302), True),
    "404": (robots("", Outcome.HTTP_4XX, 404), True),
    "403": (robots("", Outcome.HTTP_4XX, 403), True),
    "429": (robots("", Outcome.RATE_LIMITED, 429), False),
    "500": (robots("", Outcome.HTTP_5XX, 500), False),
    "dns": (robots("", Outcome.DNS_FAIL, None), False),
    "500KiB": (robots(RULES + "# x\n" * 200_000), False),
    "bom": (robots("\ufeff" + RULES.replace("\n", "\r") + "\0"), False),
}
NOT_KEPT = {"cache"}
"""Robots files are asked for once a survey and not kept beyond it: none is ever 24 hours old."""


def test_the_suite_of_fetch_outcomes_is_covered_case_by_case(suites: Path) -> None:
    text = (suites / "robots" / "fetch-outcomes.json").read_text(encoding="utf-8")

    assert {case["id"] for case in json.loads(text)} == set(FETCHED) | NOT_KEPT


@pytest.mark.parametrize("case", FETCHED)
def test_the_answers_of_the_suite_of_fetch_outcomes(case: str) -> None:
    page, allowed = FETCHED[case]

    assert read_robots(page).allows(PAGE) is allowed
