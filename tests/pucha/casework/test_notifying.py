"""Notices go to a server on loopback and nowhere else."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any, ClassVar

import pytest

from audit.people.notices import Notice
from pucha.casework.notices import trial_notice
from pucha.casework.notifying import notify, send
from pucha.surveying import sweep_settings
from schema.types.casework import Act
from schema.types.errors import ConfigError, PuchaError
from schema.types.settings import NotifySettings, Settings

# The library loads all its channels at once, and some of what they import is old.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
NOTICE = Notice(title="整改通知", body="请于2026-12-09前完成整改")


class Inbox(BaseHTTPRequestHandler):
    """Keep what is posted; answer as the path says."""

    got: ClassVar[list[dict[str, Any]]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.got.append(json.loads(body))
        self.send_response(500 if "broken" in self.path else 200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def inbox() -> Iterator[str]:
    Inbox.got.clear()
    server = HTTPServer(("127.0.0.1", 0), Inbox)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"json://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.network
async def test_a_notice_is_posted_to_every_address(inbox: str) -> None:
    assert await send((f"{inbox}/a", f"{inbox}/b"), NOTICE) == 2

    assert [(one["title"], one["message"]) for one in Inbox.got] == [
        (NOTICE.title, NOTICE.body)
    ] * 2


async def test_nothing_is_sent_where_no_address_is_set() -> None:
    assert await send((), NOTICE) == 0


async def test_an_address_that_is_none_is_named_by_its_place_alone() -> None:
    with pytest.raises(ConfigError, match="address 1") as told:
        await send(("secret-token@nowhere",), NOTICE)

    assert "secret-token" not in str(told.value)


def test_a_sweep_keeps_no_address() -> None:
    settings = Settings(notify=NotifySettings(urls=("json://user:secret@127.0.0.1/",)))

    assert "secret" not in json.dumps(sweep_settings(settings))


@pytest.mark.network
async def test_a_refused_notice_is_an_error_without_its_address(inbox: str) -> None:
    with pytest.raises(PuchaError, match="1 of 2 addresses") as told:
        await send((f"{inbox}/fine", f"{inbox}/broken"), NOTICE)

    assert "127.0.0.1" not in str(told.value)


@pytest.mark.postgres
@pytest.mark.network
async def test_what_was_sent_stands_in_the_log_without_its_address(world: Any, inbox: str) -> None:
    await notify(world.stores, (), trial_notice(), "办公室", world.now)
    await notify(world.stores, (inbox,), trial_notice(), "办公室", world.now)

    (told,) = await world.stores.cases.of_act(Act.NOTIFY)

    assert (told.by, told.text, told.body) == ("办公室", "通知测试", {"addresses": 1})
