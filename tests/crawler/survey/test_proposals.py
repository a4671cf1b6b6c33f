from dataclasses import replace
from typing import Any

import pytest

from crawler.survey.answer import Answer
from crawler.survey.proposals import MOST_KEPT, Proposals
from schema.types.capture import Request
from schema.types.content import Certainty, ContentProposal, ProposalFact, ProposalKind, Severity
from schema.types.terms import NO_TERMS, Term, TermList
from testkit.facts import HOME
from testkit.pages import make_answer, make_page

TERMS = TermList((Term(term="帐号", correct="账号"),))


def gathering(every: int = 3, terms: TermList = NO_TERMS) -> Proposals:
    return Proposals(home_url=HOME, terms=terms, every=every)


def proposal(cause: str = "暗链.cn", **changes: Any) -> ContentProposal:
    values: dict[str, Any] = {
        "kind": ProposalKind.HIDDEN_LINK,
        "severity": Severity.ERROR,
        "text": "某某",
        "locator": "div > a",
        "reason": "看不见",
        "certainty": Certainty.LIKELY,
        "cause": cause,
    }
    return ContentProposal(**{**values, **changes})


def met(url: str, *found: ContentProposal) -> Answer:
    return replace(make_answer(url), proposals=found)


def kept(gathered: Proposals) -> list[ProposalFact]:
    facts = [one.fact for one in gathered.evidence()]
    return [fact for fact in facts if isinstance(fact, ProposalFact)]


def wholes(gathered: Proposals, purpose: str, times: int) -> list[bool]:
    looks = [
        gathered.look(Request(url=HOME, purpose=purpose), make_page(HOME, "x"))
        for _ in range(times)
    ]
    return [look is not None and look.whole for look in looks]


def test_the_homepage_is_looked_through_always_other_pages_one_in_so_many() -> None:
    gathered = gathering(every=3)

    assert wholes(gathered, "visit", 3) == [True] * 3
    assert wholes(gathered, "list", 7) == [True, False, False, True, False, False, True]


def test_the_operators_terms_are_looked_for_on_every_page() -> None:
    gathered = gathering(terms=TERMS)
    looks = [
        gathered.look(Request(url=HOME, purpose="article"), make_page(HOME, "x")) for _ in range(4)
    ]

    assert [look.terms for look in looks if look is not None] == [TERMS] * 4


@pytest.mark.parametrize(
    ("purpose", "url", "body"),
    [
        ("link", HOME, "x"),
        ("guide_file", HOME, "x"),
        ("list", "http://www.other.cn/", "x"),
        ("list", HOME, ""),
    ],
)
def test_what_is_no_page_of_the_site_is_not_looked_through(
    purpose: str, url: str, body: str
) -> None:
    assert gathering().look(Request(url=url, purpose=purpose), make_page(url, body)) is None


def test_a_cause_is_kept_once_with_its_first_place_and_the_number_of_its_pages() -> None:
    gathered = gathering()
    for url in (f"{HOME}a.html", f"{HOME}b.html", f"{HOME}b.html"):
        gathered.take(met(url, proposal()))
    (fact,) = kept(gathered)
    (evidence,) = gathered.evidence()

    assert (fact.url, fact.pages) == (f"{HOME}a.html", 2)
    assert evidence.provenance[0].locator == "div > a"
    assert evidence.provenance[0].record is not None


def test_causes_are_told_apart_by_their_kind() -> None:
    gathered = gathering()
    gathered.take(met(HOME, proposal("x"), proposal("x", kind=ProposalKind.FOREIGN_SCRIPT)))

    assert len(kept(gathered)) == 2


def test_the_gravest_come_first_and_are_kept() -> None:
    gathered = gathering()
    gathered.take(met(HOME, *(proposal(str(number)) for number in range(MOST_KEPT))))
    gathered.take(met(HOME, proposal("last", severity=Severity.GRAVE)))

    assert len(kept(gathered)) == MOST_KEPT
    assert kept(gathered)[0].proposal.cause == "last"
