"""TLS (T-…): sites registered with https whose certificate or handshake is faulty; never down."""

from simulator.fault import Fault, Hides, Visit

LANE = "front"


def _opened(word: str) -> Visit:
    return Visit(defects=(word,))


FAULTS = (
    Fault(
        id="T-EXPIRED",
        does="the certificate ran out 35 days ago",
        expected="visit opened, tls_expired",
        visit=_opened("tls_expired"),
        secure=True,
        tls="expired",
    ),
    Fault(
        id="T-NAME",
        does="the certificate is for another name",
        expected="visit opened, tls_name_mismatch",
        visit=_opened("tls_name_mismatch"),
        secure=True,
        tls="name",
    ),
    Fault(
        id="T-CHAIN",
        does="the server leaves out the intermediate certificate",
        expected="visit opened, tls_incomplete_chain",
        visit=_opened("tls_incomplete_chain"),
        secure=True,
        tls="chain",
    ),
    Fault(
        id="T-SELF",
        does="the certificate is signed by itself",
        expected="visit opened, tls_untrusted",
        visit=_opened("tls_untrusted"),
        secure=True,
        tls="self_signed",
    ),
    Fault(
        id="T-OLD",
        does="TLS 1.0 and 1.1 only",
        expected="visit opened, tls_protocol_too_old",
        visit=_opened("tls_protocol_too_old"),
        secure=True,
        tls="old",
    ),
    Fault(
        id="T-WEAKDH",
        does="a Diffie-Hellman group of 1,024 bits",
        expected="visit opened, tls_weak",
        visit=_opened("tls_weak"),
        secure=True,
        tls="weak_dh",
    ),
    Fault(
        id="T-GM-ONLY",
        does="answers a fatal alert to every hello that is not of the national ciphers (国密)",
        expected="visit undetermined, tls_unsupported",
        visit=Visit(counts_as="undetermined", page_class=None),
        hides=Hides.EVERYTHING,
        secure=True,
        tls="gm_only",
    ),
)
