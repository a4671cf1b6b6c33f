"""A survey ends within its bounds, says what they left out, and never holds it against a site."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config.lexicon import load_lexicon
from crawler.survey.budget import WAVE
from crawler.survey.walk import SiteWalk
from schema.types.codec import evidence_from_json, evidence_to_json
from schema.types.facts import LimitFact
from schema.types.outcome import CountsAs
from schema.types.reading import ListState
from testkit.facts import HOME
from testkit.pages import (
    FAILURES,
    home_html,
    list_html,
    make_failure,
    make_page,
    make_plan,
    markup,
)
from tests.crawler.survey.test_walk import (
    BOX,
    MENU,
    NEWS,
    SITE,
    UNDATED,
    _homes,
    _site,
    column,
    facts,
    survey,
    visit,
)

# --- bounds ------------------------------------------------------------------------------------


def limit(walk: SiteWalk) -> LimitFact | None:
    return next((fact for fact in facts(walk) if isinstance(fact, LimitFact)), None)


def test_a_bound_leaves_letters_out_before_lists_and_articles() -> None:
    whole, asked = survey()
    lists = [request for request in asked if request.purpose in {"list", "article"}]
    letters = [number for number, one in enumerate(asked) if one.purpose == "letter"]

    walk, cut = survey(pages=letters[0])

    assert [one for one in cut if one.purpose in {"list", "article"}] == lists
    found = limit(walk)
    assert found is not None
    assert found.letters_only
    assert limit(whole) is None


def test_columns_that_were_left_out_are_more_than_letters() -> None:
    web = {**SITE, HOME: home_html(tuple(reversed(MENU)))}
    _, asked = survey(web, columns=2)
    letters = [number for number, one in enumerate(asked) if one.purpose == "letter"]

    found = limit(survey(web, columns=2, pages=letters[0])[0])

    assert found is not None
    assert not found.letters_only


def test_a_survey_within_its_bounds_names_no_limit() -> None:
    assert limit(survey()[0]) is None


@pytest.mark.parametrize("pages", range(1, 8))
def test_the_bound_of_pages_holds_and_is_told(pages: int) -> None:
    walk, asked = survey(pages=pages)

    found = limit(walk)
    assert len(asked) == walk.result().pages == pages
    assert found is not None
    assert (found.limit, found.value) == ("pages", pages)
    assert found.left_unread > 0


def test_the_bound_of_bytes_is_told() -> None:
    walk, _ = survey(bytes=3000)

    found = limit(walk)
    assert found is not None
    assert found.limit == "bytes"
    assert walk.result().wire_bytes >= 3000


def test_bodies_of_no_pages_size_end_a_survey_after_a_few() -> None:
    big = home_html(MENU) + "x" * 3_000_000

    walk, asked = survey({**SITE, HOME: make_page(HOME, big)}, bytes=20_000_000)

    found = limit(walk)
    assert found is not None
    assert (found.limit, len(asked)) == ("bytes", 1)
    assert limit(survey(bytes=20_000_000)[0]) is None


def test_columns_that_the_bound_leaves_out_are_a_limit_of_the_survey() -> None:
    whole, _ = survey()
    cut, _ = survey(columns=2)

    assert limit(whole) is None
    assert limit(cut) == LimitFact(limit="columns", value=2, left_unread=1)


def test_a_survey_that_ran_out_of_time_says_what_is_left() -> None:
    walk = SiteWalk(plan=make_plan(), lexicon=load_lexicon())
    walk.absorb([(request, make_page(HOME, home_html(MENU)), None) for request in walk.wave()])
    walk.wave()

    walk.stop("seconds", 900.0)

    assert walk.wave() == ()
    assert limit(walk) == LimitFact(limit="seconds", value=900.0, left_unread=3)
    assert column(walk, NEWS).list_state is ListState.UNREADABLE


@pytest.mark.parametrize("pages", [1, 2, 3])
def test_a_visit_that_a_bound_cut_short_never_failed(pages: int) -> None:
    walk, _ = survey(dict.fromkeys(_homes(), make_failure(HOME)), pages=pages)

    assert visit(walk).counts_as is CountsAs.UNDETERMINED


def test_waves_are_bounded() -> None:
    menu = [(f"通知公告{n}", f"/c{n}/") for n in range(40)]
    walk = SiteWalk(plan=make_plan(pages=200), lexicon=load_lexicon())
    walk.absorb([(request, make_page(HOME, home_html(menu)), None) for request in walk.wave()])
    walk.absorb([(request, make_page(request.url, status=404), None) for request in walk.wave()])

    assert len(walk.wave()) == WAVE


def test_a_survey_gives_the_same_evidence_twice() -> None:
    assert survey()[0].result() == survey()[0].result()


# --- whatever comes ----------------------------------------------------------------------------

LINKS = ("/", "/xwdt/", "/xx/", "/xwdt/1.html", "/xx/1.html", "//other.gov.cn/", "ftp://x/", "#")
BODIES = st.one_of(
    st.sampled_from([body for body in SITE.values() if isinstance(body, str)]),
    st.lists(st.sampled_from(LINKS), max_size=3).map(
        lambda found: home_html([("通知公告", url) for url in found])
    ),
    st.builds(
        lambda to: f"<html><head><meta http-equiv=refresh content='0;url={to}'></head></html>",
        st.sampled_from(LINKS),
    ),
    st.builds(
        lambda to: markup("县长信箱", f"<h2>县长信箱</h2><iframe src='{to}'></iframe>"),
        st.sampled_from(LINKS),
    ),
    st.builds(lambda to: list_html("通知公告", UNDATED, following=to), st.sampled_from(LINKS)),
    st.sampled_from(['{"data":[]}', "<?xml version='1.0'?><datastore/>", "%PDF-1.4", ""]),
    st.text(max_size=40),
)
STATUSES = st.sampled_from([200, 200, 200, 403, 404, 500, 304])
ENDINGS = st.one_of(
    st.builds(lambda body, status: {"body": body, "status": status}, BODIES, STATUSES),
    st.builds(lambda outcome: {"outcome": outcome}, st.sampled_from(sorted(FAILURES))),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    endings=st.lists(ENDINGS, min_size=1, max_size=6),
    pages=st.integers(1, 25),
    registered=st.booleans(),
)
def test_whatever_comes_the_survey_ends_within_its_bound(
    endings: list[dict[str, Any]], pages: int, *, registered: bool
) -> None:
    walk = SiteWalk(
        plan=make_plan(_site(NEWS, BOX, HOME) if registered else None, pages=pages),
        lexicon=load_lexicon(),
    )
    asked = 0
    while wave := walk.wave():
        arrivals = []
        for request in wave:
            ending = endings[asked % len(endings)]
            asked += 1
            made = make_page if "status" in ending else make_failure
            arrivals.append((request, made(request.url, **ending), None))
        walk.absorb(arrivals)

    result = walk.result()
    assert asked == result.pages <= pages
    assert len({one.id for one in result.evidence}) == len(result.evidence)
    for one in result.evidence:
        assert evidence_from_json(evidence_to_json(one)) == one
