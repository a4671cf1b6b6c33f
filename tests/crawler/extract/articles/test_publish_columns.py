from datetime import date

import pytest

from config.lexicon import load_lexicon
from crawler.extract.articles.publish_columns import column_claims
from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_blocks
from schema.types.dates import DateSource

WORDS = load_lexicon().date_words
HEAD = ("索引号", "成文日期", "发布日期", "文号")
VALUES = ("F00301-2015-12", "2015-04-02", "2015-04-14", "临农字〔2015〕12号")


def row(cells: tuple[str, ...], tag: str = "td") -> str:
    return "<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in cells) + "</tr>"


def days_of(rows: str) -> list[date]:
    layout = lay_blocks(parse(f"<table>{rows}</table>"))
    return [claim.value for claim in column_claims(layout, WORDS)]


@pytest.mark.parametrize("tag", ["td", "th"])
def test_day_under_its_heading_is_the_documents(tag: str) -> None:
    assert days_of(row(HEAD, tag) + row(VALUES)) == [date(2015, 4, 14)]


def test_its_source_is_the_publish_cell() -> None:
    layout = lay_blocks(parse(f"<table>{row(HEAD)}{row(VALUES)}</table>"))
    (claim,) = column_claims(layout, WORDS)

    assert (claim.source, claim.raw) == (DateSource.PUBLISH_CELL, "2015-04-14")
    assert claim.locator is not None


OTHERS = {
    "a list of documents": row(HEAD) + row(VALUES) + row(VALUES),
    "no document's heading": row(("标题", "发布日期")) + row(("春耕", "2015-04-14")),
    "no heading of publishing": row(("索引号", "成文日期")) + row(("F1", "2015-04-14")),
    "two days in a cell": row(HEAD) + row((*VALUES[:2], "2015-04-14至2015-04-20", "")),
    "cells that do not match": row(HEAD) + row(VALUES[1:]),
}


@pytest.mark.parametrize("rows", OTHERS.values(), ids=OTHERS)
def test_other_tables_say_nothing(rows: str) -> None:
    assert days_of(rows) == []
