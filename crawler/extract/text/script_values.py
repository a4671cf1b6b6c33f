"""Read the arrays and objects that an inline script holds as plain values (JavaScript literals)."""

import re
from collections.abc import Iterator

Value = str | None | list["Value"] | dict[str, "Value"]
"""What a literal is worth here: numbers and bare words are kept as their text."""

_TOKEN = re.compile(
    r"""\s*(?:(?://[^\n]*|/\*.*?\*/)\s*)*(?:(?P<quoted>"(?:[^"\\\n]|\\.)*+"|'(?:[^'\\\n]|\\.)*+')"""
    r"""|(?P<word>[\w$.+-]+)|(?P<sign>[\[\]{}(),:]))""",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.DOTALL)
_PLAIN_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "", "f": "", "v": "", "0": ""}
_ENDS = {"[": "]", "{": "}", "(": ")"}
_DEEPEST = 8
_MOST_ARGUMENTS = 60
_MOST_TOKENS = 8_000


class _NoLiteralError(Exception):
    """What stands here is code, no plain value."""


def script_value(text: str, start: int, *, most: int = _MOST_TOKENS) -> Value:
    """Read the literal that opens at `start`, of at most so many tokens; None where it is none."""
    try:
        return _Reader(text, start, most).value(0)
    except _NoLiteralError:
        return None


def arguments(text: str, start: int) -> list[Value]:
    """Read the arguments of a call whose bracket opens at `start`; none where they are code."""
    read = script_value(text, start, most=_MOST_ARGUMENTS)
    return read if isinstance(read, list) else []


def unescaped(text: str) -> str:
    """Give a string literal's text as a script would have it."""
    return _ESCAPE.sub(_plain, text) if "\\" in text else text


def _plain(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else _PLAIN_ESCAPES.get(found[3], found[3])


class _Reader:
    """Reads one literal, token by token, within bounds."""

    def __init__(self, text: str, start: int, most: int) -> None:
        self.text = text
        self.place = start
        self.left = most

    def _next(self) -> re.Match[str]:
        found = _TOKEN.match(self.text, self.place)
        self.left -= 1
        if found is None or self.left < 0:
            raise _NoLiteralError
        self.place = found.end()
        return found

    def value(self, depth: int) -> Value:
        return self._valued(self._next(), depth)

    def _valued(self, token: re.Match[str], depth: int) -> Value:
        if token["quoted"] is not None:
            return unescaped(token["quoted"][1:-1])
        if token["word"] is not None:
            return token["word"]
        if depth >= _DEEPEST:
            raise _NoLiteralError
        if token["sign"] in {"[", "("}:
            return list(self._members(_ENDS[token["sign"]], depth))
        if token["sign"] == "{":
            return dict(self._fields(depth))
        raise _NoLiteralError

    def _members(self, end: str, depth: int) -> Iterator[Value]:
        token = self._next()
        while token["sign"] != end:
            if token["sign"] == ",":
                yield None
            else:
                yield self._valued(token, depth + 1)
                self._part(end)
            token = self._next()

    def _fields(self, depth: int) -> Iterator[tuple[str, Value]]:
        token = self._next()
        while token["sign"] != "}":
            name = token["word"] or unescaped((token["quoted"] or "")[1:-1])
            if not name or self._next()["sign"] != ":":
                raise _NoLiteralError
            yield name, self.value(depth + 1)
            self._part("}")
            token = self._next()

    def _part(self, end: str) -> None:
        """Go past the comma behind a value; the closing bracket is left for the loop."""
        before = self.place
        sign = self._next()["sign"]
        if sign == end:
            self.place = before
        elif sign != ",":
            raise _NoLiteralError
