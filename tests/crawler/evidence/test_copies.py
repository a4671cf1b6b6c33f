"""When a known copy may stand for a page, and when it must not."""

import hashlib
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.evidence.copies import (
    has_the_same_body,
    is_rechecked,
    is_too_old,
    may_be_known,
    restored,
    validator_lied,
    validators_of,
    whole_copy,
    without_validators,
)
from crawler.evidence.warc import build_record, record_name
from schema.types.capture import Exchange, Page, Request
from schema.types.evidence import RecordRef
from schema.types.outcome import Outcome
from schema.types.page_copy import PageCopy
from testkit.facts import AT, HOME
from testkit.pages import make_page

URL = f"{HOME}tzgg/"
BODY = b"<p>body</p>"
HEAD = b"HTTP/1.1 200 OK\r\n\r\n"
PLACE = RecordRef(segment="1/1.warc.gz", offset=10, length=20)
LIST = Request(url=URL, purpose="list")


def came(body: bytes = BODY, *, url: str = URL, etag: str = '"1"', **changes: Any) -> Page:
    one = Exchange(url=url, ip=None, at=AT, request=b"", head=HEAD, body=body, complete=True)
    values = {"headers": (("etag", etag),), "exchanges": (one,)}
    return make_page(url, body, **{**values, **changes})


def kept(page: Page, request: Request = LIST, known: PageCopy | None = None) -> PageCopy | None:
    block = HEAD + page.exchanges[-1].body
    record = build_record(
        "response",
        record_id=record_name(bytes(16)),
        at=AT,
        block=block,
        content_type="x",
        payload_start=len(HEAD),
    )
    return whole_copy(request, page, record, PLACE, known)


def copy_of(page: Page) -> PageCopy:
    found = kept(page)
    assert found is not None
    return found


COPY = copy_of(came())


def test_a_whole_page_leaves_a_copy() -> None:
    assert COPY.url == URL
    assert (COPY.etag, COPY.last_modified) == ('"1"', None)
    assert COPY.sha256 == hashlib.sha256(BODY).hexdigest()
    assert COPY.record == PLACE
    assert validators_of(COPY) == (("If-None-Match", '"1"'),)


CUT = Exchange(url=URL, ip=None, at=AT, request=b"", head=HEAD, body=BODY, complete=False)
NO_COPY = {
    "a visit": (Request(url=HOME, purpose="visit"), came(url=HOME)),
    "robots.txt": (Request(url=URL, purpose="robots"), came()),
    "a form": (Request(url=URL, purpose="list", method="POST"), came()),
    "a redirect": (LIST, came(final_url=f"{URL}b", redirects=(f"{URL}b",))),
    "a failure": (LIST, came(status=404)),
    "a cut": (LIST, came(exchanges=(CUT,))),
    "a truncated one": (LIST, came(outcome=Outcome.OK_TRUNCATED)),
    "an empty one": (LIST, came(b"")),
    "none": (LIST, came(exchanges=())),
}


@pytest.mark.parametrize(("request_", "page"), NO_COPY.values(), ids=NO_COPY)
def test_what_stands_for_itself_or_came_in_part_leaves_none(request_: Request, page: Page) -> None:
    found = None if not page.exchanges else kept(page, request_)

    assert found is None


def test_a_revisit_leaves_the_copy_that_it_points_at_with_new_validators() -> None:
    found = kept(came(etag='"2"'), known=COPY)

    assert found == replace(COPY, etag='"2"')


def test_the_same_bytes_are_known_again() -> None:
    assert has_the_same_body(came(etag='"2"'), COPY)
    assert not has_the_same_body(came(b"other"), COPY)
    assert not has_the_same_body(came(final_url=HOME, redirects=(HOME,)), COPY)


def test_another_page_under_the_same_validator_is_a_lie() -> None:
    assert validator_lied(came(b"other"), COPY)
    assert not validator_lied(came(b"other", etag='"2"'), COPY)
    assert not validator_lied(came(), COPY)
    assert not validator_lied(came(b"other", headers=()), replace(COPY, etag=None))


def test_a_liar_is_asked_no_conditions() -> None:
    assert [validators_of(one) for one in without_validators([COPY])] == [()]


def test_an_unchanged_page_reads_as_if_it_had_come_whole() -> None:
    headers = (("content-type", "text/html"),)
    unchanged = replace(came(b"", status=304), outcome=Outcome.NOT_MODIFIED)

    page = restored(unchanged, COPY, headers, BODY)

    assert (page.outcome, page.status, page.body) == (Outcome.OK, 200, BODY)
    assert (page.headers, page.sha256) == (headers, COPY.sha256)
    assert page.exchanges == unchanged.exchanges
    assert page.reason == "not modified since 2026-11-23T04:00:00+00:00"


@pytest.mark.parametrize(("days", "old"), [(6, False), (7, False), (8, True)])
def test_a_copy_is_believed_for_some_days(days: int, *, old: bool) -> None:
    assert is_too_old(COPY, AT + timedelta(days=days), 7.0) is old


def test_the_homepage_is_never_known() -> None:
    assert not may_be_known(Request(url=HOME, purpose="visit"))
    assert may_be_known(LIST)


@given(st.text(max_size=50), st.integers(0, 100))
def test_the_draw_is_the_same_each_time(url: str, sweep: int) -> None:
    assert is_rechecked(url, str(sweep), 0.5) is is_rechecked(url, str(sweep), 0.5)
    assert not is_rechecked(url, str(sweep), 0.0)
    assert is_rechecked(url, str(sweep), 1.0)


def test_about_as_many_are_drawn_as_the_share_says_and_others_each_sweep() -> None:
    urls = [f"{HOME}{n}" for n in range(20_000)]
    first, second = ({url for url in urls if is_rechecked(url, s, 0.02)} for s in ("1", "2"))

    assert 300 < len(first) < 500
    assert len(first & second) < 50
