"""What comes beside the columns: the walks alone, then in whole surveys."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from config.lexicon import load_lexicon
from crawler.survey.side_walks import SideWalks
from crawler.survey.walk import SiteWalk
from schema.types.capture import Request
from schema.types.codec import evidence_from_json, evidence_to_json
from schema.types.content import ProposalFact, ProposalKind, Severity
from schema.types.facts import ColumnFact, Fact, LetterFact, LimitFact
from schema.types.link_facts import LinkFact
from schema.types.outcome import CountsAs, Outcome
from schema.types.terms import Term, TermList
from testkit.facts import HOME
from testkit.pages import (
    Web,
    answer,
    article_html,
    drive,
    guide_html,
    home_html,
    letter_html,
    list_html,
    mailbox_html,
    make_answer,
    make_failure,
    make_page,
    make_plan,
    make_reading,
)

GONE = "http://www.gone.cn/"
OWN = f"{HOME}a.html"


def sides(*linked: str, links: int = 5) -> SideWalks:
    walk = SideWalks(plan=make_plan(links=links), types=load_lexicon().file_types)
    home = make_answer(HOME, make_reading(linked=linked), purpose="visit")
    walk.begin(home, (), ())
    return walk


def test_nothing_is_asked_before_the_columns_are_done() -> None:
    walk = SideWalks(plan=make_plan(links=5), types=load_lexicon().file_types)

    assert walk.pending() == []
    assert list(walk.evidence()) == []


def test_an_answer_goes_to_the_walk_that_asked_for_it_and_to_no_other() -> None:
    walk = sides(OWN, GONE)
    walk.absorb(make_answer(OWN))
    walk.absorb(make_answer(f"{HOME}never-asked.html"))

    assert [request.url for request in walk.pending()] == [GONE]


def test_a_domain_that_is_gone_is_a_link_and_a_proposal_shown_on_its_page() -> None:
    walk = sides(GONE)
    failed = make_failure(GONE, Outcome.DNS_NXDOMAIN, name_servers=2)
    walk.absorb(replace(make_answer(GONE, outcome=Outcome.DNS_NXDOMAIN), page=failed))
    found = {type(one.fact): one for one in walk.evidence()}
    proposal = found[ProposalFact].fact

    assert LinkFact in found
    assert isinstance(proposal, ProposalFact)
    assert proposal.proposal.kind is ProposalKind.EXPIRED_DOMAIN
    assert [one.url for one in found[ProposalFact].provenance] == [HOME, GONE]


# --- in whole surveys ----------------------------------------------------------------------------

GUIDES, NEWS, BOX = f"{HOME}bszn/", f"{HOME}xwdt/", f"{HOME}xx/"
MENU = (("工作动态", "/xwdt/"), ("县长信箱", "/xx/"), ("办事指南", "/bszn/"))
DATED = [(f"第{n}号事项的工作动态", f"/xwdt/{n}.html", f"2026-11-{n}") for n in range(20, 10, -1)]
LETTERS = [(f"关于第{n}件事情的咨询", f"/xx/{n}.html", date(2026, 6, n), "") for n in (5, 4, 3)]
REPLY = "您好，经核实，供水管道改造将于2026年8月开工，工期三个月，请您监督。"
GUIDED: Web = {
    HOME: home_html((*MENU, ("友情链接", "http://www.gone.cn/"))),
    NEWS: list_html("工作动态", DATED),
    **{f"{NEWS}{n}.html": article_html(f"第{n}号事项", "县水利局") for n in range(11, 21)},
    BOX: mailbox_html("县长信箱", LETTERS),
    **{f"{BOX}{n}.html": letter_html("来信", date(2026, 6, n), REPLY) for n in (5, 4, 3)},
    GUIDES: list_html("办事指南", [(f"第{n}项事务", f"/bszn/{n}.html", "") for n in range(1, 7)]),
    **{
        f"{GUIDES}{n}.html": guide_html(f"第{n}项登记", [("申请表.doc", f"/f/{n}.doc")])
        for n in range(1, 7)
    },
    "http://www.gone.cn/": make_failure("http://www.gone.cn/", Outcome.CONNECT_REFUSED),
    "http://www.gone.cn/robots.txt": make_failure("http://www.gone.cn/", Outcome.CONNECT_REFUSED),
}


def survey(web: Web = GUIDED, **plan: Any) -> tuple[SiteWalk, list[Request]]:
    walk = SiteWalk(plan=make_plan(**{"pages": 200, **plan}), lexicon=load_lexicon())
    return walk, drive(walk, web)


def facts(walk: SiteWalk) -> list[Fact]:
    return [one.fact for one in walk.result().evidence]


def urls(asked: list[Request], purpose: str) -> list[str]:
    return [request.url for request in asked if request.purpose == purpose]


def kinds(walk: SiteWalk) -> list[str]:
    return [fact.kind for fact in facts(walk)]


def test_guides_and_links_come_when_the_columns_are_done() -> None:
    walk, asked = survey(links=5, guides=2)
    purposes = [request.purpose for request in asked if request.purpose != "robots"]
    last_of_columns = max(n for n, one in enumerate(purposes) if one in {"list", "letter"})
    found = kinds(walk)

    assert min(purposes.index("guide_file"), purposes.index("link")) > last_of_columns
    assert (found.count("guide"), found.count("guide_file")) == (2, 2)
    assert "links" in found


def test_pages_that_the_survey_had_are_not_fetched_again_for_guides_and_links() -> None:
    _, asked = survey(links=50, guides=5)
    others = [request.url for request in asked if request.purpose not in {"visit", "robots"}]

    assert len(others) == len(set(others))


def test_a_link_to_a_host_without_robots_txt_to_be_had_is_looked_at_all_the_same() -> None:
    walk, asked = survey(links=5)
    (link,) = [fact for fact in facts(walk) if isinstance(fact, LinkFact) and fact.outside]

    assert urls(asked, "link").count("http://www.gone.cn/") == 1
    assert (link.outcome, link.counts_as) == (Outcome.CONNECT_REFUSED, CountsAs.FAILED)


def test_a_link_that_robots_txt_forbids_is_not_asked() -> None:
    forbidden = make_page("http://www.gone.cn/robots.txt", "User-agent: *\nDisallow: /\n")
    web = {**GUIDED, "http://www.gone.cn/robots.txt": forbidden}
    walk, asked = survey(web, links=5)
    (link,) = [fact for fact in facts(walk) if isinstance(fact, LinkFact) and fact.outside]

    assert urls(asked, "link").count("http://www.gone.cn/") == 0
    assert link.counts_as is CountsAs.UNDETERMINED


@pytest.mark.parametrize("pages", range(20, 50, 3))
def test_a_sample_that_a_bound_cuts_leaves_the_columns_whole(pages: int) -> None:
    whole, _ = survey(links=50, pages=500)
    cut, asked = survey(links=50, pages=pages)
    columns = [fact for fact in facts(whole) if isinstance(fact, ColumnFact | LetterFact)]

    assert len(asked) <= pages
    if "limit" not in kinds(cut):
        assert [f for f in facts(cut) if isinstance(f, ColumnFact | LetterFact)] == columns


def test_time_that_runs_out_over_samples_is_no_limit_of_the_survey() -> None:
    walk = SiteWalk(plan=make_plan(links=50, pages=500), lexicon=load_lexicon())
    wave = walk.wave()
    while "link" not in {request.purpose for request in wave}:
        walk.absorb([(request, answer(GUIDED, request), None) for request in wave])
        wave = walk.wave()
    walk.stop("seconds", 900.0)

    assert walk.wave() == ()
    assert not any(isinstance(fact, LimitFact) for fact in facts(walk))


def test_what_a_page_of_the_site_should_not_say_is_proposed_with_its_page() -> None:
    terms = TermList((Term(term="供水管道", correct="给水管道", severity=Severity.GRAVE),))
    walk, _ = survey(terms=terms)
    (found,) = [one for one in walk.result().evidence if isinstance(one.fact, ProposalFact)]

    assert isinstance(found.fact, ProposalFact)
    assert found.fact.pages == 3
    assert found.fact.proposal.severity is Severity.GRAVE
    assert found.provenance[0].url == f"{BOX}5.html"
    assert found.provenance[0].record is not None


def test_all_of_it_comes_back_from_the_store_as_it_was() -> None:
    walk, _ = survey(links=5, guides=2, terms=TermList((Term(term="供水管道"),)))
    found = walk.result().evidence

    assert {"guide", "guide_file", "link", "links", "proposal"} <= {one.fact.kind for one in found}
    assert [evidence_from_json(evidence_to_json(one)) for one in found] == list(found)
    assert len({one.id for one in found}) == len(found)
