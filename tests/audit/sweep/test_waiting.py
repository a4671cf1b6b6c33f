import pytest

from audit.sweep.waiting import review_or_none, unreviewed
from schema.types.finding import SiteResult
from schema.types.review import ItemStanding, Recognition
from testkit.outcomes import make_outcome
from testkit.reviews import make_review


@pytest.mark.parametrize(
    ("result", "waits", "word"),
    [
        (SiteResult.UNQUALIFIED, True, Recognition.WAITING),
        (SiteResult.UNDETERMINED, True, Recognition.WAITING),
        (SiteResult.UNDETERMINED, False, Recognition.NONE),
        (SiteResult.QUALIFIED, True, Recognition.NONE),
        (SiteResult.NOT_APPLICABLE, False, Recognition.NONE),
        (None, False, Recognition.NONE),
    ],
)
def test_what_the_machine_fails_or_leaves_open_waits_for_people(
    result: SiteResult | None, *, waits: bool, word: Recognition
) -> None:
    assert unreviewed(result, waits=waits) is word


def test_site_that_nobody_decided_on_is_never_failing() -> None:
    found = review_or_none(make_outcome(waiting=("V2", "V4")), None)

    assert found.recognition is Recognition.WAITING
    assert [one.item for one in found.of(ItemStanding.WAITING)] == ["V2", "V4"]
    assert not found.decided


def test_what_people_made_of_a_site_goes_before_the_machines() -> None:
    review = make_review()

    assert review_or_none(make_outcome(), review) is review
