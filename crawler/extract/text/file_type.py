"""Tell from its first bytes what a downloaded body is, and whether it is what its name claims."""

import re
from urllib.parse import unquote

from crawler.extract.text.made_once import made_once
from schema.types.file_types import FileType, FileTypes, FileVerdict

ENOUGH = 4096
"""First bytes that tell a type."""

_MAGIC: tuple[tuple[bytes, FileType], ...] = (
    (b"%PDF-", FileType.PDF),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FileType.OLE2),
    (b"Rar!\x1a\x07", FileType.RAR),
    (b"7z\xbc\xaf\x27\x1c", FileType.SEVEN_ZIP),
    (b"{\\rtf", FileType.RTF),
    (b"\xff\xd8\xff", FileType.IMAGE),
    (b"\x89PNG\r\n\x1a\n", FileType.IMAGE),
    (b"GIF87a", FileType.IMAGE),
    (b"GIF89a", FileType.IMAGE),
    (b"II*\x00", FileType.IMAGE),
    (b"MM\x00*", FileType.IMAGE),
)
_BMP = re.compile(rb"BM.{4}\x00{4}.{3}\x00", re.DOTALL)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_PDF_REACH = 1024
"""Readers take a PDF whose header stands in the first 1024 bytes (ISO 32000-1, annex H)."""

_MEMBER = re.compile(rb"PK\x03\x04.{22}(..)..", re.DOTALL)
_OOXML = re.compile(r"\[Content_Types\]\.xml|_rels/|word/|xl/|ppt/|docProps/|customXml/")
_OFD = re.compile(r"OFD\.xml|Doc_\d+/")
_MARKUP = re.compile(
    rb"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|script|meta|title|div)\b",
    re.IGNORECASE | re.DOTALL,
)
_OFFICE = (b"urn:schemas-microsoft-com:office", b"mime-version: 1.0")
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
_OFFICE_XML = b"<?mso-application"
_PAGE_LOOKED_AT = 256 * 1024
_QUOTED = re.compile(
    r"""(?:href|src|data|value|open\(|url)\s*+=?\s*+\(?["']([^"'<>]{5,400})["']""", re.IGNORECASE
)
"""Addresses in attributes and in the calls of scripts."""


def file_type(body: bytes) -> FileType:
    """Give the type that the first bytes say; `ENOUGH` of them are looked at."""
    first = body[:ENOUGH]
    if not first.strip(b" \t\r\n\x00"):
        return FileType.EMPTY
    for magic, found in _MAGIC:
        if first.startswith(magic):
            return found
    if first.startswith(_ZIP):
        return _zip_type(first)
    if b"%PDF-" in first[:_PDF_REACH]:
        return FileType.PDF
    if _BMP.match(first):
        return FileType.IMAGE
    return _text_type(first)


def _zip_type(first: bytes) -> FileType:
    """Tell an archive by the names of its first members."""
    for member in _MEMBER.finditer(first):
        length = int.from_bytes(member.group(1), "little")
        name = first[member.end() : member.end() + length].decode("utf-8", "replace")
        if _OOXML.match(name):
            return FileType.OOXML
        if _OFD.match(name):
            return FileType.OFD
    return FileType.ZIP


def _text_type(first: bytes) -> FileType:
    plain = _without_bom(first)
    folded = plain.lower()
    if _OFFICE_XML in folded or folded.lstrip().startswith(_OFFICE[1]):
        return FileType.OFFICE_HTML
    if _MARKUP.match(plain):
        return FileType.OFFICE_HTML if _OFFICE[0] in folded else FileType.HTML
    return FileType.UNKNOWN if _CONTROL.search(plain) else FileType.TEXT


def _without_bom(first: bytes) -> bytes:
    """Drop a byte order mark, and the zeros of UTF-16 with it."""
    for bom in _BOMS:
        if first.startswith(bom):
            rest = first[len(bom) :]
            return rest if bom == _BOMS[0] else rest.replace(b"\x00", b"")
    return first


def claimed_type(name: str, types: FileTypes) -> str:
    """Give the known ending that an address or a name has (`doc`); empty: none."""
    found = _endings(types).search(name.lower())
    return found.group(1) if found else ""


@made_once
def _endings(types: FileTypes) -> re.Pattern[str]:
    endings = sorted((e for named in types.named for e in named.endings), key=len, reverse=True)
    return re.compile(rf"\.({'|'.join(endings)})(?![a-z0-9._-])")


def names_file(body: bytes, types: FileTypes) -> bool:
    """Tell whether a page links, frames or jumps to a file: one that hands it on, or shows it."""
    text = body[:_PAGE_LOOKED_AT].decode("latin-1")
    return any(claimed_type(found[1], types) for found in _QUOTED.finditer(text))


def claimed_by_server(
    disposition: str | None, content_type: str | None, types: FileTypes
) -> tuple[str, ...]:
    """Give the endings that the name in Content-Disposition and the media type speak for."""
    named = claimed_type(unquote(disposition or ""), types)
    media = (content_type or "").partition(";")[0].strip().lower()
    sent = next(
        (one.endings[0] for one in types.named if one.media and media.startswith(one.media)), ""
    )
    return tuple(claim for claim in (named, sent) if claim)


def verify(body: bytes, claimed: str, types: FileTypes) -> FileVerdict:
    """Tell whether a body is what its ending claims; a server's page is no file, whatever it says.

    Without a known claim any file is one.
    """
    return compare(file_type(body), claimed, types)


def compare(found: FileType, claimed: str, types: FileTypes) -> FileVerdict:
    """Tell whether a type is what an ending claims, as `verify` does."""
    if found in {FileType.EMPTY, FileType.HTML}:
        return FileVerdict.NO_FILE
    holds = next((named.holds for named in types.named if claimed in named.endings), None)
    if holds is not None and found in holds:
        return FileVerdict.FITS
    if found is FileType.UNKNOWN:
        return FileVerdict.UNKNOWN
    return FileVerdict.FITS if holds is None else FileVerdict.OTHER_TYPE
