"""The walk over members: whole files are read, damage of any kind ends it with its place."""

import gzip
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.evidence.members import Damaged, StoredRecord, read_member, walk_members
from crawler.evidence.warc import build_record, record_name
from testkit.facts import AT, HOME

HEAD = b"HTTP/1.1 200 OK\r\n\r\n"


def member(number: int, payload: bytes) -> bytes:
    return build_record(
        "response",
        record_id=record_name(number.to_bytes(16, "big")),
        at=AT,
        block=HEAD + payload,
        content_type="application/http;msgtype=response",
        target=HOME,
        payload_start=len(HEAD),
    ).member()


BODIES = [b"", b"first", gzip.compress(b"second" * 100), bytes(range(256)) * 2000]
MEMBERS = [member(number, body) for number, body in enumerate(BODIES)]
SEGMENT = b"".join(MEMBERS)


def pieces(data: bytes, size: int) -> Iterator[bytes]:
    return (data[at : at + size] for at in range(0, len(data), size))


def walk(data: bytes, size: int = 1 << 20) -> list[StoredRecord]:
    return list(walk_members(pieces(data, size)))


@pytest.mark.parametrize("size", [1, 7, 1000, 1 << 20])
def test_every_record_is_found_however_the_bytes_come(size: int) -> None:
    found = walk(SEGMENT, size)

    assert [one.payload() for one in found] == BODIES
    assert [one.length for one in found] == [len(one) for one in MEMBERS]
    assert [fault for one in found for fault in one.faults()] == []


def test_a_record_is_read_from_its_own_bytes() -> None:
    for record in walk(SEGMENT):
        data = SEGMENT[record.offset : record.offset + record.length]

        assert read_member(data, record.offset) == record


@given(st.integers(min_value=1, max_value=len(SEGMENT) - 1))
def test_a_torn_file_gives_what_is_whole_and_says_where_it_ends(cut: int) -> None:
    ends = [sum(map(len, MEMBERS[: n + 1])) for n in range(len(MEMBERS))]
    whole = [end for end in ends if end <= cut]
    found: list[StoredRecord] = []

    def read() -> None:
        for record in walk_members((SEGMENT[:cut],)):
            found.append(record)  # noqa: PERF402 - what came before the damage counts

    if cut in ends:
        read()
    else:
        with pytest.raises(Damaged) as damaged:
            read()
        assert damaged.value.offset == (whole[-1] if whole else 0)
    assert len(found) == len(whole)


@given(st.integers(min_value=0, max_value=len(SEGMENT) - 1), st.integers(1, 255))
def test_a_changed_byte_never_goes_unseen(place: int, mask: int) -> None:
    changed = bytearray(SEGMENT)
    changed[place] ^= mask

    try:
        found = walk(bytes(changed))
    except Damaged:
        return

    assert found != walk(SEGMENT)


@pytest.mark.parametrize(
    "data",
    [b"no gzip", gzip.compress(b"no record"), gzip.compress(b"WARC/1.1\r\nA: b\r\n\r\nno end")],
    ids=["no gzip", "no record", "no end"],
)
def test_bytes_that_are_no_record_are_damage(data: bytes) -> None:
    with pytest.raises(Damaged):
        walk(data)


def test_a_bomb_is_not_inflated() -> None:
    with pytest.raises(Damaged, match="larger than any of ours"):
        walk(gzip.compress(bytes(65 * 1024 * 1024), compresslevel=1))


def test_a_place_that_spans_two_records_is_refused() -> None:
    with pytest.raises(Damaged, match="another record"):
        read_member(MEMBERS[0] + MEMBERS[1])
    with pytest.raises(Damaged):
        read_member(b"")


def test_false_digests_are_named() -> None:
    (record,) = walk(MEMBERS[1])
    forged = StoredRecord(
        offset=0,
        length=record.length,
        sha256=record.sha256,
        headers=record.headers,
        block=HEAD + b"forged",
    )

    assert list(forged.faults()) == [
        "its length is not what it states",
        "its block digest differs",
        "its payload digest differs",
    ]
