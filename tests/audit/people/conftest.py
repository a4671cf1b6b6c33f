"""A log of casework made by hand: a test names only what matters to it."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest

from schema.types.casework import Act, Entry, Key, Role
from schema.types.ids import SiteId

NOW = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)


class Log:
    """Entries with numbers and times that go up."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def entry(self, act: Act, by: str = "张三", **given: Any) -> Entry:
        number = next(self._numbers)
        usual: dict[str, Any] = {
            "role": Role.REVIEWER,
            "at": NOW + timedelta(minutes=number),
            "text": "看过页面",
            "site_id": SiteId(1),
            "key": Key(edition="census-2015", item="V4"),
            "basis": "b" * 64,
            "id": number,
        }
        return Entry(act=act, by=by, **{**usual, **given})


@pytest.fixture
def log() -> Log:
    return Log()
