"""Tell whether the homepage shows headlines without a day that may be news (头条, 轮播)."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from crawler.extract.dates.url_dates import url_date
from crawler.policy.canonical import url_key
from crawler.survey.answer import Answer
from crawler.survey.column_walk import ColumnWalk
from crawler.survey.mailbox_walk import MailboxWalk

_Walk = ColumnWalk | MailboxWalk


def has_open_headline(
    home: Answer,
    columns: Sequence[_Walk],
    looks: Iterable[Answer],
    moved: Collection[date] = (),
) -> bool:
    """Tell whether any headline may be newer than all that the homepage dates.

    The list of a column tells its day, its own page, or its address, where that is none of `moved`.
    """
    reading = home.reading
    if reading is None or not reading.headlines:
        return False
    newest = max((one.date.value for one in reading.items if one.date), default=date.min)
    told = dict(_told(columns, looks))
    return any(_day(url, told, moved) > newest for url in reading.headlines)


def _told(columns: Sequence[_Walk], looks: Iterable[Answer]) -> Iterator[tuple[str, date]]:
    """Give the pages whose days are known; what their own pages say goes last, and stands."""
    for column in columns:
        for post in column.rows.posts:
            if post.url and post.asked is not None:
                yield url_key(post.url), max(post.asked, post.replied or post.asked)
        for item in column.rows.items:
            if item.url and item.date is not None:
                yield url_key(item.url), item.date.value
    lists = (column for column in columns if isinstance(column, ColumnWalk))
    articles = (answer for column in lists for answer in column.articles.values())
    for answer in (*looks, *articles):
        published = None if answer.reading is None or not answer.good else answer.reading.published
        if published is not None:
            yield url_key(answer.request.url), published.value


def _day(url: str, told: dict[str, date], moved: Collection[date]) -> date:
    """Give a headline's day; the last of all where nothing tells it."""
    known = told.get(url_key(url))
    if known is not None:
        return known
    named = url_date(url)
    value = named.value if named is not None else None
    return date.max if value is None or value in moved else value
