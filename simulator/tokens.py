"""Names that only machines read: hexadecimal ids and UUIDs, the same for the same text."""

from functools import lru_cache
from hashlib import md5


@lru_cache(maxsize=50_000)
def hex_of(text: str) -> str:
    """Return 32 hexadecimal digits."""
    return md5(text.encode(), usedforsecurity=False).hexdigest()


def uuid_of(text: str) -> str:
    """Return a UUID."""
    digits = hex_of(text)
    parts = (digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:])
    return "-".join(parts)
