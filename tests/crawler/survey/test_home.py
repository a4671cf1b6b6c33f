from dataclasses import replace
from datetime import date
from typing import Any, Literal

import pytest

from crawler.policy.canonical import url_key
from crawler.survey.answer import Answer
from crawler.survey.home import (
    deciding_try,
    home_column,
    leads_on,
    moved_to,
    own_fault_result,
    visit_evidence,
    visit_word,
)
from schema.types.dates import DateSource, Undated
from schema.types.facts import ColumnFact, VisitFact
from schema.types.outcome import CountsAs, Defect, Outcome, PageClass
from schema.types.reading import Follow, ListItem, ListState
from testkit.facts import AT, HOME, make_claim, make_site
from testkit.pages import make_answer, make_entry, make_plan, make_reading

TWIN = HOME.replace("http:", "https:")
TODAY = date(2026, 11, 20)
DEAD = make_answer(HOME, outcome=Outcome.CONNECT_REFUSED)


def visit(*answers: Answer, whole: bool = True, **site: Any) -> VisitFact:
    fact = visit_evidence(make_site(**site), answers, "test", whole=whole).fact
    assert isinstance(fact, VisitFact)
    return fact


def opened(url: str = HOME, final_url: str | None = None, status: int = 200) -> Answer:
    made = make_answer(url)
    return replace(made, page=replace(made.page, final_url=final_url or url, status=status))


def test_an_opened_visit_has_one_try() -> None:
    fact = visit(opened())

    assert (fact.counts_as, fact.defects, len(fact.tries)) == (CountsAs.OPENED, (), 1)
    assert (fact.vantage, fact.at) == ("test", AT)


def test_the_deciding_try_is_the_first_of_the_concluded_kind() -> None:
    twin = opened(TWIN)

    assert deciding_try([DEAD, twin], HOME) is twin
    assert deciding_try([DEAD, make_answer(HOME, outcome=Outcome.RESET)], HOME) is DEAD


def test_every_try_is_kept_with_its_provenance() -> None:
    evidence = visit_evidence(make_site(), [DEAD, opened(TWIN)], "test")

    assert isinstance(evidence.fact, VisitFact)
    assert [(one.url, one.outcome) for one in evidence.fact.tries] == [
        (HOME, Outcome.CONNECT_REFUSED),
        (TWIN, Outcome.OK),
    ]
    assert [one.digest is None for one in evidence.provenance] == [True, False]


def test_a_home_that_only_its_twin_opens_is_registered_wrongly() -> None:
    assert visit(DEAD, opened(TWIN)).defects == (Defect.REGISTERED_URL_WRONG,)


def test_a_twin_that_opened_over_ipv4_alone_says_nothing_of_the_registered_address() -> None:
    silent, twin = make_answer(HOME, outcome=Outcome.HEADER_TIMEOUT), opened(TWIN)
    over_ipv6 = replace(silent, page=replace(silent.page, ip="2400:3200::1"))
    over_ipv4 = replace(twin, page=replace(twin.page, ip="203.0.114.7"))

    assert visit(over_ipv6, over_ipv4).defects == ()


def test_a_whole_page_under_an_error_status_is_opened_with_a_defect() -> None:
    fact = visit(opened(status=404))

    assert (fact.counts_as, fact.defects) == (CountsAs.OPENED, (Defect.WRONG_STATUS,))


AWAY = "http://www.elsewhere.com/"


@pytest.mark.parametrize(
    ("final_url", "jump_url", "defects"),
    [
        (AWAY, None, (Defect.REDIRECTED_AWAY,)),
        (AWAY, "http://elsewhere.com/start", ()),
        ("https://new.example.gov.cn/", None, ()),
    ],
    ids=["to another domain", "where the register says", "within the domain"],
)
def test_redirects_away_are_a_defect_unless_registered(
    final_url: str, jump_url: str | None, defects: tuple[Defect, ...]
) -> None:
    assert visit(opened(final_url=final_url), jump_url=jump_url).defects == defects


def test_a_failed_visit_has_no_defects_of_an_opened_one() -> None:
    fact = visit(DEAD, make_answer(TWIN, outcome=Outcome.RESET))

    assert (fact.counts_as, fact.defects) == (CountsAs.FAILED, ())


def test_a_visit_cut_short_by_our_bound_never_failed() -> None:
    assert visit(DEAD, whole=False).counts_as is CountsAs.UNDETERMINED
    assert visit(opened(), whole=False).counts_as is CountsAs.OPENED


def test_a_twin_without_a_name_was_nothing_to_try() -> None:
    missing = make_answer(TWIN, outcome=Outcome.DNS_NXDOMAIN)

    assert visit_word([DEAD, missing], HOME) is CountsAs.FAILED


def test_a_fault_of_ours_is_a_void_visit() -> None:
    result = own_fault_result(make_plan(), AT)

    (evidence,) = result.evidence
    assert isinstance(evidence.fact, VisitFact)
    assert evidence.fact.counts_as is CountsAs.VOID


def column(*items: ListItem, page_class: PageClass = PageClass.PAGE) -> ColumnFact:
    reading = make_reading(items=items, list_state=ListState.READ, page_class=page_class)
    fact = home_column(make_site(), make_answer(HOME, reading)).fact
    assert isinstance(fact, ColumnFact)
    return fact


