"""What is read of real pages stays the same where a template has other names, tags or dates."""

from datetime import date

import pytest

from bench.alterations import ALTERATIONS
from bench.altered import canonical_pages, measure_altered
from bench.scoring import CORPUS, Label

TELLING = (
    "no names",
    "no metas",
    "days in numerals",
    "headings are boxes",
    "lists are tables",
    "hot news before",
    "a day that is hidden",
)
DAY = date(2026, 1, 1)
FLOORS = {
    "date: Chinese government": 0.98,
    "date: other Chinese": 0.98,
    "no date:": 0.98,
    "kind:": 0.97,
    "column: count": 0.95,
    "column: newest date": 0.97,
    "interaction_detail: state": 0.97,
}


@pytest.fixture(scope="module")
def pages() -> list[tuple[Label, str]]:
    if not (CORPUS / "labels.jsonl").is_file():
        pytest.skip(f"no labelled pages in {CORPUS}")
    return canonical_pages(CORPUS, chinese=True)


@pytest.mark.slow
@pytest.mark.parametrize("name", TELLING)
def test_an_altered_page_is_read_as_it_was(pages: list[tuple[Label, str]], name: str) -> None:
    score = measure_altered(pages, ALTERATIONS[name])

    below = {measure: score.share(measure) for measure in FLOORS}
    assert {one: share for one, share in below.items() if share < FLOORS[one]} == {}
    assert score.share("date:", "wrong") == 0


@pytest.mark.slow
@pytest.mark.parametrize("name", ALTERATIONS)
def test_an_alteration_changes_some_page(pages: list[tuple[Label, str]], name: str) -> None:
    changed = [label["id"] for label, markup in pages if ALTERATIONS[name](markup, DAY) != markup]

    assert bool(changed) is (name != "as it stands")
