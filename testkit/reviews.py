"""What people made of sites, made by hand: a test names only what matters to it."""

from collections.abc import Mapping
from typing import Any

from schema.types.review import ItemReview, ItemStanding, Opinion, Recognition, SiteReview


def make_review(
    recognition: Recognition = Recognition.UNQUALIFIED,
    standings: Mapping[str, ItemStanding] | None = None,
    **changes: Any,
) -> SiteReview:
    """Make a site that two people failed by a veto; a problem is said in words of its own."""
    told = {"V2": ItemStanding.PROBLEM} if standings is None else standings
    values: dict[str, Any] = {
        "recognition": recognition,
        "items": tuple(
            ItemReview(
                item=item,
                standing=standing,
                words=f"{item}经人工认定。" if standing is ItemStanding.PROBLEM else "",
            )
            for item, standing in told.items()
        ),
        "decided": True,
        "vetoed": recognition is Recognition.UNQUALIFIED,
    }
    return SiteReview(**{**values, **changes})


def make_opinion(item: str, opinion: Opinion) -> SiteReview:
    """Make a site on which people said this of one item."""
    row = ItemReview(item=item, standing=ItemStanding.NONE, opinion=opinion)
    return SiteReview(recognition=Recognition.NONE, items=(row,), decided=True)
