from dataclasses import replace
from datetime import date, timedelta

import pytest

from crawler.survey.answer import Answer
from crawler.survey.column_walk import ColumnTarget, ColumnWalk
from crawler.survey.link_walk import LinkWalk, choose_links
from crawler.survey.list_walk import ListTarget, ListWalk
from schema.types.capture import Request
from schema.types.column import ColumnClass
from schema.types.facts import Fact
from schema.types.link_facts import LinkFact, LinksFact
from schema.types.outcome import CountsAs, Outcome, PageClass
from schema.types.reading import ListState
from testkit.facts import AT, HOME
from testkit.pages import make_answer, make_entry, make_page, make_reading

ABROAD = "http://www.other.cn/"
LINKED = tuple(f"{HOME}a/{number}.html" for number in range(30))


def home(*linked: str) -> Answer:
    return make_answer(HOME, make_reading(linked=linked), purpose="visit")


def column(*numbers: int) -> ColumnWalk:
    url = f"{HOME}tzgg/"
    bounds = ListTarget(name="通知", url=url, horizon=date.min, max_pages=1, max_hops=1)
    rows = ListWalk(target=bounds)
    rows.start()
    items = tuple(make_entry(number) for number in numbers)
    rows.absorb(make_answer(url, make_reading(list_state=ListState.READ, items=items)))
    target = ColumnTarget(
        name="通知", url=url, column_class=ColumnClass.NOTICE, registered=False, on_home=True
    )
    return ColumnWalk(target=target, rows=rows, max_articles=0)


def walk(*linked: str, limit: int = 9, columns: tuple[ColumnWalk, ...] = ()) -> LinkWalk:
    return choose_links(home(*linked), columns, (), limit, 20.0)


def asked(found: LinkWalk) -> list[str]:
    return [request.url for request in found.pending()]


def facts(found: LinkWalk) -> list[Fact]:
    return [one.fact for one in found.evidence()]


def test_a_page_is_looked_at_once_whatever_its_spelling_and_the_home_never() -> None:
    found = walk(HOME, f"{HOME}index.html", f"{HOME}a/", f"{HOME}a/index.html#top", "mailto:x@y.cn")

    assert asked(found) == [f"{HOME}a/"]
    assert found.pending()[0].purpose == "link"
    assert found.pending()[0].deadline == 20.0
    assert found.pending()[0].referer == HOME


def test_links_that_nobody_can_follow_are_not_looked_at() -> None:
    seen, unseen = LINKED[:2]
    hiding = make_answer(HOME, make_reading(linked=(seen, unseen), unseen=(unseen,)))

    assert asked(choose_links(hiding, (), (), 9, 20.0)) == [seen]


def test_pictures_of_the_site_itself_are_links_of_the_homepage() -> None:
    own, abroad = f"{HOME}images/a.jpg", f"{ABROAD}b.jpg"
    shown = make_answer(HOME, make_reading(linked=LINKED[:1], pictures=(own, abroad)))
    found = choose_links(shown, (), (), 9, 20.0)

    assert set(asked(found)) == {own, LINKED[0]}
    found.absorb(make_answer(own, outcome=Outcome.CONNECT_REFUSED))
    fact = next(one for one in facts(found) if isinstance(one, LinkFact))
    assert (fact.url, fact.on_home, fact.counts_as) == (own, True, CountsAs.FAILED)


@pytest.mark.parametrize(
    ("page_class", "word"),
    [(PageClass.NOT_HTML, None), (PageClass.PAGE, CountsAs.UNDETERMINED)],
    ids=["a-picture-came", "a-page-came"],
)
def test_a_page_in_a_pictures_place_opens_nothing_and_proves_nothing(
    page_class: PageClass, word: CountsAs | None
) -> None:
    own = f"{HOME}images/a.jpg"
    found = choose_links(make_answer(HOME, make_reading(pictures=(own,))), (), (), 9, 20.0)
    found.absorb(make_answer(own, make_reading(page_class=page_class), purpose="link"))

    words = [one.counts_as for one in facts(found) if isinstance(one, LinkFact)]
    assert words == ([] if word is None else [word])


@pytest.mark.parametrize(
    ("path", "word"),
    [
        ("old/zcwj.asp", CountsAs.UNDETERMINED),
        ("main.htm", None),
        ("en/", None),
        ("login.do", None),
    ],
    ids=["a-page", "a-first-page", "a-folder", "a-login"],
)
def test_the_homepage_in_the_place_of_another_page_opens_no_link(
    path: str, word: CountsAs | None
) -> None:
    url = f"{HOME}{path}"
    found = walk(url)
    page = make_page(url, final_url=HOME)
    led = replace(make_answer(url, make_reading(), purpose="link"), page=page)
    found.absorb(led)

    words = [one.counts_as for one in facts(found) if isinstance(one, LinkFact)]
    assert words == ([] if word is None else [word])


def test_the_homepage_goes_before_the_columns() -> None:
    found = walk(*LINKED[:3], limit=4, columns=(column(1, 2, 3),))

    assert set(asked(found)[:3]) == set(LINKED[:3])
    assert len(asked(found)) == 4
    assert found.left == 2


