"""调查征集 and 在线访谈: the days of each, how its state is written, and its own page's parts."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from simulator.model import Activity, ColumnClass, Item, Site

_COLLECTS = (7, 30)
_FEEDS_BACK = (5, 40)
_RESULTS = 70
"""Per cent of the collections whose outcome is told."""
_RECORDED = 85


def with_activity(site: Site, kind: ColumnClass, item: Item) -> Item:
    """Give an item of a column of activities its days; any other item is returned as it is."""
    if kind not in {ColumnClass.SURVEY, ColumnClass.INTERVIEW}:
        return item  # before a generator is made, which costs more than the item
    rng = Random(f"{site.seed}:{site.number}:activity:{kind}:{item.number}")
    if kind is ColumnClass.SURVEY:
        end = item.published + timedelta(days=rng.randint(*_COLLECTS))
        result = end + timedelta(days=rng.randint(*_FEEDS_BACK))
        told = result if rng.randrange(100) < _RESULTS else None
        return replace(item, activity=Activity(start=item.published, end=end, result=told))
    told = item.published if rng.randrange(100) < _RECORDED else None
    day = item.published
    return replace(item, activity=Activity(start=day, end=day, result=told))


def state_on(activity: Activity, day: date) -> str:
    """Write the state of an activity on a day."""
    if day < activity.start:
        return "未开始"
    return "已结束" if day > activity.end else "进行中"


def has_result(activity: Activity, day: date) -> bool:
    """Tell whether the outcome is shown on a day."""
    return activity.result is not None and activity.result <= day


def activity_parts(site: Site, kind: ColumnClass, item: Item) -> str:
    """Make what the page of an activity holds beside its text; none for other items."""
    activity = item.activity
    if activity is None:
        return ""
    shown = has_result(activity, site.as_of)
    if kind is ColumnClass.SURVEY:
        result = (
            f'<div class="jg"><h3>结果反馈</h3><p>反馈时间：{activity.result:%Y-%m-%d}</p>'
            "<p>征集期间共收到意见建议十二条，采纳五条，其余意见已逐条说明理由。</p></div>"
            if shown
            else ""
        )
        return (
            f'<div class="zj"><p>征集时间：{activity.start:%Y-%m-%d}至{activity.end:%Y-%m-%d}</p>'
            f"<p>征集状态：{state_on(activity, site.as_of)}</p>"
            f"<p>意见反馈方式：来信请寄{site.unit}办公室。</p></div>{result}"
        )
    record = (
        '<div class="sl"><h3>文字实录</h3><p>主持人：欢迎各位网友。</p>'
        "<p>嘉宾：感谢大家的关注，下面我就大家关心的问题作一介绍。</p></div>"
        if shown
        else ""
    )
    return (
        f'<div class="ft"><p>访谈时间：{activity.start:%Y-%m-%d} 15:00</p>'
        f"<p>访谈嘉宾：{site.unit}负责人</p></div>{record}"
    )
