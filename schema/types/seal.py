"""The seal of a complete run: what it states, and the link that the next seal takes up."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Literal

RunKind = Literal["sweep", "round"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """One sealed run."""

    kind: RunKind
    run: int
    entries: int
    root: bytes
    """RFC 6962 Merkle root over the run's segments."""
    previous: bytes | None
    """Link of the seal before; None for the first."""
    sealed_at: datetime
    token: bytes | None = None
    """RFC 3161 time-stamp response over the link, as it was received."""

    @property
    def link(self) -> bytes:
        """Give the digest of everything that the seal states."""
        return sha256(canonical("pucha-seal-1", *self.stated().values())).digest()

    def stated(self) -> dict[str, str | int | None]:
        """Give what the link speaks for, as it is written in a proof."""
        return {
            "kind": self.kind,
            "run": self.run,
            "entries": self.entries,
            "root": self.root.hex(),
            "previous": None if self.previous is None else self.previous.hex(),
            "sealed_at": self.sealed_at.astimezone(UTC).isoformat(timespec="microseconds"),
        }


def canonical(*value: str | int | None) -> bytes:
    """Give a list of values as the only JSON that stands for it."""
    return json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode()
