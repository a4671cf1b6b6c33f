import pytest

from crawler.extract.text.script_values import arguments, script_value, unescaped

VALUES = {
    "an array of texts": ("['a', \"b\"]", ["a", "b"]),
    "names without quotes": ("[{name: 'a', 'url': '/b/'}]", [{"name": "a", "url": "/b/"}]),
    "arrays in objects": ("{a: [{b: 1}]}", {"a": [{"b": "1"}]}),
    "a comma at the end": ("['a',]", ["a"]),
    "a comment": ("[ // menu\n 'a', /* b */ 'c']", ["a", "c"]),
    "escapes": (r"['\u653f\x41\/\n']", ["政A/\n"]),
    "nothing": ("[]", []),
}


@pytest.mark.parametrize(("text", "value"), VALUES.values(), ids=VALUES)
def test_literal_is_read(text: str, value: object) -> None:
    assert script_value(text, 0) == value


CODE = {
    "a call": "[make('a')]",
    "a sum": "['a' + b]",
    "an end that never comes": "['a', ",
    "a field without a value": "{a}",
    "nested beyond reason": "[" * 5_000,
    "no bracket": "function () {}",
}


@pytest.mark.parametrize("text", CODE.values(), ids=CODE)
def test_code_is_no_value(text: str) -> None:
    assert not isinstance(script_value(text, 0), list | dict)


def test_literal_is_read_within_its_bound() -> None:
    assert script_value("['a', 'b', 'c']", 0, most=4) is None


def test_arguments_of_a_call_are_values() -> None:
    assert arguments("d.add(1, 0, '政务公开', '/zwgk/');", 5) == ["1", "0", "政务公开", "/zwgk/"]
    assert arguments("d.add(a(), 0)", 5) == []


def test_text_without_escapes_stays() -> None:
    assert unescaped("政务公开") == "政务公开"
