import json

import pytest

from pucha.cli.context import JsonList, parse_as_of, parse_moment
from schema.types.errors import UsageError
from testkit.facts import AT


def test_a_json_list_is_one_document_though_it_is_written_value_by_value(
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    told = JsonList()
    told.append({"网站": "示例县"})
    before = capfdbinary.readouterr().out
    told.append([])
    told.close()

    assert "示例县" in before.decode()
    assert json.loads(before + capfdbinary.readouterr().out) == [{"网站": "示例县"}, []]


def test_a_json_list_without_values_is_empty_and_writes_nothing_before_its_end(
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    told = JsonList()

    assert capfdbinary.readouterr().out == b""
    told.close()
    assert json.loads(capfdbinary.readouterr().out) == []


def test_a_date_means_the_end_of_its_day_in_beijing_and_a_time_itself() -> None:
    assert parse_moment("2026-11-23").isoformat() == "2026-11-23T23:59:59+08:00"
    assert parse_moment("2026-11-23T18:30").isoformat() == "2026-11-23T18:30:00+08:00"
    assert parse_moment("2026-11-23T04:00Z") == AT == parse_as_of(None, AT)
    with pytest.raises(UsageError, match="the form is 2026-11-23 or"):
        parse_moment("noon")
