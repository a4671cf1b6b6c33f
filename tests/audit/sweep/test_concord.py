from typing import Any

from audit.sweep.concord import ItemConcord, by_item_concord, in_order
from schema.types.review import Opinion
from testkit.reviews import make_opinion, make_review


def test_opinions_are_counted_by_item_with_an_interval() -> None:
    reviews = [
        *[make_opinion("V2", Opinion.AGREED)] * 8,
        make_opinion("V2", Opinion.AMENDED),
        make_opinion("V2", Opinion.REJECTED),
        *[make_opinion("V2", Opinion.SETTLED)] * 5,
        make_review(),
    ]
    found = by_item_concord(reviews)

    assert found == {"V2": ItemConcord(item="V2", agreed=8, amended=1, rejected=1, settled=5)}
    assert found["V2"].n == 10
    rate = found["V2"].rate
    assert rate.share == 0.8
    assert rate.low is not None
    assert rate.high is not None
    assert (round(rate.low, 3), round(rate.high, 3)) == (0.490, 0.943)


def test_item_on_which_people_settled_questions_alone_has_no_rate() -> None:
    (one,) = by_item_concord([make_opinion("V4", Opinion.SETTLED)]).values()

    assert (one.n, one.settled, one.rate.share) == (0, 1, None)


def test_items_come_in_the_order_of_the_edition(make: Any) -> None:
    found = by_item_concord([make_opinion(item, Opinion.AGREED) for item in ("A2.1", "V4", "V2")])

    assert [one.item for one in in_order(make.pack, found)] == ["V2", "V4", "A2.1"]
