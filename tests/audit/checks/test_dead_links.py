from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.types.guide_facts import FileState
from schema.types.outcome import CountsAs
from testkit.facts import HOME
from testkit.side_facts import make_guide_file, make_link, make_links


def units(make: Any, item: str, *rows: Any, sample: Any = None) -> Any:
    links = make.evidence(sample or make_links(), HOME)
    return make.units(item, make.visit(), make.column(), links, *rows)


@pytest.mark.parametrize(
    ("hours", "expected"), [(0, (0, 1)), (3.99, (0, 1)), (4, (1, 1)), (48, (1, 1))]
)
def test_a_link_is_dead_after_two_failures_four_hours_apart(
    make: Any, hours: float, expected: tuple[int, int]
) -> None:
    assert units(make, "A2.1", *make.twice(make_link(), hours=hours)) == expected


def test_one_failure_only_widens_the_upper_bound(make: Any) -> None:
    assert units(make, "A2.1", make.evidence(make_link(), HOME)) == (0, 1)


@pytest.mark.parametrize("word", [CountsAs.UNDETERMINED, CountsAs.PERSON, CountsAs.VOID])
def test_shields_and_our_own_faults_never_make_one(make: Any, word: CountsAs) -> None:
    assert units(make, "A2.1", *make.twice(make_link(counts_as=word, status=403))) == (0, 1)


def test_what_no_longer_fails_is_not_dead(make: Any) -> None:
    earlier = [
        make.evidence(make_link(), HOME, make.as_of - timedelta(days=days)) for days in (2, 1)
    ]
    now = make.evidence(make_link(counts_as=CountsAs.UNDETERMINED), HOME)

    assert units(make, "A2.1", *earlier, now) == (0, 1)


def test_links_of_the_homepage_and_of_other_pages_have_rows_of_their_own(make: Any) -> None:
    rows = [*make.twice(make_link(1)), *make.twice(make_link(2, on_home=False))]

    assert (units(make, "A2.1", *rows), units(make, "A2.2", *rows)) == ((1, 1), (1, 1))


def test_one_address_counts_once_and_names_its_pages(make: Any) -> None:
    rows = make.twice(make_link(pages=3000))
    judgement = make.judge("A2.1", make.visit(), make.column(), *rows)

    (place,) = judgement.places
    assert place.times == 3000
    assert place.note.endswith("等3000个页面")
    assert place.cause == f"link:{make.home}gone/1.html"


def test_attachments_of_guides_are_booked_by_their_own_row(make: Any) -> None:
    link = make_link()
    file = make_guide_file(url=link.url, state=FileState.FAILED)

    assert units(make, "A2.1", *make.twice(link), *make.twice(file)) == (0, 0)


@pytest.mark.parametrize(
    ("sample", "home", "inner"),
    [
        (make_links(), (0, 0), (0, 0)),
        (make_links(left=5, left_on_home=0), (0, 0), (0, 5)),
        (make_links(left=5, left_on_home=2), (0, 2), (0, 3)),
        (make_links(left=5, left_on_home=None), (0, None), (0, 5)),
        (make_links(left_on_home=None), (0, 0), (0, 0)),
    ],
)
def test_links_that_nobody_looked_at_may_be_dead(
    make: Any, sample: Any, home: tuple[int, int | None], inner: tuple[int, int | None]
) -> None:
    assert units(make, "A2.1", sample=sample) == home
    assert units(make, "A2.2", sample=sample) == inner


def test_no_sample_or_a_survey_cut_short_bounds_nothing(make: Any) -> None:
    assert make.units("A2.1", make.visit(), make.column()) == (0, None)
    assert units(make, "A2.1", make.limit()) == (0, None)


@given(dead=st.integers(0, 4), once=st.integers(0, 4))
def test_one_dead_link_more_never_lowers_a_bound(make: Any, dead: int, once: int) -> None:
    def rows(proved: int, seen: int) -> list[Any]:
        twice = [row for n in range(proved) for row in make.twice(make_link(n))]
        return twice + [make.evidence(make_link(n + 50), HOME) for n in range(seen)]

    assert units(make, "A2.1", *rows(dead, once)) == (dead, dead + once)
    assert units(make, "A2.1", *rows(dead + 1, once)) == (dead + 1, dead + once + 1)


def test_a_row_says_what_no_sample_reaches(make: Any) -> None:
    rows = make.visit(), make.column(), make.evidence(make_links(), HOME)

    assert "正文中的链接和附件未查" in make.judge("A2.2", *rows).explanation
    assert "未查" not in make.judge("A2.1", *rows).explanation
