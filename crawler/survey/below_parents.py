"""The columns below parents (上级栏目) of a site without a register: one level further down.

A homepage that leads to nothing but parents would else leave every column unread, and the sheet
silent about them.
"""

from collections.abc import Iterable, Iterator

from crawler.extract.lists.child_columns import is_child
from crawler.policy.canonical import url_key
from crawler.survey.column_walk import ColumnTarget, ColumnWalk
from crawler.survey.mailbox_walk import MailboxWalk
from crawler.survey.targets import shown_columns
from schema.types.reading import ColumnLink, ListState
from schema.types.site import Site


def columns_below(
    site: Site, walks: Iterable[ColumnWalk | MailboxWalk], limit: int
) -> tuple[tuple[ColumnTarget, ...], int]:
    """Give what parents lead to in their own folder and nobody walked, and how many are left out.

    A register (栏目基本信息表) names all columns itself.
    """
    walked = list(walks)
    if site.columns:
        return (), 0
    known = frozenset(url_key(walk.target.url) for walk in walked)
    links = (link for walk in walked for link in _below(walk))
    return shown_columns(site, links, known=known, limit=limit, on_home=False)


def _below(walk: ColumnWalk | MailboxWalk) -> Iterator[ColumnLink]:
    """Give the columns right below a parent that its own page leads to."""
    page = walk.rows.first
    if walk.rows.state is ListState.PARENT and page is not None and page.reading is not None:
        at = page.page.final_url
        yield from (link for link in page.reading.columns if is_child(link.url, at))
