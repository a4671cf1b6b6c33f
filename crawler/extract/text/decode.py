"""Turn bytes into text: the charset by BOM, HTTP, meta, then by looking at the bytes."""

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16le"),
    (codecs.BOM_UTF16_BE, "utf-16be"),
)
_PRESCAN = 4096  # the standard asks for 1024; long comments and styles push the meta tag further
_SAMPLE = 65536
_GUESS = 16384
_FEW_ERRORS = 0.002
_MIN_SEQUENCES = 3

# What browsers read under a label (WHATWG Encoding), where Python's codec of that name differs.
_AS_READ = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "gb_2312": "gb18030",
    "x-gbk": "gb18030",
    "chinese": "gb18030",
    "csgb2312": "gb18030",
    "iso-ir-58": "gb18030",
    "csiso58gb231280": "gb18030",
    "unicode-1-1-utf-8": "utf-8",
    "utf8": "utf-8",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "cn-big5": "big5hkscs",
    "csbig5": "big5hkscs",
    "x-x-big5": "big5hkscs",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "l1": "cp1252",
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso88591": "cp1252",
    "iso_8859-1": "cp1252",
    "windows-1252": "cp1252",
    "x-cp1252": "cp1252",
    "utf-16": "utf-16le",
    "x-user-defined": "cp1252",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "windows-874": "cp874",
}
_EURO = b"\x80"
_WITH_EURO = "pucha.gb18030-euro"
_MOST_EUROS = 10_000
"""Bytes that fit no charset, up to which a body is text and each of them worth a look."""
_NEVER = frozenset({"utf-7", "utf-32", "utf-32-le", "utf-32-be"})  # no browser reads these
_NAMES = {"big5hkscs": "big5", "cp1252": "windows-1252", "cp932": "shift_jis", "cp949": "euc-kr"}

