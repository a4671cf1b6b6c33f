"""Read the words that a script writes right where it stands, as every browser shows them.

Templates cut a title or a day by a script in its place: `var str="…"; document.write(str);` (TRS),
`document.write("2015-04-14 09:30".substring(0,10))`. What a condition decides is nobody's to tell.
"""

import re

from crawler.extract.page.markup import attributes_of, has_attribute
from crawler.extract.text.script_values import unescaped

_LONGEST = 2_000
"""Characters of a script that are read: a longer one is a program."""
_WRITE = "document.write"
_CUT = (
    r"(?:\s*\.\s*(?:substr|substring|slice|trim|replace|split)\s*\([^()\n]*\)(?:\s*\[\s*0\s*\])?)*"
    r"(?:\s*\+\s*[\"'][.…]{1,6}[\"'])?"
)
_QUOTED = r"(?:\"(?:[^\"\\\n]|\\.)*+\"|'(?:[^'\\\n]|\\.)*+')"
_CALL = re.compile(
    rf"document\.write(?:ln)?\s*\(\s*(?:(?P<quoted>{_QUOTED})|(?P<name>[\w$]+)){_CUT}\s*\)"
)
_GIVEN = re.compile(rf"(?<![\w$.])(?P<name>[\w$]+)\s*=\s*(?P<quoted>{_QUOTED})")
_OPENS = re.compile(r"\A\s*(?:<!--[^\n]*\n)?")
_ENDS = frozenset(";}")


def written_by(attributes: str, text: str) -> str:
    """Give what a script writes for certain: one value that stands in it; nothing when unsure."""
    if _WRITE not in text or len(text) > _LONGEST or has_attribute(attributes, "src"):
        return ""
    kind = attributes_of(attributes).get("type", "").lower() if "type" in attributes else ""
    calls = list(_CALL.finditer(text))
    if (kind and "javascript" not in kind) or len(calls) != 1 or text.count(_WRITE) != 1:
        return ""
    call = calls[0]
    if not _is_certain(text[_end_of_opening(text) : call.start()]):
        return ""
    said = call["quoted"] or _value_of(call["name"], text[: call.start()])
    value = unescaped(said[1:-1]) if said else ""
    return "" if "<" in value else value.strip()


def _end_of_opening(text: str) -> int:
    found = _OPENS.match(text)
    return found.end() if found is not None else 0


def _is_certain(before: str) -> bool:
    """Tell a statement outside of any block that follows another, and no condition."""
    if before.count("{") != before.count("}") or "function" in before:
        return False
    last = before.rstrip()
    if not last or last[-1] in _ENDS:
        return True
    return last[-1] in "\"'" and "\n" in before[len(last) :]


def _value_of(name: str, before: str) -> str:
    """Give the literal that a name was given first; what is cut from it later is the same title."""
    given = (one["quoted"] for one in _GIVEN.finditer(before) if one["name"] == name)
    return next(given, "")
