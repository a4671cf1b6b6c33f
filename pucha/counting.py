"""The numbers of a sweep, counted once: overview, tables and bulletin all print these."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from audit.report.honesty import Origin, Pairs, SweepCoverage, sweep_honesty
from audit.report.tables.summary import SweepNumbers
from audit.report.wording import moment
from audit.sweep.concord import by_item_concord, in_order
from audit.sweep.rates import (
    ItemTally,
    by_division,
    by_stratum,
    is_national,
    open_reasons,
    void_reasons,
    whole,
)
from audit.sweep.recognised import reviews_in_all
from config.reason_words import load_reason_words
from config.strata import load_strata
from pucha.casework.reviews import reviews_of
from pucha.trend import Asked, counted, trend_of
from pucha.wire import VISIT_HISTORY, Stores
from schema.types.ids import SiteId
from schema.types.review import SiteReview
from schema.types.rulepack import RuleItem, RulePack
from schema.types.statistics import ResultCount
from schema.types.sweep import Sweep


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepReport:
    """The counts of one sweep under one edition, and the honesty line of all that prints them."""

    sweep: Sweep
    pack: RulePack
    numbers: SweepNumbers
    honesty: Pairs
    reviews: Mapping[SiteId, SiteReview]
    """What people made of the sites that they decided something on."""
    reviews_before: Mapping[SiteId, SiteReview]
    """The same of the sweep before, as far as it was decided before this one."""

    @property
    def judged(self) -> tuple[str, ...]:
        """Give the items whose problems wait for people: what adds points does not."""
        return judged_items(self.pack)

    @property
    def line(self) -> str:
        """Give the line that stands over every table."""
        return (
            f"{self.pack.name}（{self.pack.edition}）　监测时间点 {moment(self.sweep.as_of)}"
            f"（北京时间）　巡检 {self.sweep.id}　详见“说明”"
        )


async def sweep_report(
    stores: Stores, sweep: Sweep, edition: str | None = None, *, details: bool = False
) -> SweepReport:
    """Count a sweep; nothing is judged anew. `details`: trends by place and problem as well."""
    pack = await stores.pack_of(sweep, edition)
    reviews = await reviews_of(stores, sweep, pack)
    asked = Asked(pack=pack, judged=judged_items(pack), details=details)
    now = await counted(stores, sweep, replace(asked, details=True), reviews)
    trend = await trend_of(stores, sweep, asked, now)
    items = tuple((one, now.items.get(one.id, ItemTally(item=one.id))) for one in pack.items)
    total = whole(now.results)
    words = load_reason_words()
    undetermined = open_reasons(now.findings, words)
    visits = await stores.statistics.visits(sweep.id, sweep.as_of, VISIT_HISTORY)
    coverage = SweepCoverage(
        registered=total.registered,
        planned=total.running,
        measured=total.checked,
        unmeasured=_unmeasured(now.results),
        undetermined_sites=total.undetermined,
        undetermined=undetermined,
        visits=visits.valid,
        void=void_reasons(visits, words),
        people=total.people,
        reviews=reviews_in_all(reviews.values()),
        waiting_vetoes=_waiting(items, vetoes=True),
        waiting_others=_waiting(items, vetoes=False),
    )
    origin = Origin(
        edition=pack.edition,
        edition_name=pack.name,
        digests=await stores.statistics.digests(sweep.id, pack.edition),
        as_of=sweep.as_of,
        sweep=sweep.id,
    )
    return SweepReport(
        sweep=sweep,
        pack=pack,
        numbers=SweepNumbers(
            whole=total,
            divisions=by_division(now.results, national=is_national(now.results)),
            strata=by_stratum(now.results, load_strata()),
            items=items,
            reviews=coverage.reviews,
            concord=in_order(pack, by_item_concord(reviews.values())),
            undetermined=undetermined,
            trend=trend.points,
            details=trend.details,
        ),
        honesty=sweep_honesty(origin, coverage),
        reviews=reviews,
        reviews_before=trend.before,
    )


def judged_items(pack: RulePack) -> tuple[str, ...]:
    """Give the items of an edition whose problems wait for people."""
    return tuple(one.id for one in pack.items if one.kind != "bonus")


def _waiting(items: Sequence[tuple[RuleItem, ItemTally]], *, vetoes: bool) -> int:
    return sum(tally.people.waiting for item, tally in items if (item.kind == "veto") is vetoes)


def _unmeasured(results: Sequence[ResultCount]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for one in results:
        if one.running and one.result is None:
            reason = "已巡检、尚未评分" if one.surveyed else "尚未巡检"
            counts[reason] = counts.get(reason, 0) + one.sites
    return counts
