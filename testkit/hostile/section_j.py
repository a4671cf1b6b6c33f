"""Section J: names that deceive, and requests that must not be made."""

from typing import Any

from crawler.policy.canonical import same_site, url_key
from schema.types.outcome import Outcome
from testkit.hostile.case import FAILED, OPENED, UNDETERMINED, Case, Play, Variant
from testkit.hostile.pages import PAGE
from testkit.hostile.talk import answering, by_path
from testkit.scripted_server import http

_HOST = "www.example.gov.cn"
_BLOCKED = frozenset({Outcome.BLOCKED_BY_POLICY})
_FAST = 0.5
_SPELLINGS = (
    "127.1", "0x7f000001", "2130706433", "0177.0.0.1", "１２７.０.０.１", "127。0。0。1",
    "127.0.0.1.", "[::ffff:7f00:1]", "[::ffff:127.0.0.1]", "[2002:7f00:1::]",
    "[64:ff9b::7f00:1]", "[::1]", "[::]", "0", "0x0.0.0.0",
)  # fmt: skip
_METADATA = ("169.254.169.254", "100.100.100.200", "[fd00:ec2::254]", "[fe80::1]")
_NEVER = (
    "file:///etc/passwd", "gopher://a:70/x", "dict://a:11/x", "jar:http://a/x!/y",
    "data:text/html,x", "javascript:alert(1)", "ftp://a/x", "about:blank", "ws://a/",
)  # fmt: skip


def _blocked(url: str, name: str = "", **demands: Any) -> Variant:
    """Play a request that must never leave; nothing is allowed, and a server listens."""
    play = demands.pop("play", None) or Play(script=answering(http(PAGE)), url=url, allow=())
    values: dict[str, Any] = {
        "outcomes": _BLOCKED, "counts": UNDETERMINED, "requests": 0, "seconds": _FAST, **demands,
    }  # fmt: skip
    return Variant(name=name or url[:40], play=play, **values)


def _led_to(target: str, outcome: Outcome = Outcome.REDIRECT_BLOCKED) -> Variant:
    """Play a public site that redirects to where we must not go."""
    answer = http("", status="302 Found", headers=(f"Location: {target}",))
    play = Play(
        script=answering(answer),
        url=f"http://{_HOST}/",
        connect_to=(f"{_HOST}:80:127.0.0.1:{{port}}",),
        allow=(),
    )
    return _blocked("", name=target, play=play, outcomes=frozenset({outcome}), requests=1)


def _rebinding(private: str) -> Variant:
    """Play a name that turns private: what was judged is what is connected to."""
    play = Play(
        script=answering(http(PAGE)),
        url=f"http://{_HOST}:{{port}}/",
        names=({_HOST: (private,)},),
        allow=(),
    )
    return _blocked("", name=private, play=play)


def _pinned() -> Variant:
    play = Play(
        script=answering(http(PAGE)),
        url=f"http://{_HOST}:{{port}}/",
        names=({_HOST: ("127.0.0.1",)},),
        allow=("127.0.0.0/8",),
    )
    return Variant(
        name="connected where it was judged",
        play=play,
        outcomes=frozenset({Outcome.OK}),
        counts=OPENED,
        check=lambda result: result.page.ip == "127.0.0.1",
        why="at the judged address",
    )


def _no_credentials(_target: str, head: bytes) -> bytes:
    leaked = b"authorization" in head.lower() or b"user" in head.split(b"\r\n")[0]
    return http("leaked" if leaked else PAGE)


def _opens(name: str, play: Play, **demands: Any) -> Variant:
    return Variant(
        name=name,
        play=play,
        outcomes=frozenset({Outcome.OK}),
        counts=OPENED,
        seconds=_FAST,
        **demands,
    )


def _userinfo(url: str) -> Variant:
    rule = ("::127.0.0.1:{port}",)
    play = Play(script=by_path(_no_credentials), url=url, connect_to=rule)
    return _opens(url, play, body=b"<!doctype html>")


