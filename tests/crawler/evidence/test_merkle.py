"""Merkle trees against the definition in RFC 6962 §2.1, written down once more as it stands."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.evidence.merkle import leaf_hash, path_of, root_from, root_of

entries = st.lists(st.binary(max_size=8), min_size=1, max_size=40)


def by_the_book(data: list[bytes]) -> bytes:
    if not data:
        return sha256().digest()
    if len(data) == 1:
        return sha256(b"\x00" + data[0]).digest()
    split = 1
    while split * 2 < len(data):
        split *= 2
    left, right = by_the_book(data[:split]), by_the_book(data[split:])
    return sha256(b"\x01" + left + right).digest()


@given(st.lists(st.binary(max_size=8), max_size=40))
def test_the_root_is_that_of_the_rfc(data: list[bytes]) -> None:
    assert root_of([leaf_hash(one) for one in data]) == by_the_book(data)


@given(entries, st.data())
def test_every_entry_has_a_path_to_the_root(data: list[bytes], draw: st.DataObject) -> None:
    leaves = [leaf_hash(one) for one in data]
    index = draw.draw(st.integers(0, len(data) - 1))

    path = path_of(leaves, index)

    assert root_from(leaves[index], index, len(leaves), path) == root_of(leaves)
    assert len(path) <= (len(leaves) - 1).bit_length()


@given(entries, st.binary(max_size=8), st.data())
def test_an_entry_that_is_not_there_has_none(
    data: list[bytes], other: bytes, draw: st.DataObject
) -> None:
    leaves = [leaf_hash(one) for one in data]
    index = draw.draw(st.integers(0, len(data) - 1))
    path = path_of(leaves, index)

    found = root_from(leaf_hash(other), index, len(leaves), path)

    assert (found == root_of(leaves)) is (other == data[index])


@pytest.mark.parametrize(
    ("index", "size", "length"), [(-1, 4, 2), (4, 4, 2), (0, 4, 1), (0, 4, 3), (0, 1, 1), (0, 0, 0)]
)
def test_a_path_that_cannot_be_one_is_refused(index: int, size: int, length: int) -> None:
    assert root_from(leaf_hash(b""), index, size, [b"x" * 32] * length) is None
