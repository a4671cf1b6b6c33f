"""Time stamps of an authority over a seal (RFC 3161): asked for over HTTP, checked, kept raw."""

import hashlib
import logging

import httpx
from cryptography.x509 import load_pem_x509_certificates
from rfc3161_client import (
    HashAlgorithm,
    PKIStatus,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from schema.types.errors import ArchiveError

SECONDS = 30.0
_ASKS = "application/timestamp-query"
_ANSWERS = "application/timestamp-reply"
_log = logging.getLogger(__name__)


def request_stamp(url: str, link: bytes) -> bytes:
    """Have a seal's link stamped; give the reply as it came, or raise ArchiveError."""
    asked = TimestampRequestBuilder().data(link).hash_algorithm(HashAlgorithm.SHA256).build()
    try:
        reply = httpx.post(
            url, content=asked.as_bytes(), headers={"Content-Type": _ASKS}, timeout=SECONDS
        )
    except (httpx.HTTPError, httpx.InvalidURL) as err:
        raise ArchiveError(f"the time-stamp authority {url} cannot be reached: {err}") from err
    kind = reply.headers.get("content-type", "").partition(";")[0]
    if reply.status_code != httpx.codes.OK or kind != _ANSWERS:
        raise ArchiveError(
            f"the time-stamp authority {url} answered {reply.status_code} {kind or 'of no type'}"
        )
    read = _read(reply.content)
    if read is None:
        _log.warning("the reply of %s is kept, but it is no strict DER: check it by openssl", url)
    elif (fault := _fault(read, link)) is not None or read.tst_info.nonce != asked.nonce:
        raise ArchiveError(f"the reply of {url} is no stamp: {fault or 'it answers another'}")
    return reply.content


def fault_of_stamp(token: bytes, link: bytes, roots: bytes | None = None) -> str | None:
    """Say why a stamp does not speak for a link; its signature is checked against PEM `roots`."""
    read = _read(token)
    if read is None:
        return "the time stamp cannot be read here: `openssl ts -verify` may"
    fault = _fault(read, link)
    if fault is not None or roots is None:
        return fault
    try:
        builder = VerifierBuilder()
        for certificate in load_pem_x509_certificates(roots):
            builder = builder.add_root_certificate(certificate)
        builder.build().verify_message(read, link)
    except (VerificationError, ValueError) as err:
        return f"the time stamp is not signed by that authority: {err}"
    return None


def _read(token: bytes) -> TimeStampResponse | None:
    try:
        return decode_timestamp_response(token)
    except ValueError:
        return None


def _fault(read: TimeStampResponse, link: bytes) -> str | None:
    if PKIStatus(read.status) is not PKIStatus.GRANTED:
        return f"the authority refused ({PKIStatus(read.status).name})"
    if read.tst_info.message_imprint.message != hashlib.sha256(link).digest():
        return "the time stamp is of another seal"
    return None
