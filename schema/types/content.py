"""Content proposals (内容提示): places that a person should look at; they decide nothing."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class ProposalKind(StrEnum):
    """What a proposal is about."""

    TERM = "term"
    """A term of the operator's own list (错误表述)."""
    HIDDEN_LINK = "hidden_link"
    """暗链: a link to somebody else that no visitor sees."""
    INJECTED_LINK = "injected_link"
    """A link whose text is that of gambling, adult or quack pages."""
    FOREIGN_SCRIPT = "foreign_script"
    """A script of a host that is neither the site's nor a known service's."""
    PLACEHOLDER = "placeholder"
    """Text that somebody forgot to replace (测试, {标题})."""
    DEAD_LINK = "dead_link"
    """A link that can lead nowhere, as it is written (错链)."""
    EXPIRED_DOMAIN = "expired_domain"
    """A link to a domain that is gone, or that shows somebody else's pages now."""


class Severity(StrEnum):
    """How grave it would be if a person confirms it."""

    GRAVE = "grave"
    """严重错误 (V4; 2019: W1)."""
    ERROR = "error"
    """An error that points are taken off for."""
    NOTICE = "notice"
    """Worth a look."""


class Certainty(StrEnum):
    """How sure it is that the page really has what the proposal says."""

    SURE = "sure"
    LIKELY = "likely"
    POSSIBLE = "possible"


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentProposal:
    """One thing for a person to look at: what, where, why, and how sure it is."""

    kind: ProposalKind
    severity: Severity
    text: str
    """What the page has there, shortened."""
    locator: str | None
    reason: str
    """One clause in Chinese that an official can check on the page."""
    certainty: Certainty
    cause: str = ""
    """What it rests on, the same on every page (a term, a domain): a site is told of it once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalFact:
    """A proposal as a survey keeps it: where it was met first, and on how many pages in all."""

    kind: Literal["proposal"] = "proposal"
    proposal: ContentProposal
    url: str
    pages: int
