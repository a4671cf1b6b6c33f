"""How far machine and people agree on each item (逐项一致率), from what people made of sheets."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from audit.sweep.intervals import Rate, pass_rate
from schema.types.review import Opinion, SiteReview
from schema.types.rulepack import RulePack


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemConcord:
    """People's opinions of the machine's verdicts on one item, one a site."""

    item: str
    agreed: int = 0
    amended: int = 0
    rejected: int = 0
    settled: int = 0
    """Decided by people where the machine had left it open: no part of the rate."""

    @property
    def n(self) -> int:
        """Give the verdicts of the machine that people looked at."""
        return self.agreed + self.amended + self.rejected

    @property
    def rate(self) -> Rate:
        """Give the share that people agree with; its interval is wide where they saw few."""
        return pass_rate(self.agreed, self.n)


def by_item_concord(reviews: Iterable[SiteReview]) -> dict[str, ItemConcord]:
    """Count the opinions by item; an item that nobody decided on is left out."""
    counts = Counter(
        (row.item, row.opinion) for one in reviews for row in one.items if row.opinion is not None
    )
    return {
        item: ItemConcord(
            item=item,
            agreed=counts[item, Opinion.AGREED],
            amended=counts[item, Opinion.AMENDED],
            rejected=counts[item, Opinion.REJECTED],
            settled=counts[item, Opinion.SETTLED],
        )
        for item, _ in counts
    }


def in_order(pack: RulePack, found: Mapping[str, ItemConcord]) -> tuple[ItemConcord, ...]:
    """Put items into the order of the edition."""
    return tuple(found[one.id] for one in pack.items if one.id in found)
