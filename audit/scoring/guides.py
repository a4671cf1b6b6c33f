"""How much of a site's service guides (办事指南) was read, and what that leaves unknown."""

from audit.case.casefile import CaseFile, Gap
from audit.scoring.counting import counted
from audit.scoring.judgement import GAP_WORDS, Judgement
from schema.types.finding import Bounds
from schema.types.guide_facts import GuidesFact


def suffice(case: CaseFile, sample: int) -> bool:
    """Tell whether the guides that were read are all that a row speaks of.

    An edition that asks for a sample (抽查5个) speaks of so many guides, one that asks for none
    (0) of every guide of the site. Where fewer than the sample were read, all must have been.
    """
    if sample and len(case.guides) >= sample:
        return True
    fact = _fact(case)
    return fact is not None and case.gap is None and fact.whole and fact.left == 0


def unseen(case: CaseFile, subject: str) -> Judgement | None:
    """Leave a row open where nobody saw the site: that is no question to a person.

    `subject` names in Chinese what would be counted. None where the homepage was opened.
    """
    if case.gap is not Gap.HOMEPAGE_NOT_OPENED:
        return None
    return counted(
        Bounds(proved=0, upper=None),
        subject=subject,
        evidence=case.gap_evidence,
        open_reason=str(case.gap),
        note=f"{GAP_WORDS[case.gap]}。",
    )


def files_left(case: CaseFile) -> int | None:
    """Count the attachments of the guides read that nobody looked at; None: not recorded."""
    fact = _fact(case)
    return None if fact is None else fact.files_left


def systems_left(case: CaseFile) -> int | None:
    """Count the online systems of the guides read that nobody asked; None: not recorded."""
    fact = _fact(case)
    return None if fact is None else fact.systems_left


def unread_words(case: CaseFile, sample: int) -> str:
    """Say in Chinese that guides were not read; empty where those that were suffice."""
    if suffice(case, sample):
        return ""
    fact = _fact(case)
    known = fact is not None and fact.whole and fact.left > 0
    return f"还有{fact.left}篇办事指南未读" if fact and known else "办事指南未能查全"


def looked_at(number: int, counted_in: str, what: str) -> str:
    """Say in Chinese what was looked at: how many of a thing, or the thing where there was none."""
    return f"所查{number}{counted_in}" if number else what


def left_words(unread: str, unseen: int | None, what: str) -> str:
    """Say in a sentence what was not looked at, of the guides and of what they name."""
    missed = f"还有{unseen}{what}" if unseen else ""
    said = "，".join(part for part in (unread, missed) if part)
    return f"{said}。" if said else ""


def _fact(case: CaseFile) -> GuidesFact | None:
    return case.guides_seen[-1].fact if case.guides_seen else None
