"""The strict and the relaxed look at a TLS server, and the words for what the strict one met."""

import hashlib
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from schema.types.errors import ConfigError
from schema.types.outcome import Defect, Outcome

_OP_LEGACY_SERVER_CONNECT = 0x4  # ssl names it only from Python 3.12 on
_BY_VERIFY_CODE = {
    10: Outcome.TLS_EXPIRED,
    9: Outcome.TLS_EXPIRED,  # not yet valid
    18: Outcome.TLS_UNTRUSTED,
    19: Outcome.TLS_UNTRUSTED,
    20: Outcome.TLS_INCOMPLETE_CHAIN,
    21: Outcome.TLS_INCOMPLETE_CHAIN,
    62: Outcome.TLS_NAME_MISMATCH,
    64: Outcome.TLS_NAME_MISMATCH,  # address mismatch
    66: Outcome.TLS_WEAK,  # key too small
    68: Outcome.TLS_WEAK,  # digest too weak
}
_BY_REASON = (
    ("CERTIFICATE_REQUIRED", Outcome.AUTH_REQUIRED),
    ("DH_KEY_TOO_SMALL", Outcome.TLS_WEAK),
    ("KEY_TOO_SMALL", Outcome.TLS_WEAK),
    ("MD_TOO_WEAK", Outcome.TLS_WEAK),
    ("LEGACY_RENEGOTIATION", Outcome.TLS_WEAK),
    ("UNSUPPORTED_PROTOCOL", Outcome.TLS_PROTOCOL_TOO_OLD),
    ("PROTOCOL_VERSION", Outcome.TLS_PROTOCOL_TOO_OLD),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TlsFacts:
    """What was agreed upon and who the server said it was, as `Exchange` keeps it."""

    protocol: str | None = None
    cipher: str | None = None
    certificates: tuple[str, ...] = ()


NO_TLS = TlsFacts()


def tls_facts(connection: Any) -> TlsFacts:
    """Give the facts of a TLS connection (an `ssl.SSLObject`); none for a plain one."""
    if connection is None:
        return NO_TLS
    version, cipher = connection.version(), connection.cipher()
    return TlsFacts(
        protocol=None if version is None else version.lower().replace("tlsv", "tls/"),
        cipher=None if cipher is None else cipher[0],
        certificates=tuple(hashlib.sha256(one).hexdigest() for one in _chain(connection)),
    )


def _chain(connection: Any) -> list[bytes]:
    """Give the certificates that the server sent; the public way comes only with Python 3.13."""
    inner = getattr(connection, "_sslobj", None)
    sent = getattr(inner, "get_unverified_chain", lambda: None)() or ()
    whole = [ssl.PEM_cert_to_DER_cert(one.public_bytes()) for one in sent]
    own = connection.getpeercert(binary_form=True)
    return whole or ([own] if own else [])


@cache
def strict_context(roots: str = "", *, http2: bool = False) -> ssl.SSLContext:
    """Give the context that trusts what a browser would; one a process, for it is dear (18 ms).

    `roots`: a PEM file of roots to trust as well. What a stack offers by ALPN stands in the
    context, so the stacks cannot share one. Raise ConfigError for a file of no certificates.
    """
    context = ssl.create_default_context()
    if roots:
        try:
            context.load_verify_locations(roots)
        except OSError as err:  # ssl.SSLError is one too
            raise ConfigError(f"setting fetch.roots: {roots} cannot be read: {err}") from err
    return _offering(context, http2=http2)


@cache
def relaxed_context(*, http2: bool = False) -> ssl.SSLContext:
    """Give the context that reads without trusting: no verification, TLS 1.0 up, level 0."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.options |= _OP_LEGACY_SERVER_CONNECT
    return _offering(context, http2=http2)


def _offering(context: ssl.SSLContext, *, http2: bool) -> ssl.SSLContext:
    context.set_alpn_protocols(["http/1.1", "h2"] if http2 else ["http/1.1"])
    return context


def tls_outcome(err: ssl.SSLError) -> Outcome:
    """Name what a handshake failed of."""
    if isinstance(err, ssl.SSLCertVerificationError):
        return _BY_VERIFY_CODE.get(err.verify_code, Outcome.TLS_UNTRUSTED)
    reason = err.reason or str(err)
    found = (outcome for sign, outcome in _BY_REASON if sign in reason)
    return next(found, Outcome.TLS_UNSUPPORTED)


def handshake_outcome(err: BaseException) -> Outcome:
    """Name what ended a handshake, whatever the library wrapped around it.

    A server that hangs up in good order could not agree with us; a reset carries a number.
    """
    for one in causes(err):
        if isinstance(one, ssl.SSLError):
            return tls_outcome(one)
        if isinstance(one, TimeoutError):
            return Outcome.CONNECT_TIMEOUT
        if isinstance(one, OSError) and one.errno is not None:
            return Outcome.RESET
    return Outcome.TLS_UNSUPPORTED


def handshake_reason(err: BaseException) -> str:
    """Say what ended a handshake; libraries wrap errors whose own text is empty."""
    said = (" ".join(str(one).split()) for one in causes(err))
    return f"TLS: {next(filter(None, said), type(err).__name__)}"[:300]


def causes(err: BaseException) -> Iterator[BaseException]:
    """Give an error and what it was raised from, the outermost first."""
    seen: BaseException | None = err
    while seen is not None:
        yield seen
        seen = seen.__cause__ or seen.__context__


def tls_defect(outcome: Outcome) -> Defect | None:
    """Give the defect that the relaxed look leaves when it reads the page."""
    try:
        return Defect(outcome.value)
    except ValueError:
        return None
