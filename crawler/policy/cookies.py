"""The cookies of one survey, as far as a visit needs them (RFC 6265); none leaves its site."""

import re
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime

from crawler.policy.canonical import Address, is_public_suffix
from crawler.policy.framing import Headers

COOKIE_BYTES = 4096
COOKIES = 100
"""Cookies that one survey holds, at most."""
_NO_CONTROLS = re.compile(r"[^\x00-\x08\x0a-\x1f\x7f]*\Z")
"""Bytes from 0x80 up go back as they came: browsers do so, and sites that write GBK count on it."""
_BLANKS = " \t"
_DIGITS = re.compile(r"-?\d{1,12}\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cookie:
    value: str
    host_only: bool
    secure: bool


_Key = tuple[str, str, str]


class CookieJar:
    """Cookies by domain, path and name; odd and oversized ones are passed over."""

    def __init__(self) -> None:
        self._cookies: dict[_Key, _Cookie] = {}
        self._refused: set[str] = set()

    def refuse(self, hostname: str) -> None:
        """Send no cookies to a host from now on."""
        self._refused.add(hostname)

    def take(self, address: Address, headers: Headers, now: datetime) -> None:
        """Keep what an answer of this address sets."""
        for name, value in headers:
            if name == "set-cookie" and len(value) <= COOKIE_BYTES and _NO_CONTROLS.match(value):
                self._set(address, value, now)

    def header(self, address: Address) -> str | None:
        """Give the Cookie header for a request, None where there is none to send."""
        if not self._cookies or address.hostname in self._refused:
            return None
        path = address.target.partition("?")[0]
        fit = [
            (len(key[1]), f"{key[2]}={cookie.value}")
            for key, cookie in self._cookies.items()
            if _goes_to(key, cookie, address, path)
        ]
        fit.sort(key=lambda pair: -pair[0])
        return "; ".join(pair for _, pair in fit) or None

    def _set(self, address: Address, text: str, now: datetime) -> None:
        pair, *rest = text.split(";")
        name, equals, value = (part.strip(_BLANKS) for part in pair.partition("="))
        if not equals or not name:
            return
        attributes = _attributes(rest)
        domain = _domain(address.hostname, attributes.get("domain", ""))
        if domain is None:
            return
        path = attributes.get("path", "")
        key = (domain, path if path.startswith("/") else _default_path(address.target), name)
        if _gone(attributes, now):
            self._cookies.pop(key, None)
        elif key in self._cookies or len(self._cookies) < COOKIES:
            self._cookies[key] = _Cookie(
                value=value,
                host_only=not attributes.get("domain"),
                secure="secure" in attributes,
            )


def _attributes(parts: list[str]) -> dict[str, str]:
    found = {}
    for part in parts:
        name, _, value = part.partition("=")
        found[name.strip().lower()] = value.strip()
    return found


def _domain(hostname: str, named: str) -> str | None:
    """Give the domain that a cookie is for, None where it names one that is not the host's own."""
    domain = named.lstrip(".").lower()
    if not domain or domain == hostname:
        return hostname
    if is_public_suffix(domain) or not hostname.endswith(f".{domain}"):
        return None
    return domain


def _default_path(target: str) -> str:
    path = target.partition("?")[0]
    return path[: path.rfind("/")] or "/"


def _gone(attributes: dict[str, str], now: datetime) -> bool:
    """Tell a cookie that is set only to be removed; Max-Age goes before Expires."""
    age = attributes.get("max-age")
    if age is not None and _DIGITS.match(age):
        return int(age) <= 0
    try:
        expires = parsedate_to_datetime(attributes["expires"])
    except (KeyError, ValueError, TypeError):
        return False
    return expires.tzinfo is not None and expires <= now


def _goes_to(key: _Key, cookie: _Cookie, address: Address, path: str) -> bool:
    domain, prefix, _ = key
    if cookie.secure and address.scheme != "https":
        return False
    own = address.hostname == domain
    if not own and (cookie.host_only or not address.hostname.endswith(f".{domain}")):
        return False
    return path == prefix or path.startswith(prefix if prefix.endswith("/") else f"{prefix}/")
