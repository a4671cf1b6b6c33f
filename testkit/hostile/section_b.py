"""Section B: TLS. What the stock library cannot speak is played as the bytes of its answer."""

from schema.types.outcome import CountsAs, Defect, Outcome
from testkit.hostile.case import OPENED, UNDETERMINED, Case, Play, Variant
from testkit.hostile.pages import PAGE
from testkit.hostile.talk import Script, Talk
from testkit.hostile.tls import IDN, NAME
from testkit.scripted_server import http

_OK = frozenset({Outcome.OK})
_HANDSHAKE_FAILURE = b"\x02\x28"
_PROTOCOL_VERSION = b"\x02\x46"
_TLS_1_2, _SSL_3, _GM_TLS = b"\x03\x03", b"\x03\x00", b"\x01\x01"
_HELLO_BYTES = 5
_CLIENT_HELLO_ROOM = 65536


def _alert(version: bytes, alert: bytes) -> Script:
    return _replying(b"\x15" + version + b"\x00\x02" + alert)


def _replying(answer: bytes) -> Script:
    async def script(talk: Talk) -> None:
        await talk.reader.readexactly(_HELLO_BYTES)
        await talk.send(answer)
        await talk.reader.read(_CLIENT_HELLO_ROOM)

    return script


def _server_hello(version: bytes, cipher: bytes) -> bytes:
    """Write a ServerHello that chooses a version and a cipher of its own."""
    body = version + bytes(32) + b"\x00" + cipher + b"\x00"
    message = b"\x02" + len(body).to_bytes(3, "big") + body
    return b"\x16" + version + len(message).to_bytes(2, "big") + message


async def _plain(talk: Talk) -> None:
    await talk.request()
    await talk.send(http(PAGE))


async def _stall(talk: Talk) -> None:
    await talk.reader.readexactly(_HELLO_BYTES)
    await talk.hold()


async def _hang_up(talk: Talk) -> None:
    await talk.reader.readexactly(_HELLO_BYTES)


def _served(
    kind: str,
    *defects: Defect,
    outcomes: frozenset[Outcome] = _OK,
    counts: frozenset[CountsAs] = OPENED,
    name: str = NAME,
    connect: str = NAME,
) -> Variant:
    return Variant(
        name=kind,
        play=Play(
            tls=kind, url=f"https://{name}/", connect_to=(f"{connect}:443:127.0.0.1:{{tls_port}}",)
        ),
        outcomes=outcomes,
        counts=counts,
        defects=defects if outcomes == _OK else None,
        check=lambda result: (
            result.page.outcome is not Outcome.OK
            or (
                result.page.timings.tls is not None
                and (result.page.exchanges[-1].protocol or "").startswith("tls/1")
            )
        ),
        why="timed and told apart from the connection",
    )


def _bytes(
    name: str, script: Script, outcomes: frozenset[Outcome], *, seconds: float = 0.5
) -> Variant:
    return Variant(
        name=name,
        play=Play(
            script=script, url=f"https://{NAME}/", connect_to=(f"{NAME}:443:127.0.0.1:{{port}}",)
        ),
        outcomes=outcomes,
        counts=UNDETERMINED,
        seconds=seconds,
    )


_BEYOND_US = frozenset({Outcome.TLS_UNSUPPORTED})
_TOO_OLD = frozenset({Outcome.TLS_PROTOCOL_TOO_OLD, Outcome.TLS_UNSUPPORTED})

