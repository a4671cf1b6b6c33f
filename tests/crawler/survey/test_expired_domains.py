from dataclasses import replace

import pytest

from crawler.survey.answer import Answer
from crawler.survey.expired_domains import expired_domains
from crawler.survey.link_walk import FoundLink
from schema.types.content import Certainty, ContentProposal, ProposalKind, Severity
from schema.types.outcome import Outcome, PageClass
from testkit.facts import HOME
from testkit.pages import make_answer, make_failure, make_reading


def link(url: str, *, outside: bool = True) -> FoundLink:
    return FoundLink(url=url, source=make_answer(HOME), on_home=True, outside=outside)


def gone(url: str, name_servers: int = 2) -> Answer:
    page = make_failure(url, Outcome.DNS_NXDOMAIN, name_servers=name_servers)
    return replace(make_answer(url, outcome=Outcome.DNS_NXDOMAIN), page=page)


def foreign(url: str) -> Answer:
    reading = make_reading(page_class=PageClass.HIJACKED, page_class_sign="域名出售")
    return make_answer(url, reading)


def proposals(*seen: tuple[FoundLink, Answer]) -> list[ContentProposal]:
    return [proposal for proposal, _, _ in expired_domains(seen)]


@pytest.mark.parametrize(
    ("url", "certainty"),
    [
        ("http://www.gone.cn/x.html", Certainty.LIKELY),
        ("http://gone.gov.cn/", Certainty.LIKELY),
        ("http://bbs.gone.cn/", Certainty.POSSIBLE),
    ],
)
def test_a_name_that_is_gone_is_proposed(url: str, certainty: Certainty) -> None:
    (one,) = proposals((link(url), gone(url)))

    assert (one.kind, one.severity) == (ProposalKind.EXPIRED_DOMAIN, Severity.ERROR)
    assert one.certainty is certainty


def test_a_host_with_somebody_elses_pages_is_grave() -> None:
    url = "http://www.sold.com/"
    (one,) = proposals((link(url), foreign(url)))

    assert (one.severity, one.cause) == (Severity.GRAVE, "sold.com")
    assert "域名出售" in one.reason


def test_a_host_is_told_once() -> None:
    urls = ["http://gone.cn/a", "http://www.gone.cn/b"]

    assert len(proposals(*((link(url), gone(url)) for url in urls))) == 1


@pytest.mark.parametrize(
    "answer",
    [
        gone("http://a.cn/", name_servers=1),
        make_answer("http://a.cn/", outcome=Outcome.CONNECT_REFUSED),
        make_answer("http://a.cn/", outcome=Outcome.DNS_FAIL),
        make_answer("http://a.cn/"),
    ],
    ids=["one server alone", "refused", "no look-up", "a page"],
)
def test_what_proves_no_loss_is_not_proposed(answer: Answer) -> None:
    assert proposals((link("http://a.cn/"), answer)) == []


def test_the_sites_own_hosts_are_no_matter_of_expiry() -> None:
    own = f"{HOME}old.html"

    assert proposals((link(own, outside=False), foreign(own))) == []