def test_the_homepage_is_a_column_of_its_own_entries() -> None:
    fact = column(make_entry(1, TODAY), make_entry(2))

    assert (fact.list_state, fact.complete_to) == (ListState.READ, date.min)
    assert [item.undated for item in fact.items] == [None, Undated.UNREAD]


def test_newer_entries_beside_the_list_leave_the_homepage_open() -> None:
    reading = make_reading(items=(make_entry(1, date(2024, 1, 5)),), rival=TODAY)

    fact = home_column(make_site(), make_answer(HOME, reading)).fact

    assert isinstance(fact, ColumnFact)
    assert (fact.list_state, fact.complete_to) == (ListState.READ, None)


def test_entries_that_lead_to_other_sites_are_no_updates() -> None:
    fact = column(make_entry(1, TODAY, url="http://www.example.com/1.html"))

    assert (fact.items, fact.list_state, fact.complete_to) == ((), ListState.NONE, None)


def test_a_homepage_made_by_scripts_is_unreadable() -> None:
    assert column(page_class=PageClass.JS_REQUIRED).list_state is ListState.UNREADABLE


ROWS = Follow(url=f"{HOME}frame/", purpose="rows")


@pytest.mark.parametrize("purpose", ["hop", "child"])
def test_a_homepage_that_is_a_step_leads_on(purpose: Literal["hop", "child"]) -> None:
    step = Follow(url=f"{HOME}portal/", purpose=purpose)

    assert leads_on(make_reading(follow=(step,))) is step


def test_a_homepage_that_is_only_a_frame_leads_into_it() -> None:
    framed = make_reading(follow=(ROWS,), list_state=ListState.ELSEWHERE)

    assert leads_on(framed) is ROWS


def test_a_homepage_with_links_of_its_own_is_no_step_to_its_frame() -> None:
    assert leads_on(make_reading(follow=(ROWS,), list_state=ListState.ELSEWHERE, links=9)) is None


def test_a_homepage_that_scripts_fill_is_no_step_to_its_rows() -> None:
    shell = make_reading(
        follow=(ROWS,), list_state=ListState.ELSEWHERE, page_class=PageClass.JS_REQUIRED
    )

    assert leads_on(shell) is None


@pytest.mark.parametrize("purpose", ["rows", "next"])
def test_a_homepage_is_no_step_to_its_rows_or_its_next_page(
    purpose: Literal["rows", "next"],
) -> None:
    step = Follow(url=f"{HOME}2.html", purpose=purpose)

    assert leads_on(make_reading(follow=(step,))) is None


NOTICE = {
    "one new place": (
        (HOME, "http://www.new.gov.cn/", "http://www.new.gov.cn/tzgg/"),
        "http://www.new.gov.cn/",
    ),
    "its own pages alone": ((HOME, f"{HOME}tzgg/"), None),
    "several places": (("http://www.new.gov.cn/", "http://www.gov.cn/"), None),
    "none": ((), None),
}


@pytest.mark.parametrize(("linked", "leads"), NOTICE.values(), ids=NOTICE)
def test_a_notice_of_moving_leads_to_the_one_site_that_it_names(
    linked: tuple[str, ...], leads: str | None
) -> None:
    notice = make_reading(page_class=PageClass.MOVED, linked=linked)

    step = moved_to(notice, HOME)

    assert (step.url if step else None) == leads
    assert moved_to(make_reading(linked=linked), HOME) is None


def test_the_day_on_which_columns_moved_is_told_by_no_address() -> None:
    day = date(2026, 11, 18)
    entries = tuple(
        ListItem(title=f"{kind}", url=f"{HOME}{kind}.html", date=make_claim(day, source=kind))
        for kind in (DateSource.URL, DateSource.LIST_CELL)
    )
    answer = make_answer(HOME, make_reading(items=entries, list_state=ListState.READ))

    fact = home_column(make_site(), answer, {day}).fact

    assert isinstance(fact, ColumnFact)
    assert [item.date is None for item in fact.items] == [True, False]
    assert fact.items[0].claims == (make_claim(day, source=DateSource.URL),)


def test_headlines_whose_days_nobody_told_leave_the_homepage_open() -> None:
    reading = make_reading(list_state=ListState.READ, items=(make_entry(1, TODAY),))
    fact = home_column(make_site(), make_answer(HOME, reading), more=True).fact

    assert isinstance(fact, ColumnFact)
    assert (fact.list_state, fact.complete_to) == (ListState.READ, None)


def test_an_entry_without_its_year_has_the_day_that_its_column_proves() -> None:
    weak = make_claim(date(2026, 11, 3), inferred_year=True)
    proved = make_claim(date(2026, 11, 3))
    entry = make_entry(1, date=weak)
    home = make_answer(HOME, make_reading(items=(entry,), list_state=ListState.READ))

    fact = home_column(make_site(), home, told={url_key(entry.url or ""): proved}).fact

    assert isinstance(fact, ColumnFact)
    assert [item.date for item in fact.items] == [proved]
    assert fact.items[0].claims == (proved, weak)
