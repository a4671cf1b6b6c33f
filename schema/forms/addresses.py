"""Web addresses as people write them into tables: what can be repaired is, with a note."""

import re
from collections.abc import Callable
from dataclasses import dataclass

Normalise = Callable[[str], str | None]

GOVERNMENT_SUFFIXES = (".gov.cn", ".政务", ".xn--zfr164b", ".政务.cn", ".xn--zfr164b.cn")
"""国办发〔2017〕47号 网站发展指引: government sites stand under .gov.cn and .政务."""
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_INVISIBLE = re.compile(r"[\u200b-\u200f\u2060\ufeff]")
_WRAPPING = " \t\r\n\u00a0\u3000\"'“”‘’<>《》"
_TRAILING = _WRAPPING + ";；,，、。"
_SCHEME = re.compile(r"(https?)(?::/*|;/+|/{2,})(.*)", re.IGNORECASE | re.DOTALL)
_OTHER_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(?!\d+(?:[/?#]|$))", re.IGNORECASE)
_ANOTHER = re.compile(r"[^=/?&%#:\s]\s*https?:/|[;,、\s]www\.", re.IGNORECASE)
_NOTE = re.compile(r"\([^()]*[\u4e00-\u9fff][^()]*\)\s*$")
_HOST = re.compile(r"([^/?#]*)(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A cell read as an address: either `url` is given or `fault` says why not."""

    url: str | None = None
    note: str | None = None
    """What was repaired."""
    fault: str | None = None


def read_address(text: str, normalise: Normalise) -> Address:
    """Read one http(s) address; never guess between two, and never cut a note away."""
    plain = _INVISIBLE.sub("", text).strip(_WRAPPING)
    tidy = plain.translate(_HALF_WIDTH).rstrip(_TRAILING).replace("\\", "/")
    if _ANOTHER.search(tidy):
        return Address(fault="more than one address, or words and an address, stand in the cell")
    if _NOTE.search(tidy):
        return Address(fault="a note stands behind the address")
    scheme = _SCHEME.fullmatch(tidy)
    if scheme is None and has_other_scheme(tidy):
        return Address(fault=f"{_short(tidy)} is no http or https address")
    protocol, rest = scheme.groups() if scheme else ("http", tidy)
    rest = _tidy_host(rest.lstrip("/"))
    repaired = f"{protocol.lower()}://{rest}"
    url = normalise(repaired) if scheme or "." in rest.split("/", 1)[0] else None
    if url is None:
        return Address(fault=f"{_short(text)} is no web address")
    changed = repaired.casefold() != plain.casefold()
    return Address(url=url, note=f"{_short(text)} was read as {url}" if changed else None)


def has_other_scheme(text: str) -> bool:
    """Tell whether a text begins with a scheme, even a mistyped one (htp:), not host and port."""
    return _OTHER_SCHEME.match(text) is not None


def is_government(url: str) -> bool:
    """Tell whether an address stands under .gov.cn or .政务."""
    host = url.split("://", 1)[-1].split("/", 1)[0].partition(":")[0]
    return f".{host}".endswith(GOVERNMENT_SUFFIXES)


def _tidy_host(rest: str) -> str:
    found = _HOST.fullmatch(rest)
    host, path = found.groups() if found else (rest, "")
    return "".join(host.replace("。", ".").split()) + path.strip()


def _short(text: str) -> str:
    limit = 80
    return repr(text if len(text) <= limit else text[: limit - 1] + "…")