CASES = (
    Case(
        number=15, title="expired certificate", variants=(_served("expired", Defect.TLS_EXPIRED),)
    ),
    Case(
        number=16,
        title="name mismatch",
        variants=(_served("other name", Defect.TLS_NAME_MISMATCH),),
    ),
    Case(
        number=17,
        title="self-signed or untrusted root",
        variants=(
            _served("self-signed", Defect.TLS_UNTRUSTED),
            # A chain whose root we do not know cannot be told from one that lacks a step.
            _served("strange root", Defect.TLS_INCOMPLETE_CHAIN),
        ),
    ),
    Case(
        number=18,
        title="incomplete chain",
        variants=(_served("half a chain", Defect.TLS_INCOMPLETE_CHAIN),),
    ),
    Case(number=19, title="revoked (nobody asks)", variants=(_served("good"),)),
    Case(
        number=20,
        title="TLS 1.0 or 1.1 only",
        variants=(
            _served("TLS 1.1", Defect.TLS_PROTOCOL_TOO_OLD),
            _served("TLS 1.0", Defect.TLS_PROTOCOL_TOO_OLD),
        ),
    ),
    Case(
        number=21,
        title="SSLv3 or SSLv2 only",
        variants=(
            _bytes("SSLv3 alert", _alert(_SSL_3, _PROTOCOL_VERSION), _TOO_OLD),
            _bytes("SSLv3 hello", _replying(_server_hello(_SSL_3, b"\x00\x05")), _TOO_OLD),
            _bytes("SSLv2 error", _replying(b"\x80\x03\x00\x00\x01"), _TOO_OLD),
            _bytes("hangs up", _hang_up, _TOO_OLD),
        ),
    ),
    Case(
        number=22,
        title="RC4, 3DES, NULL, static RSA",
        variants=(
            _bytes("RC4", _replying(_server_hello(_TLS_1_2, b"\x00\x05")), _BEYOND_US),
            _bytes("3DES", _alert(_TLS_1_2, _HANDSHAKE_FAILURE), _BEYOND_US),
            _served("NULL", outcomes=_BEYOND_US, counts=UNDETERMINED),
            _served("static RSA"),
        ),
    ),
    Case(
        number=23,
        title="weak Diffie-Hellman, short key",
        variants=(
            _served("DH 1024", Defect.TLS_WEAK),
            _served("short key", Defect.TLS_WEAK),
        ),
    ),
    Case(
        number=24,
        title="1,000 and 10,000 names in a certificate",
        variants=(
            _served("1,000 names"),
            _served(
                "10,000 names",
                outcomes=frozenset({Outcome.OK, Outcome.TLS_UNSUPPORTED}),
                counts=OPENED | UNDETERMINED,
            ),
        ),
    ),
    Case(
        number=25,
        title="client certificate demanded",
        variants=(
            _served(
                "client certificate, TLS 1.3",
                outcomes=frozenset({Outcome.AUTH_REQUIRED}),
                counts=UNDETERMINED,
            ),
            # Before TLS 1.3 the alert does not say what was missing.
            _served(
                "client certificate, TLS 1.2",
                outcomes=frozenset({Outcome.AUTH_REQUIRED, Outcome.TLS_UNSUPPORTED}),
                counts=UNDETERMINED,
            ),
        ),
    ),
    Case(
        number=26,
        title="SM2/SM4 (国密) only",
        variants=(
            _bytes("alert", _alert(_TLS_1_2, _HANDSHAKE_FAILURE), _BEYOND_US),
            _bytes("GM/T 0024 hello", _replying(_server_hello(_GM_TLS, b"\xe0\x13")), _BEYOND_US),
        ),
    ),
    Case(
        number=27,
        title="handshake stalls",
        variants=(
            Variant(
                play=Play(
                    script=_stall,
                    url=f"https://{NAME}/",
                    connect_to=(f"{NAME}:443:127.0.0.1:{{port}}",),
                ),
                outcomes=frozenset({Outcome.CONNECT_TIMEOUT}),
                check=lambda result: "TLS" in result.page.reason,
                why="said to be the handshake",
            ),
        ),
    ),
    Case(
        number=28,
        title="https leads to plain http",
        variants=(
            Variant(
                play=Play(
                    tls="good",
                    answer=http(
                        "", status="302 Found", headers=("Location: http://plain.example.gov.cn/",)
                    ),
                    script=_plain,
                    url=f"https://{NAME}/",
                    connect_to=(
                        f"{NAME}:443:127.0.0.1:{{tls_port}}",
                        "plain.example.gov.cn:80:127.0.0.1:{port}",
                    ),
                ),
                outcomes=_OK,
                counts=OPENED,
                check=lambda result: result.page.final_url.startswith("http://plain."),
                why="followed",
            ),
        ),
    ),
    Case(
        number=29,
        title="mixed content",
        variants=(
            Variant(
                play=Play(
                    tls="good",
                    answer=http(PAGE + '<img src="http://plain.example.gov.cn/a.png">'),
                    url=f"https://{NAME}/",
                    connect_to=(f"{NAME}:443:127.0.0.1:{{tls_port}}",),
                ),
                outcomes=_OK,
                counts=OPENED,
            ),
        ),
    ),
    Case(
        number=30,
        title="no subject, internationalised name",
        variants=(_served("no subject"), _served("IDN", name="中国.example.gov.cn", connect=IDN)),
    ),
)
