import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.policy.visit import conclude, counts_as, last_tries, second_tries
from schema.types.outcome import CountsAs, Outcome, PageClass
from schema.types.visit_table import Look


def look(
    outcome: Outcome = Outcome.OK,
    page_class: PageClass | None = PageClass.PAGE,
    status: int | None = 200,
    seconds: float = 0.3,
    name_servers: int = 0,
) -> Look:
    return Look(
        outcome=outcome,
        page_class=page_class,
        status=status,
        seconds=seconds,
        name_servers=name_servers,
    )


OPENED = {
    "page": look(),
    "whole page under 404": look(Outcome.HTTP_4XX, status=404),
    "whole page under 500": look(Outcome.HTTP_5XX, status=500),
    "needs a browser": look(page_class=PageClass.JS_REQUIRED),
    "moved": look(page_class=PageClass.MOVED),
    "exactly 15 s": look(seconds=15.0),
}
FAILED = {
    "over 15 s": look(seconds=15.1),
    "404 without a class": look(Outcome.HTTP_4XX, None, 404),
    "410 without a class": look(Outcome.HTTP_4XX, None, 410),
    "502 without a class": look(Outcome.HTTP_5XX, None, 502),
    "refused": look(Outcome.CONNECT_REFUSED, None, None),
    "connect timeout": look(Outcome.CONNECT_TIMEOUT, None, None, 15.0),
    "reset": look(Outcome.RESET, None, None),
    "header timeout": look(Outcome.HEADER_TIMEOUT, None, None, 20.0),
    "body timeout": look(Outcome.BODY_TIMEOUT, None, None, 20.0),
    "deadline": look(Outcome.DEADLINE, None, None, 20.0),
    "reset in the middle of a page": look(Outcome.RESET),
    "a few bytes until the deadline": look(Outcome.DEADLINE, PageClass.EMPTY, 200, 20.0),
    "redirect loop": look(Outcome.REDIRECT_LIMIT, None, 302),
    "name missing, two agree": look(Outcome.DNS_NXDOMAIN, None, None, name_servers=2),
}
UNDETERMINED = {
    "name missing, one says so": look(Outcome.DNS_NXDOMAIN, None, None, name_servers=1),
    "shield under 521": look(Outcome.HTTP_5XX, PageClass.CHALLENGE, 521),
    "shield under 412": look(Outcome.HTTP_4XX, PageClass.CHALLENGE, 412),
    "reset in the middle of a shield's page": look(Outcome.RESET, PageClass.CHALLENGE),
    "maintenance under 503": look(Outcome.HTTP_5XX, PageClass.MAINTENANCE, 503),
    "empty body": look(page_class=PageClass.EMPTY),
    "soft 404": look(page_class=PageClass.SOFT_404),
    "server's own page": look(page_class=PageClass.DEFAULT_PAGE),
    "no html": look(page_class=PageClass.NOT_HTML),
    "403": look(Outcome.HTTP_4XX, None, 403),
    "rate limited": look(Outcome.RATE_LIMITED, None, 429),
    "a number that is no status": look(Outcome.HTTP_5XX, None, 999),
    "503 with Retry-After": look(Outcome.RATE_LIMITED, None, 503),
    "asks a password": look(Outcome.AUTH_REQUIRED, None, 401),
    "look-up failed": look(Outcome.DNS_FAIL, None, None),
    "our look-up took 20 s": look(Outcome.DNS_FAIL, None, None, 20.0),
    "national cipher, late": look(Outcome.TLS_UNSUPPORTED, None, None, 16.0),
    "403, late": look(Outcome.HTTP_4XX, None, 403, 16.0),
    "national cipher": look(Outcome.TLS_UNSUPPORTED, None, None),
    "no route": look(Outcome.NO_ROUTE, None, None),
    "protocol error": look(Outcome.PROTOCOL_ERROR, None, None),
    "too large": look(Outcome.HEADERS_TOO_LARGE, None, None),
    "our own policy": look(Outcome.BLOCKED_BY_POLICY, None, None),
    "redirect to a private address": look(Outcome.REDIRECT_BLOCKED, None, 302),
}


@pytest.mark.parametrize("case", OPENED.values(), ids=OPENED)
def test_counts_as_opened(case: Look) -> None:
    assert counts_as(case) is CountsAs.OPENED


@pytest.mark.parametrize("case", FAILED.values(), ids=FAILED)
def test_counts_as_failed(case: Look) -> None:
    assert counts_as(case) is CountsAs.FAILED


@pytest.mark.parametrize("case", UNDETERMINED.values(), ids=UNDETERMINED)
def test_counts_as_undetermined(case: Look) -> None:
    assert counts_as(case) is CountsAs.UNDETERMINED


@pytest.mark.parametrize("page_class", [PageClass.CLOSED, PageClass.HIJACKED])
def test_goes_to_a_person(page_class: PageClass) -> None:
    assert counts_as(look(page_class=page_class)) is CountsAs.PERSON


def test_our_own_fault_is_void() -> None:
    assert counts_as(look(Outcome.OWN_FAULT, None, None)) is CountsAs.VOID


def test_a_visit_fails_only_if_all_tries_fail() -> None:
    failed = look(Outcome.RESET, None, None)

    assert conclude((failed, failed, failed)) is CountsAs.FAILED
    assert conclude((failed, look())) is CountsAs.OPENED
    assert conclude((failed, look(Outcome.DNS_FAIL, None, None))) is CountsAs.UNDETERMINED


def test_the_other_stack_repeats_the_registered_address() -> None:
    assert [one.stack for one in last_tries("http://a.gov.cn/")] == ["httpx"]
    assert {one.stack for one in second_tries("http://a.gov.cn/")} == {"aiohttp"}


looks = st.builds(
    look,
    st.sampled_from(Outcome),
    st.one_of(st.none(), st.sampled_from(PageClass)),
    st.sampled_from([None, 200, 403, 404, 500, 521]),
    st.floats(0, 40),
    st.integers(0, 3),
)


@given(st.lists(looks, min_size=1, max_size=4))
def test_one_opened_try_is_enough_and_failure_needs_all(tries: list[Look]) -> None:
    words = [counts_as(one) for one in tries]

    word = conclude(tuple(tries))

    assert (word is CountsAs.OPENED) == (CountsAs.OPENED in words)
    assert (word is CountsAs.FAILED) == (set(words) == {CountsAs.FAILED})


@given(looks)
def test_nothing_of_ours_ever_fails_a_site(one: Look) -> None:
    ours = {Outcome.OWN_FAULT, Outcome.BLOCKED_BY_POLICY, Outcome.ROBOTS_DISALLOWED}

    if one.outcome in ours and one.page_class is None and one.status is None and one.seconds <= 15:
        assert counts_as(one) is not CountsAs.FAILED
