from dataclasses import replace
from typing import Any

from audit.report.evidence_rows import evidence_rows


def test_line_says_where_the_bytes_lie(make: Any) -> None:
    (row,) = evidence_rows([make.column("a/")])

    assert (row.kind, row.url, row.fetched) == ("栏目", f"{make.home}a/", "2026-11-23 10:00")
    assert (row.segment, row.offset, row.length) == ("s-0001.warc.gz", 512, 2048)
    assert row.digest == "ab" * 32


def test_fact_of_two_pages_has_two_lines(make: Any) -> None:
    one = make.letter()
    both = replace(one, provenance=one.provenance * 2)

    assert [row.first for row in evidence_rows([both])] == [True, False]


def test_fact_without_a_page_keeps_its_line(make: Any) -> None:
    (row,) = evidence_rows([replace(make.limit(), provenance=())])

    assert (row.url, row.fetched, row.offset) == ("", "", None)
    assert row.says == "页数达到200，余34个地址未读"


def test_page_that_was_never_kept_has_no_record(make: Any) -> None:
    one = make.failed_visit()
    bare = replace(one.provenance[0], record=None, digest=None, locator=None)
    (row,) = evidence_rows([replace(one, provenance=(bare,))])

    assert (row.segment, row.digest, row.locator) == ("", "", "")
