"""Note what each address that a survey asked for counted for (vocabulary §4, §9)."""

from crawler.policy.visit import counts_as
from crawler.survey.answer import Answer
from crawler.survey.home import look_of
from schema.types.survey import AddressCheck


def checks_of(answer: Answer) -> tuple[AddressCheck, ...]:
    """Give the answer's check; what a browser made of a page is no visit of its own."""
    page = answer.page
    if page.rendered:
        return ()
    return (
        AddressCheck(
            url=page.url,
            purpose=answer.request.purpose,
            outcome=page.outcome,
            status=page.status,
            counts_as=counts_as(look_of(answer)),
            at=page.fetched_at,
        ),
    )
