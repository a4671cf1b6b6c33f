"""Propose places of a page to a person: terms, hidden links, foreign scripts, forgotten text.

A proposal decides nothing: it says what to look at, where, and why.
"""

from itertools import islice

from crawler.content.dead_ends import dead_ends
from crawler.content.links import hidden_links, injected_links, written_links
from crawler.content.page_look import PageLook
from crawler.content.scripts import foreign_scripts, unseen_frames
from crawler.content.texts import found_terms, placeholders
from crawler.reading import Examined
from schema.types.content import Certainty, ContentProposal, Severity
from schema.types.terms import NO_TERMS, TermList

MOST_OF_A_KIND = 40
"""Proposals of one rule that a person is shown."""


def propose_terms(examined: Examined, terms: TermList) -> tuple[ContentProposal, ...]:
    """Look for the operator's terms alone, which costs next to nothing beside reading the page."""
    return tuple(found_terms(PageLook(examined), terms)) if terms.terms else ()


def propose(examined: Examined, terms: TermList = NO_TERMS) -> tuple[ContentProposal, ...]:
    """Look at an examined page for everything that a person should see, gravest first."""
    look = PageLook(examined)
    rules = (
        found_terms(look, terms), hidden_links(look), written_links(look), injected_links(look),
        foreign_scripts(look), unseen_frames(look), placeholders(look), dead_ends(look),
    )  # fmt: skip
    distinct = dict.fromkeys(one for rule in rules for one in islice(rule, MOST_OF_A_KIND))
    order, sure = list(Severity), list(Certainty)
    return tuple(
        sorted(distinct, key=lambda one: (order.index(one.severity), sure.index(one.certainty)))
    )
