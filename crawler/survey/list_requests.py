"""What is asked for to read a list: its first page, and the steps that its pages name."""

from crawler.survey.answer import Answer
from schema.types.capture import Request
from schema.types.reading import Follow, RowsPlace

_BY_SCRIPT = {"rows", "asked", "next"}


def first_page(url: str) -> Request:
    """Ask for the column's own address."""
    return Request(url=url, purpose="list")


def step(follow: Follow, answer: Answer, rows_at: RowsPlace | None) -> Request:
    """Ask for where a page leads, as its link, its form or its script would.

    `rows_at`: where the pages before had their rows, which a next page is held against.
    """
    reading = answer.reading
    charset = reading.charset if reading is not None and follow.submitted else ""
    return Request(
        url=follow.url,
        purpose="list",
        method=follow.method,
        form=follow.form,
        form_charset=charset,
        referer=answer.page.final_url,
        by_script=follow.purpose in _BY_SCRIPT and not charset,
        rows_at=rows_at if follow.purpose == "next" else None,
    )


def stands_in_place(answer: Answer) -> bool:
    """Tell whether a page has its rows where those before had theirs, so far as that is known."""
    before = answer.request.rows_at
    return before is None or (answer.reading is not None and answer.reading.rows_at is not None)
