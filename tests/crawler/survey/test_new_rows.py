from schema.types.dates import DateClaim
from schema.types.reading import ListItem
from testkit.facts import make_claim
from testkit.list_walks import COLUMN, TODAY, make_walk, rows
from testkit.pages import make_entry, make_post, next_page


def test_a_pager_that_loops_is_noticed() -> None:
    walk = make_walk(max_pages=9)
    walk.absorb(rows(make_entry(1), follow=next_page(f"{COLUMN}2")))

    walk.absorb(rows(make_entry(1), url=f"{COLUMN}2", follow=next_page(f"{COLUMN}3")))

    assert walk.pending == []
    assert "repeats" in walk.reason
    assert not walk.ended
    assert len(walk.items) == 1


def test_entries_without_an_address_are_told_apart_by_their_titles() -> None:
    walk = make_walk()
    date_claim: DateClaim = make_claim(TODAY)
    one = ListItem(title="甲", url=None, date=date_claim)
    two = ListItem(title="乙", url=None, date=date_claim)

    walk.absorb(rows(one, two, one))

    assert [item.title for item in walk.items] == ["甲", "乙"]


def test_a_row_is_an_entry_and_a_letter_at_once() -> None:
    walk = make_walk()
    entry, letter = make_entry(1), make_post(1, url=make_entry(1).url, title=make_entry(1).title)

    walk.absorb(rows(entry, posts=(letter,)))

    assert (walk.items, walk.posts) == ([entry], [letter])
