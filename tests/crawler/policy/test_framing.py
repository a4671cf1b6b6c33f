import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.policy.framing import (
    HEAD_LINES,
    Framing,
    Head,
    Refused,
    end_of_head,
    judge_head,
    no_answer,
)
from schema.types.outcome import Outcome


def head(*lines: str, status: str = "HTTP/1.1 200 OK") -> bytes:
    return "\r\n".join([status, *lines, "", ""]).encode("latin-1")


def accepted(data: bytes) -> Head:
    found = judge_head(data)
    assert isinstance(found, Head), found
    return found


def refused(data: bytes) -> Refused:
    found = judge_head(data)
    assert isinstance(found, Refused), found
    return found


LENGTHS = {
    "5": 5, "5, 5": 5, "6,06,6": 6, " 5 ": 5, "0": 0, "": None,
}  # fmt: skip


@pytest.mark.parametrize("text", LENGTHS)
def test_a_length_is_read(text: str) -> None:
    assert accepted(head(f"Content-Length: {text}")).length == LENGTHS[text]


@pytest.mark.parametrize("text", ["-1", "five", "5a", "5, 6", "0x5", "٥", "9" * 19, "+5", "5.0"])
def test_what_is_no_length_is_refused(text: str) -> None:
    data = "\r\n".join(["HTTP/1.1 200 OK", f"Content-Length: {text}", "", ""]).encode()

    assert refused(data).outcome is Outcome.PROTOCOL_ERROR


CODINGS = {
    "chunked": (Framing.CHUNKED, ()),
    "Chunked": (Framing.CHUNKED, ()),
    "chunked, chunked": (Framing.CHUNKED, ()),
    "identity, chunked": (Framing.CHUNKED, ()),
    "gzip, chunked": (Framing.CHUNKED, ("gzip",)),
    "gzip": (Framing.CLOSE, ("gzip",)),
    "identity": (Framing.CLOSE, ()),
}


@pytest.mark.parametrize("text", CODINGS)
def test_a_transfer_coding_is_understood(text: str) -> None:
    found = accepted(head(f"Transfer-Encoding: {text}"))

    assert (found.framing, found.transfer_codings) == CODINGS[text]


@pytest.mark.parametrize(
    "text", ["chunked, gzip", "chunkedchunked", "br", "chunked, x", "identityx"]
)
def test_a_transfer_coding_that_makes_no_sense_is_refused(text: str) -> None:
    assert refused(head(f"Transfer-Encoding: {text}")).outcome is Outcome.PROTOCOL_ERROR


def test_chunks_go_before_a_length_and_end_the_connection() -> None:
    found = accepted(head("Content-Length: 5", "Transfer-Encoding: chunked"))

    assert (found.framing, found.length, found.reusable) == (Framing.CHUNKED, None, False)


@pytest.mark.parametrize("status", ["204 No Content", "304 Not Modified", "100 Continue"])
def test_some_answers_have_no_body_whatever_they_announce(status: str) -> None:
    found = accepted(head("Content-Length: 5", status=f"HTTP/1.1 {status}"))

    assert found.framing is Framing.NONE


REUSE = {
    ("HTTP/1.1 200 OK", ("Content-Length: 1",)): True,
    ("HTTP/1.1 200 OK", ("Content-Length: 1", "Connection: close")): False,
    ("HTTP/1.0 200 OK", ("Content-Length: 1",)): False,
    ("HTTP/1.0 200 OK", ("Content-Length: 1", "Connection: Keep-Alive")): True,
    ("HTTP/1.1 200 OK", ()): False,
}


@pytest.mark.parametrize(("status", "lines"), REUSE)
def test_a_connection_is_kept_where_both_sides_may(status: str, lines: tuple[str, ...]) -> None:
    assert accepted(head(*lines, status=status)).reusable is REUSE[status, lines]


@pytest.mark.parametrize(
    "status", ["HTTP/1.1 200", "HTTP/1.1  200 OK", "HTTP/2 200 ", "HTTP/1.0 999 x"]
)
def test_odd_status_lines_are_accepted(status: str) -> None:
    assert accepted(head(status=status)).status in {200, 999}


@pytest.mark.parametrize(
    "status",
    ["HTP/1.1 200 OK", "HTTP/11.1 200 OK", "HTTP/1.1 -20 x", "HTTP/1.1 2000 x",
     "HTTP/1.1\t200 x", "HTTP/1.1 099 x", "HTTP/0.9 200 OK", "HTTP/3 200 x"],
)  # fmt: skip
def test_broken_status_lines_are_refused(status: str) -> None:
    assert refused(head(status=status)).outcome is Outcome.PROTOCOL_ERROR


@pytest.mark.parametrize("line", ["X: a\0b", "X: a\rY: b"])
def test_bytes_that_split_headers_are_refused(line: str) -> None:
    assert refused(head(line)).outcome is Outcome.PROTOCOL_ERROR


def test_bare_line_feeds_end_lines_and_are_kept_as_crlf() -> None:
    found = accepted(b"HTTP/1.1 200 OK\nA: b\n\n")

    assert found.headers == (("a", "b"),)
    assert found.raw == b"HTTP/1.1 200 OK\r\nA: b\r\n\r\n"


def test_folded_and_odd_lines_are_read_as_browsers_do() -> None:
    found = accepted(head(" First: 1", "Folded: a", "  b", "no colon", "Space : c", ": nameless"))

    assert found.headers == (("first", "1"), ("folded", "a b"), ("space", "c"))


def test_of_a_repeated_header_the_first_value_is_given() -> None:
    head = judge_head(b"HTTP/1.1 200 OK\r\nAge: 1\r\nage: 2\r\n\r\n")

    assert isinstance(head, Head)
    assert (head.first("age"), head.first("via")) == ("1", None)


def test_a_flood_of_lines_is_too_large() -> None:
    data = head(*["A: b"] * (HEAD_LINES + 1))

    assert refused(data).outcome is Outcome.HEADERS_TOO_LARGE
    assert accepted(head(*["A: b"] * HEAD_LINES)).status == 200


@pytest.mark.parametrize("data", [b"H", b"HTTP", b"HTTP/1.1 2", b"\r\n\r\nHTTP/", b""])
def test_what_may_become_an_answer_is_waited_for(data: bytes) -> None:
    assert no_answer(data) is None


@pytest.mark.parametrize("data", [b"S", b"SSH-2.0", b"<html>", b"HTP"])
def test_what_cannot_become_an_answer_is_known_at_once(data: bytes) -> None:
    assert no_answer(data) is not None


def test_a_head_ends_at_its_blank_line() -> None:
    assert end_of_head(b"HTTP/1.1 200 OK\r\n\r\nbody") == 19
    assert end_of_head(b"HTTP/1.1 200 OK\n\nbody") == 17
    assert end_of_head(b"HTTP/1.1 200 OK\r\nA: b\r\n") is None


@given(st.binary(max_size=300))
def test_no_bytes_ever_raise(data: bytes) -> None:
    found = judge_head(b"HTTP/1.1 200 OK\r\n" + data + b"\r\n\r\n")

    assert isinstance(found, Head | Refused)
    assert not isinstance(found, Head) or b"\0" not in found.raw
