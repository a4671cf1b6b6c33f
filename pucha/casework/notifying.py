"""Send notices by the one library that does it (Apprise); nothing is sent unless it is set up."""

import asyncio
import logging
from datetime import datetime

from audit.people.notices import Notice
from pucha.casework.desk import actor
from pucha.wire import Stores
from schema.types.casework import Act, Entry
from schema.types.errors import ConfigError, PuchaError


async def notify(
    stores: Stores, urls: tuple[str, ...], notice: Notice, by: str, now: datetime
) -> int:
    """Send a notice in somebody's name, and write into the log that it was sent."""
    person = await actor(stores, by, Act.NOTIFY)
    sent = await send(urls, notice)
    if sent:
        entry = Entry(
            act=Act.NOTIFY,
            by=person.name,
            role=person.role,
            at=now,
            text=notice.title,
            body={"addresses": sent},
        )
        await stores.cases.add(None, await stores.cases.newest(None), entry)
    return sent


async def send(urls: tuple[str, ...], notice: Notice) -> int:
    """Send a notice to every address of `notify.urls`; give how many took it, 0 with none set.

    Raise ConfigError for an address that is none, PuchaError where one of them refused; their
    texts name no address, for addresses hold passwords.
    """
    if not urls:
        return 0
    return await asyncio.to_thread(_send, urls, notice)


def _send(urls: tuple[str, ...], notice: Notice) -> int:
    from apprise import Apprise

    logging.getLogger("apprise").setLevel(logging.CRITICAL)  # it logs addresses
    refused = 0
    for number, url in enumerate(urls, start=1):
        channel = Apprise()
        if not channel.add(url):
            raise ConfigError(f"setting notify.urls: address {number} is none that can be sent to")
        refused += not channel.notify(title=notice.title, body=notice.body)
    if refused:
        raise PuchaError(f"{refused} of {len(urls)} addresses of notify.urls refused the notice")
    return len(urls)
