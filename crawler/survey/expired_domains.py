"""Propose links to domains that are gone or show somebody else's pages now (域名失效、被抢注)."""

from collections.abc import Iterable, Iterator

from crawler.policy.canonical import bare_host, parse_http, registrable_domain
from crawler.survey.answer import Answer
from crawler.survey.link_walk import FoundLink
from schema.types.content import Certainty, ContentProposal, ProposalKind, Severity
from schema.types.outcome import Outcome, PageClass
from schema.types.visit_table import HOUSE_TABLE


def expired_domains(
    seen: Iterable[tuple[FoundLink, Answer]],
) -> Iterator[tuple[ContentProposal, Answer, Answer]]:
    """Give each host outside the site that ceased to be what the site linked to, once.

    With it go the page that links there and the answer of the host.
    """
    told = set()
    for link, answer in seen:
        parsed = parse_http(link.url)
        host = "" if parsed is None else bare_host(parsed.hostname)
        proposal = _proposal(link, answer, host) if host and link.outside else None
        if proposal is not None and host not in told:
            told.add(host)
            yield proposal, link.source, answer


def _proposal(link: FoundLink, answer: Answer, host: str) -> ContentProposal | None:
    """Judge by what the host answers; that it answers nothing tells nothing of its owner."""
    whole = host == registrable_domain(host)
    if answer.page_class is PageClass.HIJACKED:
        severity, certainty = Severity.GRAVE, Certainty.LIKELY
        reason = f"链接的网站 {host} 现在是别人的内容（{answer.class_sign}）"
    elif _is_gone(answer):
        severity = Severity.ERROR
        certainty = Certainty.LIKELY if whole else Certainty.POSSIBLE
        what = "域名" if whole else "主机名"
        reason = f"链接的{what} {host} 已无法解析，可能已停用或到期"
    else:
        return None
    return ContentProposal(
        kind=ProposalKind.EXPIRED_DOMAIN,
        severity=severity,
        text=link.url,
        locator=None,
        reason=reason,
        certainty=certainty,
        cause=host,
    )


def _is_gone(answer: Answer) -> bool:
    page = answer.page
    agreed = page.name_servers >= HOUSE_TABLE.name_servers
    return page.outcome is Outcome.DNS_NXDOMAIN and agreed
