"""The strict and the relaxed look at a TLS server, and the words for what the strict one met."""

import ssl
from functools import cache

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
    ("DH_KEY_TOO_SMALL", Outcome.TLS_WEAK),
    ("KEY_TOO_SMALL", Outcome.TLS_WEAK),
    ("MD_TOO_WEAK", Outcome.TLS_WEAK),
    ("LEGACY_RENEGOTIATION", Outcome.TLS_WEAK),
    ("UNSUPPORTED_PROTOCOL", Outcome.TLS_PROTOCOL_TOO_OLD),
    ("PROTOCOL_VERSION", Outcome.TLS_PROTOCOL_TOO_OLD),
)


@cache
def strict_context() -> ssl.SSLContext:
    """Give the context that trusts what a browser would."""
    return ssl.create_default_context()


@cache
def relaxed_context() -> ssl.SSLContext:
    """Give the context that reads without trusting: no verification, TLS 1.0 up, level 0."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.options |= _OP_LEGACY_SERVER_CONNECT
    return context


def tls_outcome(err: ssl.SSLError) -> Outcome:
    """Name what a handshake failed of."""
    if isinstance(err, ssl.SSLCertVerificationError):
        return _BY_VERIFY_CODE.get(err.verify_code, Outcome.TLS_UNTRUSTED)
    reason = err.reason or str(err)
    found = (outcome for sign, outcome in _BY_REASON if sign in reason)
    return next(found, Outcome.TLS_UNSUPPORTED)


def tls_defect(outcome: Outcome) -> Defect | None:
    """Give the defect that the relaxed look leaves when it reads the page."""
    try:
        return Defect(outcome.value)
    except ValueError:
        return None
