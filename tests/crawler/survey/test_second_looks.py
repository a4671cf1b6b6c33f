"""Second visits: the looks alone, then in whole walks."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from config.lexicon import load_lexicon
from crawler.survey.second_looks import SecondLooks, second_targets
from crawler.survey.walk import SiteWalk
from schema.types.capture import Request
from schema.types.evidence import Evidence
from schema.types.facts import ColumnFact, LetterFact, VisitFact
from schema.types.guide_facts import FileState, GuideFileFact, GuideSystemFact
from schema.types.link_facts import LinkFact, LinksFact
from schema.types.outcome import CountsAs, Outcome
from schema.types.reading import LetterState, ListState
from schema.types.survey import LookedAt
from testkit.facts import AT, HOME, make_column, make_letter
from testkit.pages import (
    Web,
    drive,
    home_html,
    letter_html,
    list_html,
    make_answer,
    make_failure,
    make_page,
    make_plan,
    markup,
)
from testkit.side_facts import make_guide_file, make_guide_system, make_link

LETTER = make_letter(state=LetterState.UNANSWERED, replied=None)
EMPTY = make_column(list_state=ListState.EMPTY, items=(), complete_to=None, on_home=False)
FILE = make_guide_file(state=FileState.FAILED, outcome=Outcome.HTTP_4XX, status=404)
SYSTEM = make_guide_system(counts_as=CountsAs.FAILED, outcome=Outcome.HTTP_5XX, status=502)
LINK = make_link()
ALL: tuple[LookedAt, ...] = (EMPTY, LETTER, LINK, FILE, SYSTEM)
REPLY = "您好，经核实，供水管道改造将于2026年8月开工，工期三个月，请您监督。"
OPEN = letter_html("咨询一件", date(2026, 8, 1), "")
NOTHING = markup("通知公告-示例县人民政府", "<h2>通知公告</h2><p>暂无相关信息！</p>")
HOMEPAGE = home_html((("通知公告", "/tzgg/"), ("工作动态", "/xwdt/")))


def looks(*wanted: LookedAt) -> SecondLooks:
    types = load_lexicon().file_types
    return SecondLooks(wanted=wanted, own=HOME, deadline=20.0, types=types)


def survey(web: Web, *wanted: LookedAt, **plan: Any) -> tuple[list[Evidence], list[Request]]:
    walk = SiteWalk(plan=make_plan(again=wanted, **plan), lexicon=load_lexicon())
    asked = drive(walk, web)
    return list(walk.result().evidence), asked


def fact_of(found: list[Evidence], kind: type[Any]) -> Any:
    return next(one.fact for one in found if isinstance(one.fact, kind))


def test_each_address_is_asked_once_and_as_the_first_look_asked_it() -> None:
    asked = looks(*ALL, LINK).pending()

    assert [(one.purpose, one.url) for one in asked] == [
        ("letter", LETTER.url),
        ("link", LINK.url),
        ("guide_file", FILE.url),
        ("guide_system", SYSTEM.url),
    ]
    assert [one.deadline for one in asked if one.purpose == "link"] == [20.0]


def test_a_site_that_has_had_enough_is_asked_no_more() -> None:
    walk = looks(LINK, make_link(2))
    walk.absorb(make_answer(LINK.url, outcome=Outcome.RATE_LIMITED, purpose="link"))

    assert walk.pending() == []
    assert not any(
        isinstance(one.fact, LinkFact) and one.fact.counts_as is CountsAs.FAILED
        for one in walk.evidence()
    )


def test_a_letter_whose_page_cannot_be_read_now_gets_no_second_word() -> None:
    walk = looks(LETTER)
    walk.absorb(make_answer(LETTER.url or "", outcome=Outcome.CONNECT_TIMEOUT, purpose="letter"))

    assert list(walk.evidence()) == []


def test_columns_are_surveyed_as_they_were_before() -> None:
    (target,) = second_targets(ALL)

    assert (target.url, target.column_class, target.registered) == (
        EMPTY.url, EMPTY.column_class, True,
    )  # fmt: skip


# --- in whole walks ------------------------------------------------------------------------------


def test_nothing_is_asked_for_beside_the_homepage_and_what_is_wanted() -> None:
    found, asked = survey({HOME: HOMEPAGE, EMPTY.url: NOTHING, LETTER.url or "": OPEN}, *ALL)

    assert {one.url for one in asked if one.purpose not in {"visit", "robots"}} == {
        EMPTY.url, LETTER.url, LINK.url, FILE.url, SYSTEM.url,
    }  # fmt: skip
    assert {type(one.fact) for one in found} == {
        VisitFact, ColumnFact, LetterFact, LinkFact, LinksFact, GuideFileFact, GuideSystemFact,
    }  # fmt: skip


def test_what_is_as_it_was_is_said_again_with_its_own_evidence() -> None:
    found, _ = survey({HOME: HOMEPAGE, EMPTY.url: NOTHING, LETTER.url or "": OPEN}, *ALL)

    assert fact_of(found, ColumnFact).list_state is ListState.EMPTY
    assert fact_of(found, LetterFact).state is LetterState.UNANSWERED
    assert fact_of(found, LinkFact).counts_as is CountsAs.FAILED
    assert fact_of(found, GuideFileFact).state is FileState.FAILED
    assert fact_of(found, GuideSystemFact).counts_as is CountsAs.FAILED
    assert fact_of(found, LinksFact) == LinksFact(opened=(), not_opened=1, left=0, left_on_home=0)
    assert all(one.provenance for one in found if not isinstance(one.fact, LinksFact))


def test_what_was_mended_meanwhile_is_told() -> None:
    rows = [("关于第1号事项的通知", "/tzgg/1.html", "2026-11-20")]
    system = home_html((("申报", "/apply/1"),))
    found, _ = survey(
        {
            HOME: HOMEPAGE,
            EMPTY.url: list_html("通知公告", rows),
            LETTER.url or "": letter_html("咨询一件", date(2026, 8, 1), REPLY),
            LINK.url: HOMEPAGE,
            FILE.url: make_page(FILE.url, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600),
            SYSTEM.url: system,
        },
        *ALL,
    )

    assert len(fact_of(found, ColumnFact).items) == 1
    assert fact_of(found, LetterFact).state is LetterState.ANSWERED
    assert fact_of(found, LinksFact).opened == (LINK.url,)
    assert not any(isinstance(one.fact, LinkFact) for one in found)
    assert fact_of(found, GuideFileFact).state in {FileState.DOWNLOADABLE, FileState.WRONG_TYPE}
    assert fact_of(found, GuideSystemFact).counts_as is CountsAs.OPENED


def test_a_site_that_does_not_open_now_is_asked_nothing_and_held_against_it() -> None:
    homes = [f"{scheme}://{host}/" for scheme in ("http", "https")
             for host in ("www.example.gov.cn", "example.gov.cn")]  # fmt: skip
    found, asked = survey({url: make_failure(url) for url in homes}, *ALL)

    assert {one.purpose for one in asked} <= {"visit", "control", "robots"}
    assert [type(one.fact) for one in found] == [VisitFact]


def test_what_robots_txt_forbids_now_is_no_second_failure() -> None:
    robots = make_page(f"{HOME}robots.txt", "User-agent: *\nDisallow: /gone/\n")
    found, asked = survey({HOME: HOMEPAGE, f"{HOME}robots.txt": robots}, LINK)

    assert LINK.url not in {one.url for one in asked}
    assert fact_of(found, LinkFact).counts_as is CountsAs.UNDETERMINED


@pytest.mark.parametrize("bound", [1, 2, 3, 4, 5])
def test_a_bound_that_ends_it_leaves_no_word_on_what_was_not_asked(bound: int) -> None:
    links = tuple(make_link(n) for n in range(1, 9))
    found, asked = survey({HOME: HOMEPAGE}, *links, pages=bound)
    failed = [one for one in found if isinstance(one.fact, LinkFact)]

    assert len(asked) <= bound
    assert len(failed) == sum(one.purpose == "link" for one in asked)


def test_a_second_look_keeps_what_the_first_one_knew_of_a_link() -> None:
    before = replace(LINK, pages=7, outside=True, found_on=f"{HOME}xwdt/", at=AT.replace(hour=1))
    found, _ = survey({HOME: HOMEPAGE}, before)
    now = fact_of(found, LinkFact)

    assert (now.pages, now.outside, now.found_on) == (7, True, f"{HOME}xwdt/")
    assert now.at > before.at
