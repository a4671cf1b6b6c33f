from collections.abc import Callable, Mapping

import pytest

from config.lexicon import load_lexicon
from crawler.survey.answer import read_answer
from crawler.survey.visit_walk import VisitPlan, VisitWalk
from schema.types.capture import Page, Request
from schema.types.facts import VisitFact
from schema.types.outcome import CountsAs, Outcome
from testkit.facts import HOME, make_site
from testkit.pages import home_html, make_failure, make_page

CONTROLS = ("http://one.example.cn/", "http://two.example.cn/")
PLAN = VisitPlan(deadline=20.0, pause=2.0, vantage="here", controls=CONTROLS)
MENU = (("工作动态", "/xwdt/"), ("政策文件", "/zcwj/"), ("县长信箱", "/xx/"))
Says = Mapping[str, Callable[[Request], Page]]


def opens(request: Request) -> Page:
    return make_page(request.url, home_html(MENU), stack=request.stack)


def refuses(request: Request) -> Page:
    return make_failure(request.url, Outcome.CONNECT_REFUSED)


def strained(request: Request) -> Page:
    return make_page(request.url, "", outcome=Outcome.HEADER_TIMEOUT, status=None, strain="late")


def breaks(request: Request) -> Page:
    return make_page(request.url, "oops", status=502)


def visit(says: Says) -> tuple[VisitFact, list[Request]]:
    walk = VisitWalk(site=make_site(), plan=PLAN)
    asked: list[Request] = []
    lexicon = load_lexicon()
    while wave := walk.pending():
        for request in wave:
            key = "control" if request.purpose == "control" else request.stack
            page = says.get(request.url, says[key])(request)
            if request.purpose == "control":
                walk.absorb_control(request, page)
            else:
                walk.absorb(read_answer(request, page, None, lexicon))
            asked.append(request)
    evidence = walk.evidence()
    assert evidence is not None
    assert isinstance(evidence.fact, VisitFact)
    return evidence.fact, asked


def test_an_open_homepage_is_looked_at_once() -> None:
    fact, asked = visit({"aiohttp": opens})

    assert (fact.counts_as, fact.controls_ok) == (CountsAs.OPENED, None)
    assert [request.url for request in asked] == [HOME]


def test_a_failure_is_confirmed_by_twins_the_other_stack_and_the_controls() -> None:
    fact, asked = visit({"aiohttp": refuses, "httpx": refuses, "control": opens})

    assert (fact.counts_as, fact.controls_ok) == (CountsAs.FAILED, True)
    assert [request.stack for request in asked if request.purpose == "visit"][-1] == "httpx"
    assert [request.pause for request in asked if request.stack == "httpx"] == [2.0]
    assert [request.url for request in asked if request.purpose == "control"] == list(CONTROLS)


def test_what_the_other_stack_opens_did_not_fail() -> None:
    fact, asked = visit({"aiohttp": refuses, "httpx": opens, "control": opens})

    assert fact.counts_as is CountsAs.OPENED
    assert fact.tries[fact.decided_by].stack == "httpx"
    assert not [request for request in asked if request.purpose == "control"]


@pytest.mark.parametrize(
    "outcome", [Outcome.PROTOCOL_ERROR, Outcome.TLS_UNSUPPORTED, Outcome.HEADERS_TOO_LARGE]
)
def test_what_one_client_cannot_speak_is_asked_of_the_other(outcome: Outcome) -> None:
    fact, asked = visit(
        {"aiohttp": lambda request: make_failure(request.url, outcome), "httpx": opens}
    )

    assert fact.counts_as is CountsAs.OPENED
    assert [request.stack for request in asked] == ["aiohttp", "httpx"]


def cannot(request: Request) -> Page:
    return make_failure(request.url, Outcome.TLS_UNSUPPORTED)


def test_what_neither_client_can_speak_is_asked_of_the_twins_once() -> None:
    twin = HOME.replace("http://", "https://")

    fact, asked = visit({"aiohttp": cannot, "httpx": cannot, twin: opens, "control": opens})

    assert (fact.counts_as, fact.tries[fact.decided_by].url) == (CountsAs.OPENED, twin)
    assert [request.url for request in asked].count(twin) == 1


def test_a_site_that_no_client_can_speak_to_never_failed() -> None:
    fact, asked = visit({"aiohttp": cannot, "httpx": cannot, "control": opens})

    assert fact.counts_as is CountsAs.UNDETERMINED
    assert not [request for request in asked if request.purpose == "control"]


@pytest.mark.parametrize("control", [refuses, breaks], ids=["no connection", "server error"])
def test_when_the_controls_fail_too_the_visit_is_void(
    control: Callable[[Request], Page],
) -> None:
    fact, _ = visit({"aiohttp": refuses, "httpx": refuses, "control": control})

    assert (fact.counts_as, fact.controls_ok) == (CountsAs.VOID, False)
    assert fact.void_reason == "no control target answered either"


def test_one_control_that_answers_is_enough() -> None:
    says = {"aiohttp": refuses, "httpx": refuses, CONTROLS[0]: refuses, "control": opens}

    fact, _ = visit(says)

    assert (fact.counts_as, fact.controls_ok) == (CountsAs.FAILED, True)


def test_a_failure_under_our_own_overload_is_void() -> None:
    fact, _ = visit({"aiohttp": refuses, "httpx": strained, "control": opens})

    assert fact.counts_as is CountsAs.VOID
    assert fact.void_reason == "late"


def test_a_visit_that_was_cut_short_never_failed() -> None:
    walk = VisitWalk(site=make_site(), plan=PLAN)
    (first,) = walk.pending()
    walk.absorb(read_answer(first, refuses(first), None, load_lexicon()))

    evidence = walk.evidence()

    assert evidence is not None
    assert isinstance(evidence.fact, VisitFact)
    assert evidence.fact.counts_as is CountsAs.UNDETERMINED
