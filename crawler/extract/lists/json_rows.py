"""Find the rows of a JSON answer: which of its arrays is the list, and whether it tells a fault."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from crawler.extract.lists.json_fields import FieldMap, field_text

_DEEPEST = 6
_JSONP = re.compile(r"\A\s*[\w.$]+\s*\(\s*(?=[\[{])|\)\s*;?\s*\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonList:
    """The list of an answer: its rows, and how many there are in all where the answer says so."""

    rows: tuple[Mapping[str, Any], ...]
    total: int | None
    failed: bool = False
    """The answer tells of an error: what it counts is no count of the list."""

    @property
    def says_empty(self) -> bool:
        """Tell whether the answer itself says that it holds no record."""
        return not self.rows and self.total == 0 and not self.failed


def load_json(text: str) -> Any | None:
    """Parse JSON or JSONP; None for anything else."""
    body = text.lstrip("\ufeff \r\n\t")
    if not body.startswith(("{", "[")):
        body = _JSONP.sub("", body)
    if not body.startswith(("{", "[")):
        return None
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def find_json_list(data: Any, fields: FieldMap) -> JsonList | None:
    """Find the array of objects that have titles, or an empty array beside a total of zero."""
    best: JsonList | None = None
    for found in json_lists(data, fields):
        is_first = best is None and (found.rows or found.says_empty)
        if is_first or (best is not None and len(found.rows) > len(best.rows)):
            best = found
    return best


def json_lists(data: Any, fields: FieldMap) -> Iterator[JsonList]:
    """Give every array of an answer whose entries are objects with titles, empty ones too."""
    failed = tells_failure(data)
    for value, total in _arrays(data, None, 0):
        rows = tuple(row for row in value if isinstance(row, dict))
        if len(rows) == len(value) and all(field_text(row, fields.title) for row in rows):
            yield JsonList(rows=rows, total=total, failed=failed)


def _arrays(data: Any, total: int | None, depth: int) -> Iterator[tuple[list[Any], int | None]]:
    """Give every array with the count that stands nearest around it."""
    if depth > _DEEPEST:
        return
    if isinstance(data, list):
        yield data, total
    elif isinstance(data, dict):
        own = _total(data)
        for value in data.values():
            yield from _arrays(value, total if own is None else own, depth + 1)


_GOOD_CODES = {"0", "1", "00", "000", "0000", "200", "ok", "success", "true"}
_CODES = ("code", "status", "errcode", "errorcode", "retcode", "resultcode", "statuscode")


def tells_failure(data: Any) -> bool:
    """Tell whether an answer says of itself that it failed: by `success`, its code or its message.

    Some programs give 1 for good, some for bad: the words beside it tell.
    """
    if not isinstance(data, dict):
        return False
    lower = {str(name).lower(): value for name, value in data.items()}
    flags = (lower.get(name) for name in _FLAGS)
    if any(flag is False or (isinstance(flag, str) and flag.lower() in _BAD) for flag in flags):
        return True
    messages = (lower[name] for name in _MESSAGES if isinstance(lower.get(name), str))
    if any(_FAILED.search(message) for message in messages):
        return True
    codes = (lower[name] for name in _CODES if isinstance(lower.get(name), int | str))
    return any(str(code).lower() not in _GOOD_CODES for code in codes)


_FLAGS = ("success", "issuccess", "ok", "state", "result", "flag")
_BAD = frozenset({"false", "error", "fail", "failed"})
_MESSAGES = ("msg", "message", "errmsg", "errormsg", "error", "resultmsg", "retmsg")
_FAILED = re.compile(
    "失败|错误|异常|超时|非法|无效|无权|未授权|未登录|没有权限|不能为空|缺少|参数|繁忙|频繁|稍后|稍候|拒绝|维护"
    "|请选择|请输入|请先|fail|error|denied|invalid|timeout|missing|forbidden|refused|unavailable|busy",
    re.IGNORECASE,
)

_TOTALS = (
    "total",
    "totalrecord",
    "totalcount",
    "totalnum",
    "totalelements",
    "recordcount",
    "count",
    "rowcount",
)


def _total(holder: Mapping[str, Any]) -> int | None:
    lower = {name.lower(): value for name, value in holder.items()}
    for name in _TOTALS:
        value = lower.get(name)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        if isinstance(value, str) and value.isdecimal():
            return int(value)
    return None
