"""Section C: time."""

from typing import Any

from schema.types.outcome import CountsAs, Outcome
from testkit.hostile.case import ANY, FAILED, OPENED, UNDETERMINED, Case, Play, Variant
from testkit.hostile.pages import PAGE
from testkit.hostile.talk import Script, Talk
from testkit.scripted_server import http

_BEGUN = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
_TWO_FIFTHS = 40
"""Moments of a server that thinks for a long time, 12 s under the true limits."""


async def _drip_headers(talk: Talk) -> None:
    await talk.request()
    await talk.send(_BEGUN)
    await talk.drip(b"X-More: y\r\n")


async def _drip_body(talk: Talk) -> None:
    await talk.request()
    await talk.send(_BEGUN + b"\r\n")
    await talk.drip(b"x")


async def _stop_in_body(talk: Talk) -> None:
    await talk.request()
    await talk.send(_BEGUN + b"Content-Length: 9999\r\n\r\n<p>half")
    await talk.hold()


async def _say_nothing(talk: Talk) -> None:
    await talk.request()
    await talk.hold()


async def _continue_for_ever(talk: Talk) -> None:
    await talk.request()
    await talk.drip(b"HTTP/1.1 100 Continue\r\n\r\n")


async def _continue_in_a_flood(talk: Talk) -> None:
    await talk.request()
    await talk.flood(b"HTTP/1.1 100 Continue\r\n\r\n" * 1000)


def _then_nothing(status: bytes) -> Script:
    async def script(talk: Talk) -> None:
        await talk.request()
        await talk.send(b"HTTP/1.1 " + status + b"\r\n\r\n")
        await talk.hold()

    return script


async def _hints_then_page(talk: Talk) -> None:
    await talk.request()
    await talk.send(b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" + http(PAGE))


async def _think(talk: Talk) -> None:
    await talk.request()
    await talk.pause(_TWO_FIFTHS)
    await talk.send(http(PAGE))


async def _never_close(talk: Talk) -> None:
    await talk.request()
    await talk.send(http(PAGE, headers=("Connection: keep-alive",)))
    await talk.hold()


async def _byte_by_byte(talk: Talk) -> None:
    await talk.request()
    body = PAGE.encode()
    size = f"{len(body):x}".encode()
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    for byte in head + size + b"\r\n" + body + b"\r\n0\r\n\r\n":
        await talk.send(bytes([byte]))


async def _at_night(talk: Talk) -> None:
    await talk.request()
    await talk.send(http("nightly backup", status="503 Service Unavailable"))


def _ends(
    script: Script, *outcomes: Outcome, counts: frozenset[CountsAs], name: str = "", **more: Any
) -> Variant:
    return Variant(
        name=name, play=Play(script=script), outcomes=frozenset(outcomes), counts=counts, **more
    )


def _waiting(value: str) -> Variant:
    async def script(talk: Talk) -> None:
        await talk.request()
        await talk.send(
            http("busy", status="503 Service Unavailable", headers=(f"Retry-After: {value}",))
        )

    return _ends(
        script, Outcome.RATE_LIMITED, counts=UNDETERMINED, name=value, requests=1, seconds=0.3
    )


def _dated(value: str) -> Variant:
    async def script(talk: Talk) -> None:
        await talk.request()
        await talk.send(http(PAGE, headers=(f"Date: {value}",)))

    return _ends(
        script,
        Outcome.OK,
        counts=OPENED,
        name=value[12:16],
        check=lambda result: 2020 < result.page.fetched_at.year < 2090,  # noqa: PLR2004 - our clock
        why="dated by our own clock",
    )


CASES = (
    Case(
        number=31,
        title="one header line each moment for ever",
        variants=(
            _ends(
                _drip_headers, Outcome.HEADER_TIMEOUT, counts=FAILED, kept=b"X-More: y\r\nX-More"
            ),
        ),
    ),
    Case(
        number=32,
        title="one body byte each moment for ever",
        variants=(
            _ends(_drip_body, Outcome.DEADLINE, Outcome.BODY_TIMEOUT, counts=ANY, body=b"xxxx"),
            _ends(
                _stop_in_body,
                Outcome.BODY_TIMEOUT,
                counts=ANY,
                name="stops half-way",
                kept=b"<p>half",
            ),
        ),
    ),
    Case(
        number=33,
        title="accepts and says nothing",
        variants=(_ends(_say_nothing, Outcome.HEADER_TIMEOUT, counts=FAILED),),
    ),
    Case(
        number=34,
        title="endless 100 Continue",
        variants=(
            _ends(
                _continue_for_ever,
                Outcome.PROTOCOL_ERROR,
                counts=UNDETERMINED,
                kept=b"100 Continue",
            ),
            _ends(
                _continue_in_a_flood,
                Outcome.PROTOCOL_ERROR,
                counts=UNDETERMINED,
                name="in a flood",
                seconds=0.3,
            ),
        ),
    ),
    Case(
        number=35,
        title="102 or 103, then nothing",
        variants=(
            _ends(_then_nothing(b"102 Processing"), Outcome.DEADLINE, counts=FAILED, name="102"),
            _ends(_then_nothing(b"103 Early Hints"), Outcome.DEADLINE, counts=FAILED, name="103"),
            _ends(_hints_then_page, Outcome.OK, counts=OPENED, name="103, then a page"),
        ),
    ),
    Case(
        number=36,
        title="thinks for two fifths of the deadline",
        variants=(
            _ends(
                _think,
                Outcome.OK,
                counts=OPENED,
                check=lambda result: (result.page.timings.first_byte or 0) > 0.3,  # noqa: PLR2004 - s
                why="slowness recorded as a figure",
            ),
        ),
    ),
    Case(
        number=37,
        title="body complete, socket never closed",
        variants=(_ends(_never_close, Outcome.OK, counts=OPENED, seconds=0.3),),
    ),
    Case(
        number=38,
        title="segments of one byte",
        variants=(_ends(_byte_by_byte, Outcome.OK, counts=OPENED, body=PAGE.encode()),),
    ),
    Case(
        number=39,
        title="Retry-After long, dated, garbled, negative, huge",
        variants=tuple(
            map(
                _waiting,
                ("86400", "Fri, 31 Dec 2027 23:59:59 GMT", "soon", "-5", "9" * 40),
            )
        ),
    ),
    Case(
        number=40,
        title="503 at night only",
        elsewhere="a week of visits decides (audit/checks), one visit never does",
        variants=(
            _ends(
                _at_night,
                Outcome.HTTP_5XX,
                counts=FAILED | UNDETERMINED,
                kept=b"nightly",
            ),
        ),
    ),
    Case(
        number=41,
        title="Date header in 1970 or 2099",
        variants=(
            _dated("Thu, 01 Jan 1970 00:00:00 GMT"),
            _dated("Thu, 01 Jan 2099 00:00:00 GMT"),
        ),
    ),
)
