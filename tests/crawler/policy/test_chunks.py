import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.policy.chunks import LONGEST_LINE, TRAILER_BYTES, Chunks


def read(*pieces: bytes) -> tuple[bytes, Chunks]:
    chunks = Chunks()
    found = b"".join(piece for data in pieces for piece in chunks.feed(data))
    return found, chunks


def chunked(*parts: bytes) -> bytes:
    return b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


@given(st.lists(st.binary(min_size=1, max_size=40), max_size=6), st.integers(1, 9))
def test_what_was_chunked_comes_back_however_it_is_cut(parts: list[bytes], step: int) -> None:
    data = chunked(*parts)

    found, chunks = read(*(data[place : place + step] for place in range(0, len(data), step)))

    assert (found, chunks.done, chunks.fault) == (b"".join(parts), True, None)


WHOLE = {
    "LF alone": b"3\nabc\n0\n\n",
    "extension": b"3;a=b\r\nabc\r\n0;x\r\n\r\n",
    "blanks": b" 3 \r\nabc\r\n0\r\n\r\n",
    "trailer": b"3\r\nabc\r\n0\r\nA: b\r\n\r\n",
    "capitals": b"00003\r\nabc\r\n0\r\n\r\n",
}


@pytest.mark.parametrize("name", WHOLE)
def test_an_odd_form_is_read(name: str) -> None:
    found, chunks = read(WHOLE[name])

    assert (found, chunks.done, chunks.fault) == (b"abc", True, None)


BROKEN = {
    "no size": b"xyz\r\nabc",
    "negative": b"-3\r\nabc\r\n",
    "huge": b"f" * 16 + b"\r\nabc",
    "blank": b"\r\nabc\r\n",
    "no line end": b"3\r\nabcdef\r\n",
    "NUL in the trailer": b"0\r\nA: \0\r\n\r\n",
    "long line": b"3;" + b"a" * LONGEST_LINE,
    "long trailer": b"0\r\n" + b"A: b\r\n" * (TRAILER_BYTES // 3),
    "text without a line end": b"<!doctype html>",
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_form_is_a_fault(name: str) -> None:
    _, chunks = read(BROKEN[name])

    assert chunks.fault is not None
    assert not chunks.done


def test_a_line_of_blanks_that_is_no_size_takes_no_time() -> None:
    chunks = Chunks()
    began = time.process_time()

    chunks.feed(b" " * (LONGEST_LINE - 1) + b"g")

    assert chunks.fault is not None
    assert time.process_time() - began < 0.1  # it was seconds


def test_what_comes_after_the_end_is_set_aside() -> None:
    found, chunks = read(chunked(b"abc") + b"HTTP/1.1 200")

    assert (found, chunks.rest) == (b"abc", b"HTTP/1.1 200")


@given(st.lists(st.binary(max_size=60), max_size=5))
def test_no_bytes_ever_raise(pieces: list[bytes]) -> None:
    found, _ = read(*pieces)

    assert len(found) <= sum(map(len, pieces))
