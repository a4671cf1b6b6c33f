"""Stamps of list data name the day of Shanghai, whatever clock they are written by."""

from datetime import UTC, date, datetime

from simulator import stamps

DAY = date(2026, 11, 20)


def test_javas_stamp_of_a_day_is_the_evening_before_in_greenwich() -> None:
    assert stamps.java(DAY) == "2026-11-19T16:00:00.000+0000"


def test_epochs_are_the_morning_in_shanghai() -> None:
    moment = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)

    assert stamps.epoch(DAY) == moment.timestamp()
    assert stamps.epoch_ms(DAY) == stamps.epoch(DAY) * 1000


def test_texts_name_the_day_itself() -> None:
    assert stamps.zoned(DAY) == "2026-11-20T09:30:00+08:00"
    assert stamps.plain(DAY) == "2026-11-20 09:30:00"
    assert stamps.day_alone(DAY) == "2026-11-20"
    assert stamps.slashed(DAY) == "2026/11/20"
    assert stamps.compact(DAY) == "20261120"
