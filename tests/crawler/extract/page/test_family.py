from dataclasses import FrozenInstanceError, fields

import pytest

from crawler.extract.page.family import FamilyReading


def test_reading_leaves_everything_to_the_generic_reader_unless_said() -> None:
    reading = FamilyReading()

    assert {None} == {getattr(reading, one.name) for one in fields(FamilyReading)}


def test_reading_is_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        FamilyReading().items = ()  # type: ignore[misc]
