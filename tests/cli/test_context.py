import json

import pytest

from pucha.cli.context import JsonList


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
