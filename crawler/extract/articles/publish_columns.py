"""Read the publish day of a document table that has its headings in one row, its values below."""

from collections.abc import Iterator
from itertools import pairwise

from crawler.extract.dates.date_text import find_dates
from crawler.extract.page.blocks import Block
from crawler.extract.page.headers import cell_names
from crawler.extract.page.layout import Layout
from crawler.extract.text.made_once import made_once
from schema.types.date_words import DateRole, DateWords
from schema.types.dates import DateClaim, DateSource

_LEAST_CELLS = 2
_ROWS = 2
"""Headings and one row of values: of more rows each is another document's."""


def column_claims(layout: Layout, words: DateWords) -> Iterator[DateClaim]:
    """Give the days under 发布日期 where 索引号, 文号 or their like head columns beside it."""
    if "table" not in layout.tags:
        return
    publish = _publish_labels(words)
    for head, row in _pairs(layout):
        names = tuple(name.rstrip(":：") for name in cell_names(layout, head))
        known = {"".join(word.split()) for word in words.document_table}
        if publish.isdisjoint(names) or known.isdisjoint(names):
            continue
        for name, cell in zip(names, row.children, strict=True):
            text = layout.text_of(cell)
            days = find_dates(text) if name in publish else ()
            if len(days) == 1 and days[0].day and days[0].year and days[0].value is not None:
                yield DateClaim(
                    value=days[0].value,
                    source=DateSource.PUBLISH_CELL,
                    raw=days[0].raw,
                    locator=layout.path_of(cell),
                )


def _pairs(layout: Layout) -> Iterator[tuple[Block, Block]]:
    """Give the rows of tables that have two, with as many cells in each."""
    rows = [block for block in layout.blocks if block.tag == "tr" and not block.hidden]
    for head, row in pairwise(rows):
        body = head.parent
        alone = body is not None and row.parent is body and len(body.children) == _ROWS
        if alone and len(head.children) == len(row.children) >= _LEAST_CELLS and not head.links:
            yield head, row


@made_once
def _publish_labels(words: DateWords) -> frozenset[str]:
    return frozenset(
        "".join(word.split())
        for group in words.labels
        if group.role is DateRole.PUBLISH
        for word in group.words
    )
