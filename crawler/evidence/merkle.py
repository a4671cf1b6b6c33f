"""Merkle trees after RFC 6962 §2.1: one digest over many entries, and the proof of one."""

from collections.abc import Sequence
from hashlib import sha256

_LEAF = b"\x00"
_NODE = b"\x01"


def leaf_hash(entry: bytes) -> bytes:
    """Give the digest of one entry."""
    return sha256(_LEAF + entry).digest()


def root_of(leaves: Sequence[bytes]) -> bytes:
    """Give the root over leaf digests in their order; that of none is the digest of nothing."""
    if not leaves:
        return sha256().digest()
    level = list(leaves)
    while len(level) > 1:
        level = _above(level)
    return level[0]


def path_of(leaves: Sequence[bytes], index: int) -> tuple[bytes, ...]:
    """Give the audit path of one leaf, the digest next to it first (RFC 6962 §2.1.1)."""
    path = []
    level = list(leaves)
    while len(level) > 1:
        neighbour = index ^ 1
        if neighbour < len(level):
            path.append(level[neighbour])
        level = _above(level)
        index //= 2
    return tuple(path)


def root_from(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """Give the root that a leaf and its path lead to; None where the path cannot be one.

    RFC 9162 §2.1.3.2.
    """
    if not 0 <= index < size:
        return None
    node, last, digest = index, size - 1, leaf
    for neighbour in path:
        if last == 0:
            return None
        if node & 1 or node == last:
            digest = _joined(neighbour, digest)
            while not node & 1 and node:
                node >>= 1
                last >>= 1
        else:
            digest = _joined(digest, neighbour)
        node >>= 1
        last >>= 1
    return digest if last == 0 else None


def _above(level: Sequence[bytes]) -> list[bytes]:
    pairs = [_joined(level[n], level[n + 1]) for n in range(0, len(level) - 1, 2)]
    return pairs + list(level[-1:]) if len(level) % 2 else pairs


def _joined(left: bytes, right: bytes) -> bytes:
    return sha256(_NODE + left + right).digest()
