"""What is read of real pages stays the same where a template has other names, tags or dates."""

from datetime import date

import pytest

from bench.alterations import ALTERATIONS
from bench.altered import canonical_pages, measure_altered
from bench.grafts import find_bars, graft
from bench.scoring import CORPUS, Label, Score
from bench.silenced import PLACES, measure_silenced

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
    check(measure_altered(pages, ALTERATIONS[name]))


def check(score: Score) -> None:
    below = {measure: score.share(measure) for measure in FLOORS}
    assert {one: share for one, share in below.items() if share < FLOORS[one]} == {}
    assert score.share("date:", "wrong") == 0


@pytest.mark.slow
@pytest.mark.parametrize("turn", range(2))
def test_a_page_with_a_bar_of_another_is_read_as_it_was(
    pages: list[tuple[Label, str]], turn: int
) -> None:
    check(measure_altered(pages, graft(find_bars(pages), turn)))


@pytest.mark.slow
@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES.keys())
@pytest.mark.parametrize("dated", [True, False], ids=["with days", "without days"])
def test_no_bar_is_believed_to_be_the_list_that_a_script_fills(
    pages: list[tuple[Label, str]],
    place: str,
    dated: bool,  # noqa: FBT001 - a table
) -> None:
    found = measure_silenced(pages, find_bars(pages), 1, place, dated=dated)

    assert found.pages >= 60
    assert found.wrong == ()


@pytest.mark.slow
@pytest.mark.parametrize("name", ALTERATIONS)
def test_an_alteration_changes_some_page(pages: list[tuple[Label, str]], name: str) -> None:
    changed = [label["id"] for label, markup in pages if ALTERATIONS[name](markup, DAY) != markup]

    assert bool(changed) is (name != "as it stands")
