"""Read the rows of a JSON answer: which array is the list, and which field means what."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from crawler.extract.date_text import find_dates
from crawler.extract.dom import fold_space, parse, text_of
from crawler.extract.stamps import shanghai_day
from crawler.extract.urls import resolve
from schema.types.dates import DateClaim, DateSource
from schema.types.reading import ListItem, ListState

_SHANGHAI = ZoneInfo("Asia/Shanghai")
_OLDEST = date(1995, 1, 1)
_MILLISECONDS = 10**11
"""A larger epoch counts milliseconds: in seconds it would be the year 5138."""
_LATEST_EPOCH = 4 * 10**9
_DEEPEST = 6
_LONGEST_DAY = 32
"""Characters of a field that holds a day: a title may name one."""
_BARE_NAMES = frozenset({"date", "time"})
"""Names of days that may be of anything; a plainer one goes before them."""
_JSONP = re.compile(r"\A\s*[\w.$]+\s*\(\s*(?=[\[{])|\)\s*;?\s*\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldMap:
    """Names of the fields of one answer, in lower case, the surest first."""

    title: tuple[str, ...] = (
        "title",
        "titles",
        "docttitle",
        "articletitle",
        "headline",
        "infotitle",
        "bt",
        "subject",
        "showtitle",
        "doctitle",
    )
    url: tuple[str, ...] = (
        "url",
        "link",
        "linkurl",
        "docpuburl",
        "puburl",
        "publishurl",
        "href",
        "infourl",
        "arturl",
        "visiturl",
        "htmlurl",
        "docurl",
        "post_url",
        "linkto",
    )
    published: tuple[str, ...] = (
        "display_publish_time",
        "first_publish_time",
        "publishdate",
        "publishedtimestr",
        "publishedtime",
        "pubdate",
        "pubtime",
        "pub_time",
        "publish_time",
        "publishtime",
        "display_date",
        "deploytime",
        "releasetime",
        "release_date",
        "showdate",
        "fbrq",
        "fbsj",
        "infodate",
        "webdate",
        "docreltime",
        "date",
        "time",
    )
    any_vendor: bool = False
    """The names are those of many vendors: of several in one row nobody knows which is shown."""
    created: tuple[str, ...] = (
        "created_at",
        "create_time",
        "createtime",
        "createdate",
        "cjsj",
        "inputtime",
    )


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
        if len(rows) == len(value) and all(_text(row, fields.title) for row in rows):
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


def json_items(
    rows: Sequence[Mapping[str, Any]],
    fields: FieldMap,
    *,
    base: str | None,
    fetched_at: datetime | None,
) -> tuple[ListItem, ...]:
    """Give the rows as items; a field of publishing beats one of creation."""
    latest = fetched_at.astimezone(_SHANGHAI).date() + timedelta(days=1) if fetched_at else date.max
    items = []
    for place, row in enumerate(rows):
        claim = _claim(row, fields, latest)
        items.append(
            ListItem(
                title=_plain(_text(row, fields.title)),
                url=resolve(base, _text(row, fields.url) or None),
                date=claim,
                pinned=_is_pinned(row),
                locator=f"[{place}]",
            ),
        )
    return tuple(items)


def state_of(found: JsonList, items: Sequence[ListItem]) -> ListState:
    """Give the state of an answer's list: zero records are an empty list."""
    if items:
        return ListState.READ
    return ListState.EMPTY if found.says_empty else ListState.UNREADABLE


def _claim(row: Mapping[str, Any], fields: FieldMap, latest: date) -> DateClaim | None:
    kinds = (
        (fields.published, DateSource.PUBLISH_FIELD),
        (fields.created, DateSource.CREATION_FIELD),
    )
    lower = {name.lower(): value for name, value in row.items()}
    for names, source in kinds:
        told = [
            (name, day)
            for name in names
            if (day := day_of(lower.get(name))) is not None and _OLDEST <= day <= latest
        ]
        if told:
            name, day = _surest(told, fields)
            bare = fields.any_vendor and name in _BARE_NAMES
            sure = source if not (bare and _tells_more(lower, day)) else DateSource.CREATION_FIELD
            return DateClaim(value=day, source=sure, raw=str(lower[name]), locator=name)
    return None


def _tells_more(row: Mapping[str, Any], day: date) -> bool:
    """Tell whether a row holds a later day, or the parts of one: which is shown nobody knows."""
    parts = all(name in row for name in ("year", "month", "day"))
    short = (value for value in row.values() if len(str(value)) <= _LONGEST_DAY)
    return parts or any((other := day_of(value)) and day < other for value in short)


def _surest(told: Sequence[tuple[str, date]], fields: FieldMap) -> tuple[str, date]:
    """Choose a day: the surest name's, or of a vendor that nobody knows the latest that is plain.

    `publishdate` may be the day of a document's issue there, `pubdate` that of its page.
    """
    plain = [one for one in told if one[0] not in _BARE_NAMES]
    return max(plain, key=lambda one: one[1]) if fields.any_vendor and plain else told[0]


def day_of(value: Any) -> date | None:
    """Read a field's day: an epoch in seconds or milliseconds as Shanghai's day, or a text."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, str) and not value.strip().isdecimal():
        zoned = shanghai_day(value)
        return zoned or next((one.value for one in find_dates(value) if one.day), None)
    if isinstance(value, str) and len(value.strip()) < 9:  # noqa: PLR2004 (20150414 is no epoch)
        return _compact(value.strip())
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    seconds = number / 1000 if number > _MILLISECONDS else number
    if not 0 < seconds < _LATEST_EPOCH:
        return None
    return datetime.fromtimestamp(seconds, _SHANGHAI).date()


def _compact(value: str) -> date | None:
    try:
        return date(int(value[:4]), int(value[4:6]), int(value[6:]))
    except ValueError:
        return None


def _text(row: Mapping[str, Any], names: Sequence[str]) -> str:
    lower = {name.lower(): value for name, value in row.items()}
    for name in names:
        value = lower.get(name)
        if isinstance(value, str) and value.strip():
            return value
    return ""


def _plain(title: str) -> str:
    return text_of(parse(title).body) if "<" in title else fold_space(title)


def _is_pinned(row: Mapping[str, Any]) -> bool:
    return any(
        row.get(name) in (1, True, "1", "true") for name in ("isTop", "is_top", "istop", "top")
    )
