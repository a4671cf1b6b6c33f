"""Section A: names and connections."""

from schema.types.outcome import Defect, Outcome
from testkit.hostile.case import (
    ANY,
    FAILED,
    OPENED,
    UNDETERMINED,
    Case,
    Play,
    Result,
    Site,
    Variant,
    Visit,
)
from testkit.hostile.pages import PAGE
from testkit.hostile.talk import Talk, answering
from testkit.scripted_server import http

NAME = "www.example.gov.cn"
_URL = f"http://{NAME}:{{port}}/"
_OK = frozenset({Outcome.OK})
_WHOLE = answering(http(PAGE))


async def _reset_at_once(talk: Talk) -> None:
    talk.reset()


async def _reset_after_request(talk: Talk) -> None:
    await talk.request()
    talk.reset()


async def _reset_in_body(talk: Talk) -> None:
    await talk.request()
    await talk.send(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n<p>the first half")
    await talk.pause(5)
    talk.reset()


async def _say_nothing(talk: Talk) -> None:
    await talk.request()


async def _close_at_once(talk: Talk) -> None:
    del talk


async def _close_when_reused(talk: Talk) -> None:
    await talk.request()
    body = PAGE.encode()
    await talk.send(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
    await talk.request()


async def _two_at_once(talk: Talk) -> None:
    if talk.at_once > 2:  # noqa: PLR2004 - what this server allows
        talk.reset()
        return
    await talk.request()
    await talk.pause(3)
    await talk.send(http(PAGE))


def _banner(text: bytes) -> Variant:
    async def script(talk: Talk) -> None:
        await talk.send(text)
        await talk.hold()

    return Variant(
        name=text[:3].decode(),
        play=Play(script=script),
        outcomes=frozenset({Outcome.PROTOCOL_ERROR}),
        counts=UNDETERMINED,
        kept=text[:8],
        seconds=0.5,
    )


def _is_told_of_ipv6(result: Result) -> bool:
    """Tell whether a page bears the defect; the second stack goes by IPv4 from the start."""
    broken = (Defect.IPV6_BROKEN,) if result.page.stack == "aiohttp" else ()
    return result.page.defects == broken


CASES = (
    Case(
        number=1,
        title="NXDOMAIN",
        variants=(
            Variant(
                name="two name servers agree",
                play=Play(url=_URL, names=({}, {})),
                outcomes=frozenset({Outcome.DNS_NXDOMAIN}),
                counts=FAILED,
                seconds=0.5,
                check=lambda result: result.page.name_servers == 2,  # noqa: PLR2004 - both
                why="said by two name servers",
            ),
            Variant(
                name="one alone",
                play=Play(url=_URL, names=({}, {NAME: "servfail"})),
                outcomes=frozenset({Outcome.DNS_NXDOMAIN}),
                counts=UNDETERMINED,
            ),
        ),
    ),
    Case(
        number=2,
        title="SERVFAIL for all names",
        variants=(
            Variant(
                play=Play(url=_URL, names=({NAME: "servfail"}, {NAME: "servfail"})),
                outcomes=frozenset({Outcome.DNS_FAIL}),
                counts=UNDETERMINED,
            ),
        ),
    ),
    Case(
        number=3,
        title="DNS answers after the deadline",
        variants=(
            Variant(
                play=Play(url=_URL, names=({NAME: "silence"}, {NAME: "silence"})),
                outcomes=frozenset({Outcome.DNS_FAIL}),
                counts=UNDETERMINED,
            ),
        ),
    ),
    Case(
        number=4,
        title="A record to 0.0.0.0, 127.0.0.1 or 10/8",
        variants=tuple(
            Variant(
                name=address,
                play=Play(script=_WHOLE, url=_URL, names=({NAME: (address,)},), allow=()),
                outcomes=frozenset({Outcome.BLOCKED_BY_POLICY}),
                counts=UNDETERMINED,
                requests=0,
                check=lambda result: "refused unless network.allow" in result.page.reason,
                why="said to be a private address",
            )
            for address in ("0.0.0.0", "127.0.0.1", "10.1.2.3", "::1")  # noqa: S104 - refused
        ),
    ),
    Case(
        number=5,
        title="two addresses, one dead",
        variants=(
            Variant(
                name="the first refuses",
                play=Play(script=_WHOLE, url=_URL, names=({NAME: ("127.0.0.2", "127.0.0.1")},)),
                outcomes=_OK,
                counts=OPENED,
                defects=(),
                seconds=0.3,
            ),
            Variant(
                name="the first is silent",
                play=Play(
                    script=_WHOLE,
                    url=_URL,
                    names=({NAME: ("127.0.0.2", "127.0.0.1")},),
                    silent="127.0.0.2",
                ),
                outcomes=_OK,
                counts=OPENED,
                check=lambda result: (result.page.timings.connect or 9.9) <= 0.35,  # noqa: PLR2004 - s
                why="connected within 0.3 s",
            ),
            Variant(
                name="IPv6 refuses",
                play=Play(script=_WHOLE, url=_URL, names=({NAME: ("::1", "127.0.0.1")},)),
                outcomes=_OK,
                counts=OPENED,
                check=_is_told_of_ipv6,
                why="the defect, by the first stack",
            ),
            Variant(
                name="IPv6 is silent",
                play=Play(
                    script=_WHOLE, url=_URL, names=({NAME: ("::1", "127.0.0.1")},), silent="::1"
                ),
                outcomes=_OK,
                counts=OPENED,
                check=_is_told_of_ipv6,
                why="the defect, by the first stack",
            ),
        ),
    ),
    Case(
        number=6,
        title="AAAA only, and no IPv6 here",
        variants=(
            Variant(
                play=Play(
                    url=f"http://{NAME}/",
                    names=({NAME: ("2001:db8::7",)},),
                    allow=("2001:db8::/32",),
                ),
                outcomes=frozenset({Outcome.NO_ROUTE}),
                counts=UNDETERMINED,
            ),
        ),
    ),
    Case(
        number=7,
        title="port 80 refused, 443 open",
        variants=(
            Visit(
                site=Site(pages={"/": http(PAGE)}, only_https=True),
                counts=OPENED,
            ),
        ),
    ),
    Case(
        number=8,
        title="SYN dropped",
        variants=(
            Variant(
                play=Play(silent="127.0.0.3", address="127.0.0.3"),
                outcomes=frozenset({Outcome.CONNECT_TIMEOUT}),
                counts=FAILED,
            ),
        ),
    ),
    Case(
        number=9,
        title="RST",
        variants=(
            Variant(
                name="after accept",
                play=Play(script=_reset_at_once),
                outcomes=frozenset({Outcome.RESET}),
                counts=FAILED,
                seconds=0.3,
            ),
            Variant(
                name="after the request",
                play=Play(script=_reset_after_request),
                outcomes=frozenset({Outcome.RESET}),
                counts=FAILED,
                requests=1,
                seconds=0.3,
            ),
            Variant(
                name="in the body",
                play=Play(script=_reset_in_body),
                outcomes=frozenset({Outcome.RESET}),
                counts=ANY,
                body=b"<p>the first half",
                kept=b"<p>the first half",
                seconds=0.4,
            ),
        ),
    ),
    Case(
        number=10,
        title="closes without a byte",
        variants=(
            Variant(
                name="at once",
                play=Play(script=_close_at_once),
                outcomes=frozenset({Outcome.RESET}),
                counts=FAILED,
                seconds=0.3,
            ),
            Variant(
                name="after the request",
                play=Play(script=_say_nothing),
                outcomes=frozenset({Outcome.RESET}),
                counts=FAILED,
                seconds=0.3,
            ),
        ),
    ),
    Case(
        number=11,
        title="another protocol's banner",
        variants=(_banner(b"SSH-2.0-OpenSSH_9.2p1\r\n"), _banner(b"220 mail.example ESMTP\r\n")),
    ),
    Case(
        number=12,
        title="kept connection closed just when it is reused",
        variants=(
            Variant(
                play=Play(script=_close_when_reused, fetches=2),
                outcomes=_OK,
                counts=OPENED,
                seconds=0.4,
                check=lambda result: len(result.page.exchanges) == 1,
                why="counted once",
            ),
        ),
    ),
    Case(
        number=13,
        title="allows two connections, resets the third",
        variants=(
            Variant(
                play=Play(script=_two_at_once, at_once=6),
                outcomes=_OK,
                counts=OPENED,
                requests=6,
            ),
        ),
    ),
    Case(
        number=14,
        title="a province behind one proxy that fails",
        elsewhere="tests/crawler/policy/test_storm.py",
    ),
)
