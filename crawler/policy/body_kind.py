"""Tell from a head and the first bytes that a body is no page, so that the rest is not read."""

import re

SNIFFED = 512
"""Bytes of a body that tell what it is."""
_BINARY_TYPES = re.compile(
    r"\A\s*(?:video|audio|font|image/(?!svg))"
    r"|\A\s*application/(?:pdf|zip|gzip|x-(?:rar|7z|tar|msdownload|iso)|vnd\.(?!\S*\+(?:xml|json))"
    r"|msword|java-archive|octet-stream)",
    re.IGNORECASE,
)
_MAGIC = (
    b"%PDF-", b"PK\x03\x04", b"PK\x05\x06", b"Rar!\x1a", b"7z\xbc\xaf", b"\x89PNG", b"GIF8",
    b"\xff\xd8\xff", b"\x7fELF", b"MZ\x90", b"OggS", b"ID3", b"FLV\x01", b"\x1aE\xdf\xa3",
    b"\xd0\xcf\x11\xe0", b"BZh9", b"\xfd7zXZ", b"RIFF",
)  # fmt: skip
_ISO_MEDIA = re.compile(rb"\A....ftyp", re.DOTALL)
_BOMS = (b"\xff\xfe", b"\xfe\xff")
_FEW_NULS = 8


def is_binary(content_type: str | None, *, coded: bool, first: bytes) -> bool:
    """Tell a body that no person reads as a page; `first` are its bytes as received.

    The bytes decide where they can; behind a content coding (`coded`) only the type speaks.
    """
    typed = _BINARY_TYPES.match(content_type or "") is not None
    if coded or not first:
        return typed
    if first.startswith(_MAGIC) or _ISO_MEDIA.match(first):
        return True
    if first.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        return False
    return typed or (not first.startswith(_BOMS) and first.count(b"\0") > _FEW_NULS)
