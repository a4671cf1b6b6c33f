"""Draws the items of columns: those of the past, and those of the days to come."""

from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random

from simulator import words
from simulator.activities import with_activity
from simulator.model import ColumnClass, Item, Site

_K = ColumnClass
ZOMBIE_AGE = 740


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """How columns of one class are drawn: ages and gaps in days, bounds included."""

    names: tuple[tuple[str, str], ...]
    fresh: tuple[int, int]
    stale: tuple[int, int]
    gap: tuple[int, int]
    count: tuple[int, int]


KINDS = {
    _K.NEWS: Kind(
        names=(("工作动态", "gzdt"), ("政务要闻", "zwyw"), ("乡镇动态", "xzdt")),
        fresh=(0, 9),
        stale=(22, 300),
        gap=(1, 6),
        count=(18, 45),
    ),
    _K.NOTICE: Kind(
        names=(("通知公告", "tzgg"), ("公示公告", "gsgg")),
        fresh=(2, 150),
        stale=(205, 600),
        gap=(3, 20),
        count=(8, 40),
    ),
    _K.POLICY: Kind(
        names=(("政策文件", "zcwj"), ("规范性文件", "gfxwj"), ("政策法规", "zcfg")),
        fresh=(3, 150),
        stale=(205, 600),
        gap=(8, 40),
        count=(5, 32),
    ),
    _K.STAFF: Kind(
        names=(("人事信息", "rsxx"), ("人事任免", "rsrm")),
        fresh=(5, 330),
        stale=(490, 900),
        gap=(10, 60),
        count=(4, 20),
    ),
    _K.PLAN: Kind(
        names=(("规划计划", "ghjh"), ("发展规划", "fzgh")),
        fresh=(10, 330),
        stale=(490, 900),
        gap=(60, 300),
        count=(2, 8),
    ),
    _K.ORGANS: Kind(
        names=(("机构职能", "jgzn"),), fresh=(60, 600), stale=(740, 1200), gap=(1, 1), count=(1, 1)
    ),
    _K.SURVEY: Kind(
        names=(("意见征集", "yjzj"),), fresh=(8, 300), stale=(400, 900), gap=(20, 90), count=(3, 8)
    ),
    _K.INTERVIEW: Kind(
        names=(("在线访谈", "zxft"),), fresh=(8, 300), stale=(400, 900), gap=(30, 90), count=(3, 6)
    ),
    _K.GUIDE: Kind(
        names=(("办事指南", "bszn"),), fresh=(9, 400), stale=(740, 990), gap=(5, 60), count=(3, 6)
    ),
    _K.TOPIC: Kind(
        names=(("热点专题", "rdzt"),), fresh=(60, 500), stale=(740, 990), gap=(5, 30), count=(3, 10)
    ),
    _K.OTHER: Kind(
        names=(("便民服务", "bmfw"),), fresh=(9, 200), stale=(740, 990), gap=(5, 30), count=(3, 12)
    ),
}

HORIZON = 45
"""Days after the first one for which items are drawn."""


def past_items(
    site: Site, kind: ColumnClass, number: int, rules: Kind, *, asleep: bool
) -> tuple[Item, ...]:
    """Draw articles from the newest age backwards, each with a title of its own."""
    rng = Random(f"{site.seed}:{site.number}:items:{number}")
    age = rng.randint(*(rules.stale if asleep else rules.fresh))
    if "Z-ZOMBIE" in site.faults:
        age = max(age, ZOMBIE_AGE + rng.randint(0, 90))
    items: list[Item] = []
    seen: set[str] = set()
    for serial in range(rng.randint(*rules.count)):
        title = words.title(rng, kind, site.unit)
        if title in seen:
            title += f"（{serial + 1}）"
        seen.add(title)
        item = _item(site, rng, serial + 1, title, -age)
        items.append(with_activity(site, kind, item))
        age += rng.randint(*rules.gap)
    if kind is ColumnClass.ORGANS:
        return (replace(items[0], title=f"{site.unit}机构职能"),)
    return tuple(items)


def coming_items(site: Site, kind: ColumnClass, number: int, rules: Kind) -> tuple[Item, ...]:
    """Draw what a living column publishes in the days to come, as often as it did before."""
    if kind is ColumnClass.ORGANS:
        return ()
    rng = Random(f"{site.seed}:{site.number}:coming:{number}")
    items: list[Item] = []
    day = rng.randint(1, max(1, rules.gap[1]))
    while day <= HORIZON:
        serial = _COMING + len(items)
        title = f"{words.title(rng, kind, site.unit)}（第{len(items) + 1}期）"
        item = _item(site, rng, serial, title, day)
        items.append(with_activity(site, kind, item))
        day += rng.randint(*rules.gap)
    return tuple(items)


_COMING = 500
"""The number of the first item to come; no column has as many behind it."""


def _item(site: Site, rng: Random, number: int, title: str, day: int) -> Item:
    published = site.as_of + timedelta(days=day)
    return Item(
        number=number,
        title=title,
        published=published,
        document_date=published - timedelta(days=rng.randint(0, 9)),
    )
