"""What waits for people (待复核) where nobody has decided anything yet."""

from schema.types.finding import SiteResult
from schema.types.review import ItemReview, ItemStanding, Recognition, SiteReview
from schema.types.statistics import SiteOutcome
from schema.types.verdict import Verdict

WAITS = frozenset({Verdict.FAIL, Verdict.NEEDS_PERSON})
"""Verdicts of the machine that somebody has to look at before they are published."""


def unreviewed(result: SiteResult | None, *, waits: bool) -> Recognition:
    """Say how a site stands with people who decided nothing on it.

    What the machine passes at both ends waits for nobody: no item of it can change that.
    """
    still_open = result in {SiteResult.UNQUALIFIED, SiteResult.UNDETERMINED}
    return Recognition.WAITING if waits and still_open else Recognition.NONE


def review_or_none(one: SiteOutcome, review: SiteReview | None) -> SiteReview:
    """Give what people made of a site; where nobody decided anything, what waits for them."""
    if review is not None:
        return review
    return SiteReview(
        recognition=unreviewed(one.result, waits=bool(one.waiting)),
        items=tuple(ItemReview(item=item, standing=ItemStanding.WAITING) for item in one.waiting),
    )
