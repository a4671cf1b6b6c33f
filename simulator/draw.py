"""Draws one site's truth record from the seed; no page is made here."""

import re
from dataclasses import replace
from datetime import date
from functools import lru_cache
from random import Random

from simulator import words
from simulator.engines import OFFSITE, draw_engine
from simulator.families import FAMILIES
from simulator.faults import carried
from simulator.faults.places import last_of
from simulator.faults.zombies import emptied
from simulator.items import KINDS, coming_items, past_items
from simulator.letters import draw_letters
from simulator.model import Column, ColumnClass, DatePlace, Form, Site, Skin
from simulator.plan import Order, Plan, plan_site

_K = ColumnClass


def draw_site(order: Order, first: date, number: int) -> Site:
    """Return the whole truth about site `number`, from 1, before any view of it.

    It is drawn as of the first day, with what is published within `items.HORIZON` days of it.
    """
    return _draw(order, first, number)


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
        secure=any(fault.secure for fault in carried(plan.faults)),
    )
    return replace(site, columns=tuple(_draw_columns(site, plan, order, rng)))


def host_of(order: Order, number: int) -> str:
    """Return the registered name of site `number` without drawing the site."""
    return _identity(order.seed, number)[0]


def faults_of(order: Order, number: int) -> frozenset[str]:
    """Return the faults of site `number` without drawing the site."""
    return plan_site(order, tuple(FAMILIES), number).faults


def number_named(order: Order, host: str) -> int | None:
    """Return the number of the site with a registered name, or None where none has it."""
    match = _HOST.fullmatch(host)
    place = _places(order.seed).get(match["county"]) if match else None
    if match is None or place is None:
        return None
    group = (int(match["mark"] or 1) - 1) * len(words.COUNTIES) + place
    for number in range(group * 3 + 1, min(group * 3 + 3, order.sites) + 1):
        if host_of(order, number) == host:
            return number
    return None


_HOST = re.compile(r"[a-z]+(?P<mark>[1-9]\d{0,5})?\.(?P<county>[a-z]+)\.gov\.cn\.test")


@lru_cache(maxsize=8)
def _places(seed: int) -> dict[str, int]:
    return {label: place for place, (label, _, _) in enumerate(_counties(seed))}


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
    full = any(fault.full for fault in carried(plan.faults))
    stale = _stale_counts(plan.faults)
    if not plan.faults and order.profile == "demo" and _chance(rng, 40):
        stale = {rng.choice((_K.NOTICE, _K.POLICY)): 1}  # a blemish that fails nothing
    wanted = _wanted(rng, full=full, zombie="Z-ZOMBIE" in plan.faults)
    if order.columns and not plan.faults:
        wanted = _sampled(rng, wanted, order.columns)
    columns: list[Column] = []
    for kind, amount in wanted:
        for rank in range(amount):
            asleep = rank >= amount - stale.get(kind, 0)
            columns.append(_draw_column(site, kind, rank, len(columns) + 1, asleep=asleep))
    if not plan.faults and order.profile == "demo" and _chance(rng, 30):
        return last_of(columns, {ColumnClass.SURVEY: 1}, emptied)  # one alone fails nothing
    for fault in carried(plan.faults):
        if fault.columns is not None:
            columns = fault.columns(columns, site)
    return columns


def _stale_counts(faults: frozenset[str]) -> dict[ColumnClass, int]:
    counts: dict[ColumnClass, int] = {}
    for fault in carried(faults):
        for kind, count in (fault.asleep or {}).items():
            counts[kind] = max(count, counts.get(kind, 0))
    return counts


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
        (_K.GUIDE, int(_chance(rng, 40))),
    ]


def _sampled(
    rng: Random, wanted: list[tuple[ColumnClass, int]], most: int
) -> list[tuple[ColumnClass, int]]:
    """Keep so many columns at most, one of 动态要闻 among them: for very large provinces."""
    (news, _), *others = wanted
    kinds = [kind for kind, amount in others for _ in range(amount)]
    kept = rng.sample(kinds, min(most - 1, len(kinds)))
    return [(news, 1), *((kind, kept.count(kind)) for kind, _ in others)]


def _draw_column(site: Site, kind: ColumnClass, rank: int, number: int, *, asleep: bool) -> Column:
    if kind is _K.CONSULT:
        name = "县长信箱" if site.is_portal else "局长信箱"
        engine, visibility = draw_engine(site, FAMILIES[site.family].engines)
        return Column(
            number=number,
            name=name,
            slug="ldxx",
            kind=kind,
            form=Form.OFFSITE if engine == OFFSITE else Form.MAILBOX,
            letters=() if engine == OFFSITE else draw_letters(site, number),
            engine=engine,
            visibility=visibility,
        )
    rules = KINDS[kind]
    name, slug = rules.names[rank]
    return Column(
        number=number,
        name=name,
        slug=slug,
        kind=kind,
        form=Form.SINGLE if kind is _K.ORGANS else Form.LIST,
        home=kind is _K.NEWS or (rank == 0 and kind in {_K.NOTICE, _K.POLICY}),
        registered=kind is not _K.OTHER,
        items=past_items(site, kind, number, rules, asleep=asleep),
        coming=() if asleep else coming_items(site, kind, number, rules),
    )
