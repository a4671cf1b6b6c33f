"""Spot-checks (抽查核查): draw, share out, take results in, sum up."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from audit.people.agreement import Agreement, agreement
from audit.people.estimate import Estimate, estimate
from audit.people.rules import check_reason
from audit.people.sampling import Candidate, Pick, Sample, SampleRule, Why, draw, share_out
from audit.people.spot_checks import Said, agreed_on, last_words
from audit.sweep.concord import ItemConcord, by_item_concord, in_order
from audit.sweep.intervals import Rate, pass_rate
from audit.sweep.rates import division_of, stratum_of
from config.strata import load_strata
from pucha.auditing import sweep_of
from pucha.casework.desk import actor, registered
from pucha.casework.reviews import reviews_of
from pucha.wire import Stores
from schema.types.casework import Act, Entry
from schema.types.errors import PuchaError, UsageError
from schema.types.finding import SiteResult
from schema.types.ids import SiteId, SweepId
from schema.types.review import Recognition, SiteReview
from schema.types.rulepack import RulePack
from schema.types.site import RunState, Site
from schema.types.sweep import Sweep

_EXCLUDED = {RunState.CLOSED: "关停", RunState.EXEMPT: "例外"}
_SAID = frozenset({SiteResult.QUALIFIED, SiteResult.UNQUALIFIED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A sample as the log holds it."""

    name: str
    sweep: SweepId
    edition: str
    by: str
    at: datetime
    seed: str
    ratio: float
    enough: bool
    picks: tuple[Pick, ...]
    strata: tuple[dict[str, Any], ...]
    excluded: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Disputed:
    """A site of a sample of which people say two things (意见不一致)."""

    site_id: SiteId
    url: str
    said: Said
    failed: bool
    """People failed its sheet (人工认定不合格)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleResult:
    """What the people found, and how far the machine agrees."""

    sample: Drawn
    all_checked: Rate
    """Of all sites of the sample: those that failed before weigh too much in it."""
    drawn_at_random: Rate
    """Of the sites drawn by lot alone: those that failed before are left out of it."""
    running: Estimate
    """Of all running sites: each check weighs what it stands for."""
    agreement: Agreement
    """Machine's result beside the person's, sites that both decided or left open."""
    items: tuple[ItemConcord, ...]
    """How far people agree with the machine item by item (人工复核), of all sites of the sample."""
    items_drawn: tuple[ItemConcord, ...]
    """The same of the sites drawn by lot alone."""
    disputed: tuple[Disputed, ...]
    """Sites that the rates leave out, until people say one thing of them."""


async def draw_sample(  # noqa: PLR0913 - what a command was given
    stores: Stores, name: str, rule: SampleRule, *, by: str, now: datetime, sweep: int | None = None
) -> Sample:
    """Draw a sample of the register and write it into the log; raise UsageError for a name twice.

    What failed in the sweep, or when people checked it last, is in it again.
    """
    person = await actor(stores, by, Act.DRAW)
    base = await sweep_of(stores, sweep)
    log = await stores.cases.of_act(Act.DRAW)
    if any(one.body["name"] == name for one in log):
        raise UsageError(f"there is a sample {name!r} already")
    failed = await _failed(stores, base.id, base.edition)
    paused = {
        one.site_id
        for one in await stores.outages.all()
        if one.approved_at is not None and one.starts_at <= now < one.ends_at
    }
    sites = await stores.register.sites()
    sample = draw(_candidates(sites, failed, paused), rule)
    known = {one.id or 0: one for one in sites}
    picks = share_out(sample.picks, await stores.cases.people(), known)
    body = {
        "name": name,
        "sweep": base.id,
        "edition": base.edition,
        "rule": asdict(rule),
        "ratio": sample.ratio,
        "enough": sample.enough,
        "picks": [asdict(one) for one in picks],
        "strata": [asdict(one) for one in sample.strata],
        "excluded": sample.excluded,
    }
    entry = Entry(act=Act.DRAW, by=person.name, role=person.role, at=now, text=name, body=body)
    await stores.cases.add(None, await stores.cases.newest(None), entry)
    return sample


def _candidates(
    sites: list[Site], failed: frozenset[SiteId], paused: set[SiteId]
) -> list[Candidate]:
    national = len({one.province for one in sites}) > 1
    strata = load_strata()
    return [
        Candidate(
            site_id=one.id or 0,
            url=one.home_url,
            stratum=(
                division_of(one.province, one.city, one.county, national=national),
                stratum_of(one.level, strata, is_portal=one.is_portal),
                "门户" if one.is_portal else "非门户",
            ),
            failed_before=one.id in failed,
            excluded=_EXCLUDED.get(one.run_state) or ("报备" if one.id in paused else ""),
        )
        for one in sites
    ]


async def _failed(stores: Stores, sweep: SweepId, edition: str) -> frozenset[SiteId]:
    outcomes = await stores.results.outcomes(sweep, edition)
    failed = {site for site, result in outcomes.items() if result is SiteResult.UNQUALIFIED}
    checks = await stores.cases.of_act(Act.CHECK)
    newest = {one.site_id: one.body["sample"] for one in checks}
    last = [one for one in checks if one.body["sample"] == newest[one.site_id]]
    for site, said in last_words(last).items():
        (failed.add if SiteResult.UNQUALIFIED in said.values() else failed.discard)(site)
    return frozenset(failed)


async def check(  # noqa: PLR0913 - what a command was given
    stores: Stores,
    name: str,
    reference: str,
    *,
    result: SiteResult,
    reason: str,
    by: str,
    now: datetime,
) -> None:
    """Write down what a reviewer found of a site of a sample.

    Raise UsageError for a 合格 of a site that people failed on the sheet that it was drawn by.
    """
    sample = await sample_of(stores, name)
    site, site_id = await registered(stores, reference)
    person = await actor(stores, by, Act.CHECK, site)
    if result not in _SAID:
        raise UsageError(f"{result.value}: a check comes to 合格 or 不合格")
    if site_id not in {one.site_id for one in sample.picks}:
        raise UsageError(f"{site.home_url} is not in the sample {name!r}")
    newest = await stores.cases.newest(site_id)
    if result is SiteResult.QUALIFIED and await _people_failed(stores, sample, {site_id}):
        raise UsageError(
            f"people found {site.home_url} 不合格 on the sheet of this sample, so no check of it "
            "comes to 合格: reject that finding first (`pucha review reject`)"
        )
    entry = Entry(
        act=Act.CHECK,
        by=person.name,
        role=person.role,
        at=now,
        text=check_reason(reason),
        site_id=site_id,
        body={"sample": name, "result": result.value},
    )
    await stores.cases.add(site_id, newest, entry)


async def _people_failed(stores: Stores, sample: Drawn, sites: Collection[SiteId]) -> set[SiteId]:
    sweep = await _sweep(stores, sample)
    pack = await stores.pack_of(sweep, sample.edition)
    return _failed_in(await reviews_of(stores, sweep, pack, sites))


def _failed_in(reviews: Mapping[SiteId, SiteReview]) -> set[SiteId]:
    """Give the sites that people failed: by a veto that two confirmed, or by points."""
    return {site for site, one in reviews.items() if one.recognition is Recognition.UNQUALIFIED}


async def _sweep(stores: Stores, sample: Drawn) -> Sweep:
    found = await stores.sweeps.get(sample.sweep)
    if found is None:
        raise PuchaError(f"the sweep {sample.sweep} of the sample {sample.name!r} is gone")
    return found


async def sum_up(stores: Stores, name: str) -> SampleResult:
    """Sum a sample up: pass rates, and the agreement of machine and people on sites and items.

    Raise PuchaError where its sweep is gone.
    """
    sample = await sample_of(stores, name)
    sweep = await _sweep(stores, sample)
    checks = [one for one in await stores.cases.of_act(Act.CHECK) if one.body["sample"] == name]
    machine = await stores.results.outcomes(sample.sweep, sample.edition)
    picked = {SiteId(one.site_id): one.url for one in sample.picks}
    lot = {SiteId(one.site_id) for one in sample.picks if one.why is Why.DRAWN}
    pack = await stores.pack_of(sweep, sample.edition)
    reviews = await reviews_of(stores, sweep, pack, picked)
    said, failed = last_words(checks), _failed_in(reviews)
    agreed = agreed_on(said, failed)
    return SampleResult(
        sample=sample,
        all_checked=_rate(list(agreed.values())),
        drawn_at_random=_rate([found for site, found in agreed.items() if site in lot]),
        running=estimate(
            {tuple(row["stratum"]): row["running"] for row in sample.strata},
            sample.picks,
            {site: found is SiteResult.QUALIFIED for site, found in agreed.items()},
        ),
        agreement=agreement(
            (machine[site].value, found.value) for site, found in agreed.items() if site in machine
        ),
        items=_concord(pack, reviews.values()),
        items_drawn=_concord(pack, [one for site, one in reviews.items() if site in lot]),
        disputed=tuple(
            Disputed(site_id=site, url=picked[site], said=said[site], failed=site in failed)
            for site in said
            if site not in agreed
        ),
    )


def _concord(pack: RulePack, reviews: Iterable[SiteReview]) -> tuple[ItemConcord, ...]:
    return in_order(pack, by_item_concord(reviews))


def _rate(said: list[SiteResult]) -> Rate:
    return pass_rate(said.count(SiteResult.QUALIFIED), len(said))


async def sample_of(stores: Stores, name: str) -> Drawn:
    """Give a sample by its name; raise UsageError that lists the known ones."""
    log = await stores.cases.of_act(Act.DRAW)
    for one in log:
        if one.body["name"] == name:
            return _drawn(one)
    known = ", ".join(one.body["name"] for one in log) or "none"
    raise UsageError(f"there is no sample {name!r}; known are: {known}")


def _drawn(one: Entry) -> Drawn:
    body = one.body
    return Drawn(
        name=body["name"],
        sweep=SweepId(body["sweep"]),
        edition=body["edition"],
        by=one.by,
        at=one.at,
        seed=body["rule"]["seed"],
        ratio=body["ratio"],
        enough=body["enough"],
        picks=tuple(
            Pick(
                site_id=pick["site_id"],
                url=pick["url"],
                stratum=tuple(pick["stratum"]),
                why=Why(pick["why"]),
                reviewer=pick["reviewer"],
            )
            for pick in body["picks"]
        ),
        strata=tuple(body["strata"]),
        excluded=body["excluded"],
    )
