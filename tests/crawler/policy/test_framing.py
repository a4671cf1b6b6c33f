import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.policy.framing import Framing, Head, Refused, end_of_head, judge_head, no_answer
from schema.types.outcome import Outcome


def judged(*lines: str, line: str = "HTTP/1.1 200 OK") -> Head | Refused:
    return judge_head("\r\n".join((line, *lines, "", "")).encode("latin-1"))


def accepted(*lines: str, line: str = "HTTP/1.1 200 OK") -> Head:
    head = judged(*lines, line=line)
    assert isinstance(head, Head)
    return head


FRAMED = {
    "length": (["Content-Length: 5"], Framing.LENGTH, 5),
    "the same length twice": (["Content-Length: 5", "Content-Length: 5"], Framing.LENGTH, 5),
    "the same length in one line": (["Content-Length: 6, 6"], Framing.LENGTH, 6),
    "chunked": (["Transfer-Encoding: chunked"], Framing.CHUNKED, None),
    "chunked said twice": (["Transfer-Encoding: chunked, chunked"], Framing.CHUNKED, None),
    "chunked wins over a length": (
        ["Content-Length: 5", "Transfer-Encoding: chunked"],
        Framing.CHUNKED,
        None,
    ),
    "nothing": ([], Framing.CLOSE, None),
    "identity": (["Transfer-Encoding: identity", "Content-Length: 4"], Framing.LENGTH, 4),
}


@pytest.mark.parametrize(("lines", "framing", "length"), FRAMED.values(), ids=FRAMED)
def test_what_ends_the_body(lines: list[str], framing: Framing, length: int | None) -> None:
    head = accepted(*lines)

    assert (head.framing, head.length) == (framing, length)


REFUSED = {
    "negative length": ["Content-Length: -6"],
    "letters after digits": ["Content-Length: 10abc"],
    "more than 63 bits": ["Content-Length: 36893488147419103232"],
    "two lengths": ["Content-Length: 5", "Content-Length: 6"],
    "an unknown coding": ["Transfer-Encoding: chunkedchunked"],
    "chunked before another": ["Transfer-Encoding: chunked, gzip"],
    "a NUL": ["X: a\0b"],
    "a stray carriage return": ["X: a\rb"],
}


@pytest.mark.parametrize("lines", REFUSED.values(), ids=REFUSED)
def test_what_two_readers_could_see_differently_is_refused(lines: list[str]) -> None:
    refused = judged(*lines)

    assert isinstance(refused, Refused)
    assert refused.outcome is Outcome.PROTOCOL_ERROR


@pytest.mark.parametrize(
    "line",
    ["HTP/1.1 200 OK", "HTTP/11.1 200 OK", "HTTP/1.01 200", "HTTP/1.1\t200", "HTTP/1.1 -200 OK",
     "HTTP/1.1 2000 OK", "HTTP/1.1 20 OK", "HTTP/1.1 099 No", "HTTP/1.1 OK"],
)  # fmt: skip
def test_a_status_line_that_is_none_is_refused(line: str) -> None:
    assert isinstance(judged(line=line), Refused)


def test_more_than_256_lines_are_too_large() -> None:
    refused = judged(*(f"x-{n}: 1" for n in range(257)))

    assert isinstance(refused, Refused)
    assert refused.outcome is Outcome.HEADERS_TOO_LARGE


def test_codings_of_the_transfer_are_named_in_their_order() -> None:
    assert accepted("Transfer-Encoding: gzip, chunked").transfer_codings == ("gzip",)


@pytest.mark.parametrize("status", [204, 304, 103])
def test_some_answers_have_no_body_whatever_they_say(status: int) -> None:
    head = accepted("Content-Length: 9", line=f"HTTP/1.1 {status} x")

    assert (head.framing, head.length) == (Framing.NONE, None)


def test_folded_lines_are_joined_and_lines_without_a_colon_passed_over() -> None:
    head = accepted("X-A: one", "  two", "no colon here", "X-B:three")

    assert head.headers == (("x-a", "one two"), ("x-b", "three"))


@pytest.mark.parametrize(
    ("lines", "version", "reusable"),
    [
        (["Content-Length: 1"], "1.1", True),
        (["Content-Length: 1", "Connection: close"], "1.1", False),
        (["Content-Length: 1"], "1.0", False),
        (["Content-Length: 1", "Connection: keep-alive"], "1.0", True),
        ([], "1.1", False),
        (["Content-Length: 1", "Transfer-Encoding: chunked"], "1.1", False),
    ],
)
def test_when_a_connection_may_serve_again(
    lines: list[str], version: str, *, reusable: bool
) -> None:
    assert accepted(*lines, line=f"HTTP/{version} 200 OK").reusable is reusable


@pytest.mark.parametrize("data", [b"", b"\r\n", b"H", b"\nHTTP", b"HTTP/1.1 200 OK"])
def test_the_beginning_of_an_answer_may_become_one(data: bytes) -> None:
    assert no_answer(data) is None


@pytest.mark.parametrize("data", [b"SSH-2.0", b"220 smtp", b"<html>", b"htt", b"\0"])
def test_what_cannot_become_an_answer_is_told_at_once(data: bytes) -> None:
    assert no_answer(data) is not None


@given(st.binary(max_size=400))
def test_no_head_raises(data: bytes) -> None:
    end = end_of_head(data)

    assert isinstance(judge_head(data), Head | Refused)
    assert end is None or 0 < end <= len(data)
