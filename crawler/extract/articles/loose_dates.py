"""Tell what looks like a day to a reader, though no form that is read for one fits it."""

import re
from bisect import bisect_left

from crawler.extract.page.flow import Flow, Zone

_APART = r"[\s·_.,，。．/\\|｜、:：~—–-]{1,3}"
_MONTH, _DAY = r"(?:1[0-2]|0?[1-9])", r"(?:3[01]|[12]\d|0?[1-9])"
_NAMES = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_LOOSE = re.compile(
    rf"(?<!\d)(?:19|20)\d\d{_APART}{_MONTH}{_APART}{_DAY}(?!\d)"
    rf"|(?<!\d)20\d\d(?:1[0-2]|0[1-9])(?:3[01]|[12]\d|0[1-9])(?!\d)"
    rf"|(?<!\d)20\d\d[-./]{_MONTH}(?![\d./-])|\A\W*20\d\d年\W*\Z"
    rf"|(?<!\d){_DAY}[-./]{_DAY}[-./]20\d\d(?!\d)"
    rf"|(?<![\d./-])[0-3]\d(?P<apart>[./-])\d\d?(?P=apart){_DAY}(?![\d./-])"
    r"|(?<![\d.])\d{1,4}月(?!份)|(?:本|上个?)月\d|[一二三四五六七八九十]月[初一二三四五六七八九十廿]"
    r"|(?:星期|周)[一二三四五六日天]?\W{0,3}\d\d?[:：]\d\d|\A\W*\d\d?[:：]\d\d\W*\Z"
    rf"|\A\W*{_MONTH}\.{_DAY}(?:\W*\Z|\s+\d\d?[:：]\d\d)"
    r"|[一二两三四五六七八九十几半]{1,3}个?(?:天|小时|分钟|月|年|周|星期)[之以]?前|上周|上个?月"
    rf"|\b(?:{_NAMES})[a-z]{{0,6}}\.?\s?\d\d?(?!\d)"
    rf"|(?<!\d)\d\d?\s?(?:{_NAMES})[a-z]{{0,6}}\b",
    re.IGNORECASE,
)
_LONGEST = 40
"""Characters of a line that is no sentence of a text."""
_ELSEWHERE = Zone.LINK | Zone.SIDE | Zone.FOOT


def looks_dated(flow: Flow) -> bool:
    """Tell whether a short line of the page itself looks like a day (2026·11·18, 三天前).

    Lines with a day that is read are judged by it: it may be a clock's.
    """
    read, place = [found.start for found in flow.dates], 0
    for line in flow.text.split("\n"):
        start, place = place, place + len(line) + 1
        text = line.strip()
        if not 0 < len(text) <= _LONGEST or not _LOOSE.search(text):
            continue
        known = bisect_left(read, start) < bisect_left(read, place)
        if not known and not flow.zone_at(start) & _ELSEWHERE:
            return True
    return False
