"""What one look at a link counts for (vocabulary §9): table 4, read for links of any kind."""

from crawler.policy.visit import counts_as
from crawler.survey.answer import Answer
from crawler.survey.home import look_of
from schema.types.outcome import CountsAs, Outcome, PageClass

_CAME = {Outcome.OK, Outcome.OK_TRUNCATED}


def link_word(answer: Answer) -> CountsAs:
    """Say what a look counts for; a file that came is a link that opened, page or not.

    Shields, refusals (401, 403), logins and our own bounds never fail a link.
    """
    if answer.page.outcome in _CAME and answer.page_class is PageClass.NOT_HTML:
        return CountsAs.OPENED
    return counts_as(look_of(answer))