_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
_META = re.compile(rb"<meta[\s/]((?:\"[^\"]*\"|'[^']*'|[^>\"'])*)>?", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    rb"([^\s=/>\"']+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]*)))?",
    re.IGNORECASE,
)
_IN_CONTENT = re.compile(rb"charset\s*=\s*[\"']?\s*([^\s;\"']+)", re.IGNORECASE)
_IN_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([^\s;\"',]+)", re.IGNORECASE)
_XML = re.compile(rb"\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A body as text, with the charset it was read in and why."""

    text: str
    charset: str
    reason: str


def decode(body: bytes, content_type: str | None) -> Decoded:
    """Decode a body; bytes that fit no charset become U+FFFD, never an error."""
    for bom, charset in _BOMS:
        if body.startswith(bom):
            return _as(body[len(bom) :], charset, "byte order mark")
    declared, reason = _declared(body, content_type)
    if declared is None:
        charset, reason = _detected(body)
        return _as(body, charset, reason)
    actual = _contradiction(body, declared)
    if actual is not None:
        return _as(body, actual, f"{reason} says {_name(declared)}, the bytes are {_name(actual)}")
    return _as(body, declared, reason)


def codec_of(label: str | None) -> str | None:
    """Give the codec a browser uses for a charset's label; None for an unknown one."""
    if label is None:
        return None
    name = label.strip().strip("\"'").lower()
    name = _AS_READ.get(name, name)
    try:
        "".encode(name)
        known = codecs.lookup(name).name
    except (LookupError, ValueError, UnicodeError):
        return None
    return None if known in _NEVER else _AS_READ.get(known, known)


def _as(body: bytes, charset: str, reason: str) -> Decoded:
    text = body.decode(charset, "replace")
    if charset == "gb18030" and _EURO in body and 0 < text.count("\ufffd") <= _MOST_EUROS:
        text = body.decode(charset, _WITH_EURO)
    unread = _unread(body, text, charset) if "\ufffd" in text else 0
    if unread > 0:
        reason = f"{reason}; mixed or damaged: {unread} characters are none of {_name(charset)}"
    return Decoded(text=text, charset=_name(charset), reason=reason)


def _unread(body: bytes, text: str, charset: str) -> int:
    """Count the characters that could not be read, but for a last one that was cut in two.

    A page may hold U+FFFD of its own.
    """
    written = "\ufffd".encode(charset, "ignore")
    return text.rstrip("\ufffd").count("\ufffd") - (body.count(written) if written else 0)


def _read_euro(error: UnicodeError) -> tuple[str, int]:
    """Read byte 0x80 where a character begins as browsers do (WHATWG gb18030 decoder, step 9)."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    if error.object[error.start] == _EURO[0]:
        return "\u20ac", error.start + 1
    return "\ufffd", error.end


codecs.register_error(_WITH_EURO, _read_euro)


def _name(charset: str) -> str:
    return _NAMES.get(charset, charset)


def _declared(body: bytes, content_type: str | None) -> tuple[str | None, str]:
    header = _IN_HEADER.search(content_type or "")
    by_http = codec_of(header.group(1)) if header else None
    by_page = declared_in_page(body)
    if by_http == "cp1252" and by_page is not None:
        return by_page, "meta"  # Apache's default charset, which nobody chose
    if by_http is not None:
        return by_http, "http"
    return by_page, "meta"


def declared_in_page(body: bytes) -> str | None:
    """Find the charset that the first bytes declare (HTML, prescan); None without."""
    head = body[:_PRESCAN]
    xml = _XML.match(head)
    if xml is not None:
        found = codec_of(xml.group(1).decode("ascii", "replace"))
        if found is not None:
            return _in_ascii(found)
    for match in _META.finditer(_COMMENT.sub(b" ", head)):
        found = codec_of(_meta_charset(match.group(1)))
        if found is not None:
            return _in_ascii(found)
    return None


def _in_ascii(codec: str) -> str:
    """Read UTF-8 where an ASCII-compatible tag claims UTF-16 (the standard's rule)."""
    return "utf-8" if codec.startswith("utf-16") else codec


def _meta_charset(attributes: bytes) -> str | None:
    values: dict[bytes, bytes] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(attributes):
        values.setdefault(name.lower(), double or single or bare)
    label = values.get(b"charset")
    if label is None and values.get(b"http-equiv", b"").lower() == b"content-type":
        found = _IN_CONTENT.search(values.get(b"content", b""))
        label = found.group(1) if found else None
    return label.decode("ascii", "replace") if label is not None else None


def _contradiction(body: bytes, declared: str) -> str | None:
    """Name the charset that the bytes really have, where the declared one cannot be right."""
    if declared == "utf-8":
        errors = _errors(body, "utf-8")
        return None if errors <= _FEW_ERRORS else _other_than_utf8(body, errors)
    if _is_utf8(body):
        return "utf-8"
    return None


def _other_than_utf8(body: bytes, errors: float) -> str | None:
    better = _errors(body, "gb18030") < min(errors, 0.01)
    return "gb18030" if better else None


def _is_utf8(body: bytes) -> bool:
    """Tell whether the bytes are UTF-8 and not by chance: a few sequences, none broken."""
    try:
        text = _whole(body).decode("utf-8")
    except UnicodeDecodeError:
        return False
    return _beyond_ascii(text) >= _MIN_SEQUENCES


def _whole(body: bytes) -> bytes:
    """Drop a last sequence that a truncated download cut in two."""
    for length in range(1, min(4, len(body)) + 1):
        byte = body[-length]
        if byte < 0x80:  # noqa: PLR2004 (ASCII: nothing is open)
            return body
        if byte >= 0xC0:  # noqa: PLR2004 (first byte of a sequence)
            return body[:-length] if length < _sequence_length(byte) else body
    return body


def _sequence_length(first: int) -> int:
    return 2 + (first >= 0xE0) + (first >= 0xF0)  # noqa: PLR2004 (RFC 3629 §3)


def _errors(body: bytes, charset: str) -> float:
    """Give the share of characters beyond ASCII that the charset cannot read."""
    whole = _whole(body) if charset == "utf-8" else body
    try:
        whole.decode(charset)
    except UnicodeDecodeError:
        text = whole.decode(charset, "replace")
        return text.count("\ufffd") / _beyond_ascii(text)
    return 0.0


def _beyond_ascii(text: str) -> int:
    return len(text) - len(text.encode("ascii", "ignore"))


def _detected(body: bytes) -> tuple[str, str]:
    if body.startswith((b"<\0", b"\0<")):
        return ("utf-16le" if body[1] == 0 else "utf-16be"), "zero bytes"
    if _errors(body, "utf-8") <= _FEW_ERRORS:
        return "utf-8", "valid utf-8"
    sample = body[:_SAMPLE]
    if _reads_as_chinese(sample):
        return "gb18030", "reads as Chinese"
    guess = from_bytes(sample[:_GUESS]).best()
    codec = codec_of(guess.encoding) if guess is not None else None
    return (codec, "guessed") if codec else ("gb18030", "nothing declared")


_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们到作地于出就分对成会可主发年动"
)


def _reads_as_chinese(sample: bytes) -> bool:
    """Tell whether GB18030 gives text in which the commonest characters are common."""
    if _errors(sample, "gb18030") > 0.01:  # noqa: PLR2004 (a cut or damaged character or two)
        return False
    text = sample.decode("gb18030", "replace")
    han = [char for char in text if "\u4e00" <= char <= "\u9fff"]
    return bool(han) and sum(char in _COMMON for char in han) * 25 >= len(han)
