"""Read dates told from the day of reading (昨天, 3天前), which need a known time to mean any."""

import re
from datetime import date, timedelta

_FOLDED = str.maketrans("０１２３４５６７８９", "0123456789")
_AGO = re.compile(
    r"(?<![月年每\d./-])(?P<count>\d{1,3})\s?"
    r"(?P<unit>秒|分钟|分鐘|小时|小時|天|日|周|星期|个月|個月|年)[之以]?前(?!\w)"
)
"""Behind a month, and where words go on, it is a deadline (4月10日前, 10日前完成)."""
_NAMED = re.compile("刚刚|刚才|今天|今日|昨天|昨日|前天|前日")
_ALONE = re.compile(rf"[\[【(（]?(?:{_AGO.pattern}|{_NAMED.pattern})[\]】)）]?")
_LONGEST = 12
_DAYS_BACK = {"昨天": 1, "昨日": 1, "前天": 2, "前日": 2}
_COUNTED_IN_DAYS = frozenset({"秒", "分钟", "分鐘", "小时", "小時", "天", "日"})
_DAYS_A_UNIT = {"天": 1, "日": 1, "周": 7, "星期": 7, "个月": 30, "個月": 30, "年": 365}


def relative_date(text: str, today: date) -> date | None:
    """Read the first relative date in a short text, seen on this day; None without one."""
    folded = text.translate(_FOLDED)
    ago = _AGO.search(folded)
    if ago is not None:
        return today - timedelta(days=int(ago["count"]) * _DAYS_A_UNIT.get(ago["unit"], 0))
    named = _NAMED.search(folded)
    if named is None or folded[named.end() :].startswith("是"):
        return None
    return today - timedelta(days=_DAYS_BACK.get(named.group(), 0))


def told_alone(text: str, today: date) -> tuple[date, bool] | None:
    """Read an element that says nothing but how long ago something was (3天前), as rows have it.

    Gives the latest day that it can mean, and whether it names that day; 2个月前 does not.
    """
    folded = text.strip().translate(_FOLDED)
    match = _ALONE.fullmatch(folded) if len(folded) <= _LONGEST else None
    value = relative_date(folded, today) if match else None
    if match is None or value is None:
        return None
    return value, match["unit"] is None or match["unit"] in _COUNTED_IN_DAYS