def test_a_homepage_that_changed_is_sampled_at_the_same_links() -> None:
    before, after = walk(*LINKED), walk(f"{HOME}new.html", *reversed(LINKED[1:]))

    assert len(asked(before)) == 9
    assert len(set(asked(before)) & set(asked(after))) >= 7


def test_what_the_survey_asked_anyway_is_beside_the_sample() -> None:
    known = {Request(url=url).key for url in LINKED[:5]}
    found = choose_links(home(*LINKED), (), known, 2, 20.0)

    assert asked(found)[:5] == list(LINKED[:5])
    assert (len(asked(found)), found.left) == (7, 23)


def test_a_link_that_failed_is_told_with_the_page_that_shows_it() -> None:
    found = walk(ABROAD)
    found.absorb(make_answer(ABROAD, outcome=Outcome.CONNECT_REFUSED))
    link, links = facts(found)

    assert isinstance(link, LinkFact)
    assert (link.url, link.found_on, link.on_home, link.outside) == (ABROAD, HOME, True, True)
    assert link.counts_as is CountsAs.FAILED
    assert [one.url for one in next(found.evidence()).provenance] == [ABROAD, HOME]
    assert links == LinksFact(opened=(), not_opened=1, left=0, left_on_home=0)


def test_links_of_a_column_are_told_so() -> None:
    found = walk(columns=(column(1),))
    found.absorb(make_answer(asked(found)[0], outcome=Outcome.RESET))
    link = facts(found)[0]

    assert isinstance(link, LinkFact)
    assert (link.found_on, link.on_home, link.outside) == (f"{HOME}tzgg/", False, False)


def test_what_opened_is_listed_and_what_was_not_asked_is_counted() -> None:
    found = walk(*LINKED, limit=5)
    first, second = asked(found)[:2]
    for url in (first, second):
        found.absorb(make_answer(url))

    assert facts(found) == [
        LinksFact(opened=(first, second), not_opened=0, left=28, left_on_home=28)
    ]
    assert len(asked(found)) == 3


def test_a_sample_that_was_never_begun_says_nothing() -> None:
    assert facts(walk(*LINKED)) == []


def test_a_site_that_answers_too_often_is_left_alone() -> None:
    found = walk(*LINKED)
    found.absorb(make_answer(asked(found)[0], outcome=Outcome.RATE_LIMITED))

    links = facts(found)[-1]

    assert asked(found) == []
    assert isinstance(links, LinksFact)
    assert links.left == 29


def test_another_host_that_answers_so_ends_nothing() -> None:
    found = walk(ABROAD, *LINKED)
    found.absorb(make_answer(ABROAD, outcome=Outcome.RATE_LIMITED))

    assert asked(found) != []


def test_a_link_on_many_pages_is_one_with_their_number() -> None:
    shown = column(1)
    entry = make_entry(1).url
    assert entry is not None
    found = choose_links(home(entry, entry, LINKED[0]), (shown,), (), 9, 20.0)

    assert {link.url: link.pages for link in found.links} == {entry: 2, LINKED[0]: 1}


def test_what_the_sample_leaves_out_is_told_for_the_homepage_apart() -> None:
    found = walk(LINKED[0], LINKED[1], limit=1, columns=(column(1, 2, 3),))
    (asked_for,) = found.pending()
    found.absorb(make_answer(asked_for.url, make_reading(), purpose="link"))

    (links,) = facts(found)
    assert isinstance(links, LinksFact)
    assert (links.left, links.left_on_home) == (4, 1)


def at_minute(minute: int, url: str, status: int) -> Answer:
    page = make_page(url, "", status=status, fetched_at=AT + timedelta(minutes=minute))
    seen = PageClass.PAGE if status == 200 else None
    return replace(make_answer(url, purpose="link"), page=page, page_class=seen)


def test_what_failed_in_the_wave_in_which_we_were_shut_out_is_held_against_no_link() -> None:
    found = walk(*LINKED[:26], limit=26)
    for minute, request in enumerate(found.pending()):
        good = minute < 3 or minute == 12
        found.absorb(at_minute(minute, request.url, 404 if not good and minute > 10 else 200))
        if minute == 4:
            found.absorb(at_minute(minute, request.url, 404))
    failed = [fact for fact in facts(found) if isinstance(fact, LinkFact)]

    assert len(failed) == 15
    assert {fact.counts_as for fact in failed} == {CountsAs.UNDETERMINED}


def test_a_row_of_failures_behind_the_last_page_that_opened_is_a_shields() -> None:
    for opened_last, word in ((0, CountsAs.UNDETERMINED), (10, CountsAs.FAILED)):
        found = walk(*LINKED[:11], limit=11)
        for minute, request in enumerate(found.pending()):
            found.absorb(at_minute(minute, request.url, 200 if minute == opened_last else 404))
        failed = [fact for fact in facts(found) if isinstance(fact, LinkFact)]

        assert {fact.counts_as for fact in failed} == {word}
        assert len(failed) == 10
