"""Bodies of many gzip members cost no more than those of one."""

import gzip
import time

import pytest

from crawler.extract.text.content_coding import Decoded
from crawler.fleet.stacks.decoding import MOST_MEMBERS, decode

ONE = gzip.compress(b"<p>page")
EMPTY = gzip.compress(b"")
LIMIT = 1 << 20


@pytest.mark.parametrize("members", [1, 2, MOST_MEMBERS])
def test_a_few_members_are_one_page(members: int) -> None:
    assert decode(ONE * members, "gzip", LIMIT) == (b"<p>page" * members, Decoded.WHOLE)


@pytest.mark.parametrize("encoding", ["gzip", None])
def test_what_stands_behind_too_many_members_is_cut_off(encoding: str | None) -> None:
    found = decode(ONE * (MOST_MEMBERS + 1), encoding, LIMIT)

    assert found == (b"<p>page" * MOST_MEMBERS, Decoded.CUT)


def test_megabytes_of_empty_members_take_no_time() -> None:
    body = EMPTY * (8 * LIMIT // len(EMPTY))
    began = time.process_time()

    found, _ = decode(body, "gzip", 16 * LIMIT)

    assert found == b""
    assert time.process_time() - began < 0.5  # it was a minute


def test_other_bodies_are_decoded_as_ever() -> None:
    assert decode(b"<p>plain", None, LIMIT) == (b"<p>plain", Decoded.WHOLE)
    assert decode(b"<p>plain", "gzip", LIMIT) == (b"<p>plain", Decoded.PLAIN)
    assert decode(b"xx", "gzip, x", LIMIT)[1] is Decoded.UNKNOWN
