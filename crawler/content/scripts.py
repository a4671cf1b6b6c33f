"""Propose scripts and unseen frames of hosts that are neither the site's nor known services."""

from collections.abc import Iterator

from crawler.content.page_look import MOST_SHOWN, PageLook, domain_of, within
from crawler.extract.page.dom import css_path
from schema.types.content import Certainty, ContentProposal, ProposalKind, Severity

_OWN_RESOURCES = 3
"""Pictures, style sheets and seen links of one domain that make it one that the site lives with."""


def foreign_scripts(look: PageLook) -> Iterator[ContentProposal]:
    """Propose scripts of hosts that are neither the site's nor known services, each once.

    The services known by name are those of Chinese pages: of others nothing is said.
    """
    if not look.examined.signs.chinese:
        return
    asked = set()
    for node in look.tree.css("script[src]"):
        domain = _foreign(look, node.attributes.get("src"))
        if domain and domain not in asked:
            asked.add(domain)
            yield ContentProposal(
                kind=ProposalKind.FOREIGN_SCRIPT, severity=Severity.NOTICE,
                text=(node.attributes.get("src") or "")[:MOST_SHOWN], locator=css_path(node),
                reason=f"脚本来自 {domain}，不是本站，也不是名单里的公共服务",
                certainty=Certainty.POSSIBLE, cause=domain,
            )  # fmt: skip


def _foreign(look: PageLook, src: str | None) -> str:
    """Give the domain of a script of somebody else; a store of the site's own files is not one."""
    domain = domain_of(look.address(src))
    if not look.own or not domain or _same_owner(domain, look.own):
        return ""
    if within(domain, look.lexicon.content_words.script_hosts):
        return ""
    return "" if look.resources[domain] >= _OWN_RESOURCES else domain


def _same_owner(domain: str, own: str) -> bool:
    """Tell one owner's domains (sina.com.cn, sina.cn); a name under gov.cn has no such twins."""
    twin = domain.partition(".")[0] == own.partition(".")[0] and not own.endswith(".gov.cn")
    return domain == own or twin


def unseen_frames(look: PageLook) -> Iterator[ContentProposal]:
    """Propose frames of others that have no size (挂马)."""
    for node in look.tree.css("iframe[src]:not(noscript iframe)"):
        sizes = [(node.attributes.get(side) or "").strip("px ") for side in ("width", "height")]
        domain = _foreign(look, node.attributes.get("src"))
        if domain and look.outside(node.attributes.get("src")) and {"0", "1"} & set(sizes):
            yield ContentProposal(
                kind=ProposalKind.FOREIGN_SCRIPT, severity=Severity.ERROR,
                text=(node.attributes.get("src") or "")[:MOST_SHOWN], locator=css_path(node),
                reason=f"看不见的框架（{'×'.join(sizes)}）载入站外 {domain}",
                certainty=Certainty.LIKELY, cause=domain,
            )  # fmt: skip
