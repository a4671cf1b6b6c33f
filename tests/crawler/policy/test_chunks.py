import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.policy.chunks import LONGEST_LINE, TRAILER_BYTES, Chunks


def read(*pieces: bytes) -> tuple[bytes, Chunks]:
    chunks = Chunks()
    return b"".join(part for piece in pieces for part in chunks.feed(piece)), chunks


def chunked(*parts: bytes) -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


@given(st.lists(st.binary(min_size=1, max_size=40), max_size=5), st.integers(1, 7))
def test_however_it_is_cut_the_same_body_comes_out(parts: list[bytes], step: int) -> None:
    wire = chunked(*parts)
    pieces = [wire[at : at + step] for at in range(0, len(wire), step)]

    body, chunks = read(*pieces)

    assert body == b"".join(parts)
    assert (chunks.done, chunks.fault) == (True, None)


def test_what_follows_the_body_is_kept_apart() -> None:
    body, chunks = read(chunked(b"abc") + b"HTTP/1.1 200")

    assert (body, chunks.rest) == (b"abc", b"HTTP/1.1 200")


def test_extensions_trailers_and_bare_line_feeds_are_read_over() -> None:
    body, chunks = read(b"3;name=value\nabc\n0\r\nX-Sum: 1\r\n\r\n")

    assert (body, chunks.done, chunks.fault) == (b"abc", True, None)


@pytest.mark.parametrize(
    "wire",
    [b"zz\r\nabc", b"-1\r\n", b"fffffffffffffffffff\r\n", b"3\r\nabcdef\r\n", b"\r\n\r\n",
     b"3;" + b"x" * (LONGEST_LINE + 1), b"3;" + b"x" * (LONGEST_LINE + 1) + b"\n",
     b"0\r\na: \0\r\n\r\n", b"0\r\n" + b"a: b\r\n" * TRAILER_BYTES],
    ids=["no number", "negative", "overflow", "data beyond", "blank", "endless line", "long line",
         "NUL in a trailer", "endless trailer"],
)  # fmt: skip
def test_what_is_no_chunk_is_a_fault(wire: bytes) -> None:
    _, chunks = read(wire)

    assert chunks.fault is not None


def test_a_body_that_ends_early_is_not_done() -> None:
    body, chunks = read(b"5\r\nab")

    assert (body, chunks.done, chunks.fault) == (b"ab", False, None)


@given(st.binary(max_size=200))
def test_no_bytes_raise(data: bytes) -> None:
    body, _ = read(data)

    assert len(body) <= len(data)
