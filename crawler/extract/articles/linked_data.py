"""Read the publish day of a page's linked data (JSON-LD)."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser

from crawler.extract.articles.stated_days import claim
from crawler.extract.dates.day_order import DayOrder
from crawler.extract.page.laying import lay_blocks
from crawler.extract.page.layout import Script
from crawler.extract.page.markup import attributes_of
from schema.types.dates import DateClaim, DateSource

_PUBLISHED = re.compile(r'"(?:datePublished|pubDate)"\s*:\s*"([^"]{8,40})"')
_MADE = re.compile(r'"(?:dateCreated|uploadDate)"\s*:\s*"([^"]{8,40})"')
_TYPES = re.compile(r'"@type"\s*:\s*\[?\s*"([A-Za-z:/.]{3,60})"')
_OTHERS = frozenset(
    {"Product", "Review", "Event", "Comment", "JobPosting", "LocalBusiness", "Hotel"}
)
_TEXTS = re.compile(r"(?:Article|Posting|Page|Report|Recipe|Work|Dataset|Episode|Book|Video\w*)\Z")
_LOCATOR = "script[type='application/ld+json']"


def linked_claims(tree: LexborHTMLParser, order: DayOrder) -> Iterator[DateClaim]:
    """Give the first publish day of each piece of linked data; what it was made on stands behind.

    Days of reviews of a product or a place are not the page's.
    """
    pieces = [
        script.text
        for script in lay_blocks(tree).scripts
        if is_linked_data(script) and not _speaks_of_reviews(script.text)
    ]
    for form in (_PUBLISHED, _MADE):
        for text in pieces:
            match = form.search(text)
            if match is not None:
                yield from claim(match.group(1), DateSource.STRUCTURED, _LOCATOR, order)


def is_linked_data(script: Script) -> bool:
    """Tell a script that holds linked data."""
    if "ld+json" not in script.written:
        return False
    return attributes_of(script.written).get("type", "").startswith("application/ld+json")


def _speaks_of_reviews(text: str) -> bool:
    types = set(_TYPES.findall(text))
    return bool(types & _OTHERS) and not any(
        _TEXTS.search(one) for one in types if one != "JobPosting"
    )
