"""Certificates and handshakes of the port with TLS: a fixed pool, made once in each process.

The authorities' keys are the same in every process, so that who trusts one trusts all.
"""

import ssl
import tempfile
import warnings
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

HANDSHAKES: dict[str, bytes] = {
    # Alert record, TLS 1.2, fatal: handshake_failure (40), protocol_version (70).
    "gm_only": bytes((21, 3, 3, 0, 2, 2, 40)),
    "http_only": bytes((21, 3, 3, 0, 2, 2, 70)),
}
"""What is answered to a hello in place of a handshake (RFC 8446 §6)."""

_LEGACY = "ALL:@SECLEVEL=0"
_Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
_Signer = tuple[x509.Certificate, _Key]


@lru_cache(maxsize=512)
def context_for(shown: str, host: str) -> ssl.SSLContext:
    """Give the context of a site's handshake; `shown` is the name of a fault's certificate."""
    now = datetime.now(UTC)
    days = (now - timedelta(days=400), now - timedelta(days=35)) if shown == "expired" else None
    name = f"other.{host}" if shown == "name" else host
    signer = None if shown == "self_signed" else (_middle() if shown == "chain" else _root())
    certificate, key = _certificate(name, signer, days, _key(shown))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    if shown == "old":
        context.set_ciphers(_LEGACY)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # old on purpose
            context.minimum_version = ssl.TLSVersion.TLSv1
            context.maximum_version = ssl.TLSVersion.TLSv1_1
    elif shown == "weak_dh":
        context.set_ciphers("DHE:@SECLEVEL=0")
        context.maximum_version = ssl.TLSVersion.TLSv1_2
        context.load_dh_params(str(_short_group()))
    _load(context, certificate, key)
    return context


@cache
def _root() -> _Signer:
    return _authority("模拟根证书", None)


@cache
def _middle() -> _Signer:
    return _authority("模拟中级证书", _root())


def root_pem() -> bytes:
    """Give the root that an auditor of the province may trust."""
    return _root()[0].public_bytes(serialization.Encoding.PEM)


def _authority(name: str, signer: _Signer | None) -> _Signer:
    number = int.from_bytes(sha256(name.encode()).digest()[:31])
    key = ec.derive_private_key(number, ec.SECP256R1())
    return _certificate(name, signer, None, key, authority=True)


def _key(shown: str = "good") -> _Key:
    """Make a key; the old Diffie-Hellman suites sign with RSA alone."""
    if shown == "weak_dh":
        return rsa.generate_private_key(65537, 2048)
    return ec.generate_private_key(ec.SECP256R1())


def _certificate(
    name: str,
    signer: _Signer | None,
    days: tuple[datetime, datetime] | None,
    key: _Key,
    *,
    authority: bool = False,
) -> _Signer:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name[:64])])
    now = datetime.now(UTC)
    since, until = days or (now - timedelta(days=1), now + timedelta(days=30))
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(signer[0].subject if signer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
    )
    if not authority:
        builder = builder.add_extension(
            x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False
        )
    return builder.sign(signer[1] if signer else key, hashes.SHA256()), key


def _load(context: ssl.SSLContext, certificate: x509.Certificate, key: _Key) -> None:
    """Load a certificate and its key; the library takes them from a file alone."""
    pem = certificate.public_bytes(serialization.Encoding.PEM) + key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    with tempfile.TemporaryDirectory(prefix="simulator-") as folder:
        path = Path(folder) / "site.pem"
        path.touch(mode=0o600)
        path.write_bytes(pem)
        context.load_cert_chain(path)


@cache
def _short_group() -> Path:
    """Give the file of a Diffie-Hellman group of 1,024 bits (RFC 2409 §6.2), too short today."""
    path = Path(tempfile.mkdtemp(prefix="simulator-")) / "dh.pem"
    path.write_text(_OAKLEY_2, encoding="ascii")
    return path


_OAKLEY_2 = """\
-----BEGIN DH PARAMETERS-----
MIGHAoGBAP//////////yQ/aoiFowjTExmKLgNwc0SkCTgiKZ8x0Agu+pjsTmyJR
Sgh5jjQE3e+VGbPNOkMbMCsKbfJfFDdP4TVtbVHCReSFtXZiXn7G9ExC6aY37WsL
/1y29Aa37e44a/taiZ+lrp8kEXxLH+ZJKGZR7OZTgf//////////AgEC
-----END DH PARAMETERS-----
"""