_ODD_PORTS = (22, 25, 6379, 11211)

CASES = (
    Case(
        number=136,
        title="spellings of 127.0.0.1",
        variants=tuple(_blocked(f"http://{host}:{{port}}/") for host in _SPELLINGS),
    ),
    Case(
        number=137,
        title="DNS rebinding",
        variants=(_rebinding("127.0.0.1"), _rebinding("10.0.0.1"), _pinned()),
    ),
    Case(
        number=138,
        title="public name, private address",
        variants=(
            _blocked(
                "",
                name="127.0.0.1.nip.example",
                play=Play(
                    script=answering(http(PAGE)),
                    url="http://127.0.0.1.nip.example:{port}/",
                    names=({"127.0.0.1.nip.example": ("127.0.0.1", "::1")},),
                    allow=(),
                ),
            ),
        ),
    ),
    Case(
        number=139,
        title="led to an internal address",
        variants=(
            _led_to("http://127.0.0.1/"),
            _led_to("http://169.254.169.254/latest/meta-data/"),
            _led_to("http://[::ffff:127.0.0.1]/"),
            _led_to("http://2130706433/"),
            _led_to("file:///etc/passwd"),
        ),
    ),
    Case(
        number=140,
        title="cloud metadata",
        variants=tuple(_blocked(f"http://{host}/latest/") for host in _METADATA),
    ),
    Case(
        number=141,
        title="names and passwords in addresses, backslash, tab, CRLF",
        variants=(
            _userinfo("http://user:secret@www.example.gov.cn/"),
            _userinfo("http://www.example.gov.cn\\@secret.example.org/"),
            _userinfo("http://user:secret%2f@www.example.gov.cn/"),
            _userinfo("http://www.exa\tmple.gov.cn/\r\n"),
            _blocked("http://a%2fb.gov.cn/"),
            _blocked("http://a b.gov.cn/"),
        ),
    ),
    Case(
        number=142,
        title="IPv6 zone ids",
        variants=(_blocked("http://[fe80::1%25eth0]/"), _blocked("http://[fe80::1%eth0]/")),
    ),
    Case(
        number=143,
        title="a name that looks like a registered one",
        variants=(
            _opens(
                "another site",
                Play(
                    script=answering(http(PAGE)),
                    url="http://www.ex\u0430mple.gov.cn/",
                    connect_to=("::127.0.0.1:{port}",),
                ),
                check=lambda result: (
                    not same_site(result.page.final_url, f"http://{_HOST}/")
                    and url_key(result.page.final_url) != url_key(f"http://{_HOST}/")
                    and "xn--" in result.page.final_url
                ),
                why="told apart",
            ),
        ),
    ),
    Case(
        number=144,
        title="schemes that are never fetched",
        variants=tuple(_blocked(url) for url in _NEVER),
    ),
    Case(
        number=145,
        title="odd ports",
        variants=(
            *(
                _blocked(
                    "",
                    name=str(port),
                    play=Play(
                        url=f"http://{_HOST}:{port}/",
                        names=({_HOST: ("203.0.114.7",)},),
                        allow=(),
                        ports=("80-99", "443", "8000-8999"),
                    ),
                )
                for port in _ODD_PORTS
            ),
            Variant(
                name="registered",
                play=Play(url="http://127.0.0.1:1/", ports=("80", "443"), purpose="visit"),
                outcomes=frozenset({Outcome.CONNECT_REFUSED}),
                counts=FAILED,
                seconds=_FAST,
            ),
        ),
    ),
    Case(
        number=146,
        title="HTTP_PROXY in our environment",
        variants=(
            _opens(
                "ignored",
                Play(script=answering(http(PAGE))),
                check=lambda result: result.requests[0].startswith(b"GET / HTTP/1.1\r\n"),
                why="asked directly",
            ),
        ),
    ),
)
