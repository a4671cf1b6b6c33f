"""Canonical URLs: when two addresses are one page, one host, one site (WHATWG URL standard)."""

import hashlib
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import ada_url

from schema.types.route import route_of

if TYPE_CHECKING:
    from tldextract import TLDExtract

_SESSION = re.compile(r";jsessionid=[^?#/]*", re.IGNORECASE)
_INDEX = re.compile(r"/(?:index|default)\.(?:s?html?|jsp|aspx?|php)$", re.IGNORECASE)
_DEFAULT_PORTS = {"http": 80, "https": 443}
# PostgreSQL's B-trees take 2,704 bytes, and a character has up to 4.
_KEY_CHARS = 600
# A process sees any number of hosts in its life; those of the sites under way come again and again.
_KNOWN_HOSTS = 4096


@cache
def _suffixes() -> "TLDExtract":
    """Give the list that tldextract carries; it never asks the net for a newer one.

    Imported when the first domain is asked for: it brings a whole HTTP client along.
    """
    import tldextract

    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)


def parse_http(url: str) -> ada_url.URL | None:
    """Parse an http(s) URL as a browser would; None for anything else."""
    try:
        parsed = ada_url.URL(url.strip())
    except ValueError:
        return None
    return parsed if parsed.protocol in {"http:", "https:"} and parsed.hostname else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """An http(s) address as it is requested: no fragment, and never a name or password in it."""

    href: str
    scheme: str
    host: str
    """The name with its port, where that is not the scheme's own."""
    hostname: str
    port: int
    target: str


def address_of(url: str) -> Address | None:
    """Give what a request to this URL needs, None when it is no http URL."""
    cut = _cut(url)
    if cut is None:
        return None
    scheme, host, target, _ = cut
    hostname, _, port = host.rpartition(":") if not host.endswith("]") else (host, "", "")
    return Address(
        href=f"{scheme}://{host}{target}",
        scheme=scheme,
        host=host,
        hostname=hostname or host,
        port=int(port) if hostname and port else _DEFAULT_PORTS[scheme],
        target=target,
    )


def _cut(url: str) -> tuple[str, str, str, str] | None:
    """Give scheme, host with port, path with query, and fragment; None when it is no http URL.

    Cut from the normalised text, which costs a tenth of asking the parser for each part.
    """
    try:
        scheme, _, rest = ada_url.normalize_url(url.strip()).partition("://")
    except ValueError:
        return None
    whole, _, fragment = rest.partition("#")
    authority, _, path = whole.partition("/")
    host = authority.rpartition("@")[2]
    return (scheme, host, f"/{path}", fragment) if scheme in _DEFAULT_PORTS and host else None


def normalised(url: str) -> str | None:
    """Give the address as it would be requested, fragment dropped; None when it is no http URL."""
    address = address_of(url)
    return None if address is None else address.href


def url_key(url: str) -> str:
    """Give the key under which a page is one page: no scheme, session id, `www.` or index file."""
    cut = _cut(url)
    if cut is None:
        return _bounded(url.strip())
    _, host, target, fragment = cut
    route = route_of(f"{target.partition('?')[0]}#{fragment}")
    path, _, query = target.partition("?")
    path = _INDEX.sub("/", _SESSION.sub("", path) if ";" in path else path)
    search = f"?{query}" if query else ""
    return _bounded(f"{bare_host(host)}{path}{search}{route}")


def _bounded(key: str) -> str:
    """Keep a key short enough for an index: a page may link to an address of any length."""
    if len(key) <= _KEY_CHARS:
        return key
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{key[: _KEY_CHARS - len(digest) - 1]}#{digest}"


def bare_host(host: str) -> str:
    """Drop a leading `www.`, and the dot that ends a whole name."""
    name, colon, port = host.removeprefix("www.").partition(":")
    return f"{name.removesuffix('.')}{colon}{port}" if not name.startswith("[") else host


def host_of(url: str) -> str | None:
    """Give the host with its port, None when the address is no http URL."""
    parsed = parse_http(url)
    return None if parsed is None else parsed.host


@lru_cache(_KNOWN_HOSTS)
def registrable_domain(hostname: str) -> str:
    """Give the registrable domain (public suffix list), the bare name where there is none."""
    found = _suffixes()(hostname)
    return found.top_domain_under_public_suffix or bare_host(hostname)


@lru_cache(_KNOWN_HOSTS)
def is_public_suffix(hostname: str) -> bool:
    """Tell the names that belong to nobody alone, such as `gov.cn`."""
    found = _suffixes()(hostname)
    return bool(found.suffix) and not found.domain


def same_site(url: str, other: str) -> bool:
    """Tell whether two addresses belong to one registrable domain."""
    one, two = parse_http(url), parse_http(other)
    if one is None or two is None:
        return False
    return registrable_domain(one.hostname) == registrable_domain(two.hostname)


def twins(url: str) -> tuple[str, ...]:
    """Give the scheme's twin and the www/bare twin of a home address (vocabulary §4).

    A scheme's twin exists only at the default ports; an IP address has no www twin.
    """
    parsed = parse_http(url)
    if parsed is None:
        return ()
    found = []
    if not parsed.port:
        scheme = "http" if parsed.protocol == "https:" else "https"
        found.append(f"{scheme}:{parsed.href.split(':', 1)[1]}")
    if not _is_address(parsed.hostname):
        host = parsed.host
        twin = bare_host(host) if host.startswith("www.") else f"www.{host}"
        found.append(parsed.href.replace(f"//{host}", f"//{twin}", 1))
    return tuple(found)


def _is_address(hostname: str) -> bool:
    return hostname.startswith("[") or re.fullmatch(r"[\d.]+", hostname) is not None
