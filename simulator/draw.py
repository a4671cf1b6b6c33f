"""Draws one site's truth record from the seed; no page is made here."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from random import Random

from simulator import words
from simulator.families import FAMILIES
from simulator.letters import draw_letters
from simulator.model import Column, ColumnClass, DatePlace, Form, Item, Site, Skin
from simulator.plan import Order, Plan, plan_site
from simulator.spoil import DATED_BY_DOCUMENT, empty_last, spoil

_K = ColumnClass
ZOMBIE_AGE = 740


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """How columns of one class are drawn: ages and gaps in days, bounds included."""

    names: tuple[tuple[str, str], ...]
    fresh: tuple[int, int]
    stale: tuple[int, int]
    gap: tuple[int, int]
    count: tuple[int, int]


_KINDS = {
    _K.NEWS: _Kind(
        names=(("工作动态", "gzdt"), ("政务要闻", "zwyw"), ("乡镇动态", "xzdt")),
        fresh=(0, 9),
        stale=(22, 300),
        gap=(1, 6),
        count=(18, 45),
    ),
    _K.NOTICE: _Kind(
        names=(("通知公告", "tzgg"), ("公示公告", "gsgg")),
        fresh=(2, 150),
        stale=(205, 600),
        gap=(3, 20),
        count=(8, 40),
    ),
    _K.POLICY: _Kind(
        names=(("政策文件", "zcwj"), ("规范性文件", "gfxwj"), ("政策法规", "zcfg")),
        fresh=(3, 150),
        stale=(205, 600),
        gap=(8, 40),
        count=(5, 32),
    ),
    _K.STAFF: _Kind(
        names=(("人事信息", "rsxx"), ("人事任免", "rsrm")),
        fresh=(5, 330),
        stale=(490, 900),
        gap=(10, 60),
        count=(4, 20),
    ),
    _K.PLAN: _Kind(
        names=(("规划计划", "ghjh"), ("发展规划", "fzgh")),
        fresh=(10, 330),
        stale=(490, 900),
        gap=(60, 300),
        count=(2, 8),
    ),
    _K.ORGANS: _Kind(
        names=(("机构职能", "jgzn"),), fresh=(60, 600), stale=(740, 1200), gap=(1, 1), count=(1, 1)
    ),
    _K.SURVEY: _Kind(
        names=(("意见征集", "yjzj"),), fresh=(8, 300), stale=(400, 900), gap=(20, 90), count=(3, 8)
    ),
    _K.INTERVIEW: _Kind(
        names=(("在线访谈", "zxft"),), fresh=(8, 300), stale=(400, 900), gap=(30, 90), count=(3, 6)
    ),
    _K.TOPIC: _Kind(
        names=(("热点专题", "rdzt"),), fresh=(60, 500), stale=(740, 990), gap=(5, 30), count=(3, 10)
    ),
    _K.OTHER: _Kind(
        names=(("便民服务", "bmfw"),), fresh=(9, 200), stale=(740, 990), gap=(5, 30), count=(3, 12)
    ),
}
_FULL = frozenset({"Z-ZOMBIE", "Z-DORMANT", "D-DOC-ONLY", "Z-EMPTY"})
_DORMANT = {_K.NEWS: 2, _K.NOTICE: 2, _K.POLICY: 3}  # how many columns of a class fall asleep


def draw_site(order: Order, as_of: date, number: int) -> Site:
    """Return the whole truth about site `number`, from 1."""
    return _draw(order, as_of, number)


@lru_cache(maxsize=2_000)
def _draw(order: Order, as_of: date, number: int) -> Site:
    plan = plan_site(order, tuple(FAMILIES), number)
    rng = Random(f"{order.seed}:site:{number}")
    host, unit, county, code = _identity(order.seed, number)
    site = Site(
        number=number,
        host=host,
        name=f"{unit}门户网站" if host.startswith("www") else f"{unit}网站",
        unit=unit,
        county=county,
        code=code,
        icp=f"湘ICP备{rng.randrange(10_000_000, 20_000_000)}号-{rng.randrange(1, 4)}",
        family=plan.family,
        is_portal=host.startswith("www"),
        skin=_draw_skin(rng),
        robots=plan.robots,
        faults=plan.faults,
        columns=(),
        seed=order.seed,
        as_of=as_of,
    )
    return replace(site, columns=tuple(_draw_columns(site, plan, order, rng)))


def host_of(order: Order, number: int) -> str:
    """Return the registered name of site `number` without drawing the site."""
    return _identity(order.seed, number)[0]


def _identity(seed: int, number: int) -> tuple[str, str, str, str]:
    """Name host, unit, county and code: a portal and two offices a county, round by round."""
    group, member = divmod(number - 1, 3)
    round_, place = divmod(group, len(words.COUNTIES))
    label, county, area = _counties(seed)[place]
    mark = str(round_ + 1) if round_ else ""
    serial = f"{round_ * 3 + member + 1:04d}"
    if member == 0:
        return f"www{mark}.{label}.gov.cn.test", f"{county}人民政府", county, area + serial
    office, name = words.OFFICES[(seed + place + round_ * 2 + member) % len(words.OFFICES)]
    return f"{office}{mark}.{label}.gov.cn.test", county + name, county, area + serial


@lru_cache(maxsize=8)
def _counties(seed: int) -> list[tuple[str, str, str]]:
    return Random(f"{seed}:counties").sample(words.COUNTIES, len(words.COUNTIES))


def _draw_skin(rng: Random) -> Skin:
    return Skin(
        date_place=rng.choice(list(DatePlace)),
        date_format=rng.choice(("%Y-%m-%d", "%Y-%m-%d", "[%Y-%m-%d]", "%Y/%m/%d", "%Y年%m月%d日")),
        cards=_chance(rng, 15),
        truncated=_chance(rng, 40),
        clock_as_text=_chance(rng, 50),
    )


def _chance(rng: Random, percent: int) -> bool:
    return rng.randrange(100) < percent


def _draw_columns(site: Site, plan: Plan, order: Order, rng: Random) -> list[Column]:
    full = bool(plan.faults & _FULL)
    stale = _stale_counts(plan.faults)
    if not plan.faults and order.profile == "demo" and _chance(rng, 40):
        stale = {rng.choice((_K.NOTICE, _K.POLICY)): 1}  # a blemish that fails nothing
    wanted = _wanted(rng, full=full, zombie="Z-ZOMBIE" in plan.faults)
    columns: list[Column] = []
    for kind, amount in wanted:
        for rank in range(amount):
            asleep = rank >= amount - stale.get(kind, 0)
            columns.append(_draw_column(site, kind, rank, len(columns) + 1, asleep=asleep))
    blemished = not plan.faults and order.profile == "demo" and _chance(rng, 30)
    return empty_last(columns, ColumnClass.SURVEY) if blemished else spoil(columns, site)


def _stale_counts(faults: frozenset[str]) -> dict[ColumnClass, int]:
    if "Z-ZOMBIE" in faults:
        return dict.fromkeys(_K, 9)
    if "Z-DORMANT" in faults:
        return dict(_DORMANT)
    return dict(DATED_BY_DOCUMENT) if "D-DOC-ONLY" in faults else {}


def _wanted(rng: Random, *, full: bool, zombie: bool) -> list[tuple[ColumnClass, int]]:
    """List the columns of a site by class: 9 to 14 registered ones and an unregistered one."""
    return [
        (_K.NEWS, 3 if full else rng.randint(2, 3)),
        (_K.NOTICE, 2 if full else rng.randint(1, 2)),
        (_K.POLICY, 3 if full else rng.randint(1, 2)),
        (_K.STAFF, 2 if zombie else 1),
        (_K.PLAN, 1),
        (_K.ORGANS, 1),
        (_K.CONSULT, 1),
        (_K.SURVEY, 1),
        (_K.INTERVIEW, int(full or _chance(rng, 60))),
        (_K.TOPIC, int(not zombie and not full and _chance(rng, 60))),
        (_K.OTHER, int(_chance(rng, 50))),
    ]


def _draw_column(site: Site, kind: ColumnClass, rank: int, number: int, *, asleep: bool) -> Column:
    if kind is _K.CONSULT:
        name = "县长信箱" if site.is_portal else "局长信箱"
        return Column(
            number=number,
            name=name,
            slug="ldxx",
            kind=kind,
            form=Form.MAILBOX,
            letters=draw_letters(site, number),
        )
    rules = _KINDS[kind]
    name, slug = rules.names[rank]
    return Column(
        number=number,
        name=name,
        slug=slug,
        kind=kind,
        form=Form.SINGLE if kind is _K.ORGANS else Form.LIST,
        home=kind is _K.NEWS or (rank == 0 and kind in {_K.NOTICE, _K.POLICY}),
        registered=kind is not _K.OTHER,
        items=_draw_items(site, kind, number, asleep=asleep),
    )


def _draw_items(site: Site, kind: ColumnClass, number: int, *, asleep: bool) -> tuple[Item, ...]:
    """Draw articles from the newest age backwards, each with a title of its own."""
    rng = Random(f"{site.seed}:{site.number}:items:{number}")
    rules = _KINDS[kind]
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
        published = site.as_of - timedelta(days=age)
        document = published - timedelta(days=rng.randint(0, 9))
        items.append(
            Item(number=serial + 1, title=title, published=published, document_date=document)
        )
        age += rng.randint(*rules.gap)
    if kind is _K.ORGANS:
        return (replace(items[0], title=f"{site.unit}机构职能"),)
    return tuple(items)
