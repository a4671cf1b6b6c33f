import struct

import pytest

from crawler.policy.h2_frames import FRAME_BYTES, Frames


def frame(kind: int, payload: bytes, stream: int = 0) -> bytes:
    return struct.pack(">I", len(payload) << 8 | kind)[:4] + struct.pack(">BI", 0, stream) + payload


def goaway(last: int, error: int) -> bytes:
    return frame(7, struct.pack(">II", last, error) + b"why")


SETTINGS = frame(4, b"")
DATA = frame(0, b"a page", 1)


@pytest.mark.parametrize("cut", [1, 2, 5, 9, 1000])
def test_a_graceful_end_is_left_out_and_all_else_stands_wherever_it_was_cut(cut: int) -> None:
    came = SETTINGS + DATA + goaway(1, 0) + DATA
    frames = Frames()

    given = b"".join(frames.feed(came[at : at + cut]) for at in range(0, len(came), cut))

    assert (given, frames.fault) == (SETTINGS + DATA + DATA, None)


@pytest.mark.parametrize("end", [goaway(1, 2), goaway(0, 0), frame(7, b"short")])
def test_an_end_that_leaves_our_request_unanswered_is_told(end: bytes) -> None:
    assert Frames().feed(SETTINGS + end) == SETTINGS + end


@pytest.mark.parametrize(
    "came",
    [
        b"HTTP/1.1 400 Bad Request\r\n",
        b"SSH-2.0-x\r\n",
        DATA,
        SETTINGS + frame(0, b"x" * (FRAME_BYTES + 1), 1),
    ],
)
def test_what_is_no_http_2_is_told_at_once(came: bytes) -> None:
    frames = Frames()

    given = frames.feed(came)

    assert frames.fault is not None
    assert given in {b"", SETTINGS}
