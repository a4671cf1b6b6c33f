import json
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from pucha import clock as clock_module
from pucha.clock import SiteClock, SourcedClock, SystemClock, clock_of
from schema.types.errors import PuchaError
from schema.types.settings import ClockSettings
from testkit.clock import VirtualClock

pytestmark = pytest.mark.network
START = datetime(2031, 3, 1, 12, tzinfo=UTC)
_CLOSE = timedelta(seconds=5)


class Source(ThreadingHTTPServer):
    """A tiny HTTP clock that stands until it is moved."""

    told = START
    body: bytes | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/clock"


class Answer(BaseHTTPRequestHandler):
    server: Source

    def do_GET(self) -> None:
        body = self.server.body or json.dumps({"now": self.server.told.isoformat()}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture
def source() -> Iterator[Source]:
    server = Source(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def sourced(source: Source) -> Iterator[SourcedClock]:
    clock = SourcedClock(source.url, 0.1)
    yield clock
    clock.close()


def wait_until(clock: SystemClock, moment: datetime) -> None:
    end = time.monotonic() + 5
    while clock.now() < moment and time.monotonic() < end:
        time.sleep(0.02)


def test_the_time_of_day_is_the_sources_and_elapsed_time_the_machines(
    sourced: SourcedClock,
) -> None:
    assert START <= sourced.now() < START + _CLOSE
    assert sourced.monotonic() == pytest.approx(SystemClock().monotonic(), abs=1.0)


def test_a_source_that_is_moved_is_heard_soon(source: Source, sourced: SourcedClock) -> None:
    source.told = START + timedelta(days=3)

    wait_until(sourced, source.told)

    assert source.told <= sourced.now() < source.told + _CLOSE


def test_the_time_of_day_never_goes_back(source: Source, sourced: SourcedClock) -> None:
    before = sourced.now()
    source.told = START - timedelta(days=1)
    time.sleep(0.6)  # the source is read twice meanwhile

    assert sourced.now() >= before


def test_a_source_that_falls_silent_ends_in_one_sentence(
    source: Source, sourced: SourcedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock_module, "_LOST_AFTER_SECONDS", 0.0)
    assert sourced.now() >= START
    source.body = b"nobody knows"
    time.sleep(0.8)  # the source is read once at least meanwhile

    with pytest.raises(PuchaError, match=r"clock.source http://127.* cannot be read"):
        sourced.now()


@pytest.mark.parametrize(
    "body", [b"no json", b"{}", b'{"now": 5}', b'{"now": "2026-11-23T12:00:00"}', b"[]"]
)
def test_what_tells_no_time_is_refused_at_the_start(source: Source, body: bytes) -> None:
    source.body = body

    with pytest.raises(PuchaError, match=r"^clock.source http://127.* cannot be read: "):
        SourcedClock(source.url)


def test_an_address_where_nobody_listens_is_refused_at_the_start() -> None:
    with pytest.raises(PuchaError, match="cannot be read"):
        SourcedClock("http://127.0.0.1:9/clock")


def test_a_process_has_one_clock_a_source(source: Source) -> None:
    settings = ClockSettings(source=source.url, time_scale=0.5)

    first, second = clock_of(settings), clock_of(settings)

    assert isinstance(first, SourcedClock)
    assert first is second
    assert first.scale == 0.5
    first.close()


def test_without_a_source_the_clock_is_the_machines() -> None:
    clock = clock_of(ClockSettings())

    assert clock.scale == 1.0
    assert abs(clock.now() - datetime.now(UTC)) < _CLOSE


async def test_a_second_of_a_site_is_a_part_of_a_second_of_the_machine() -> None:
    machine = VirtualClock()
    machine.scale = 0.25
    site = SiteClock(machine)

    machine.advance(1.0)
    assert site.monotonic() == 4.0
    await site.sleep(2.0)
    assert machine.monotonic() == 1.5
    assert site.now() == machine.now()
