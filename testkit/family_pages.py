"""A decoded page as a CMS family sees it, and rows written as lists have them."""

from collections.abc import Iterable

from config.lexicon import load_lexicon
from crawler.extract.page.dom import base_url, parse
from crawler.extract.page.family import Family, FamilyPage, FamilyReading

COLUMN = "http://www.county.gov.cn/tzgg/index.html"
Form = tuple[tuple[str, str], ...]


def family_page(text: str, url: str = COLUMN, form: Form = ()) -> FamilyPage:
    """Make the page that came from an address; `form` is what was sent to get it."""
    tree = parse(text)
    return FamilyPage(
        text=text,
        tree=tree,
        url=url,
        base=base_url(tree, url),
        fetched_at=None,
        content_type=None,
        lexicon=load_lexicon(),
        form=form,
    )


def read_by(family: Family, text: str, url: str = COLUMN, form: Form = ()) -> FamilyReading | None:
    """Read a page that the family must recognise."""
    page = family_page(text, url, form)
    assert family.recognise(text, page.tree, url), f"{family.name} does not know the page"
    return family.read(page)


def lines(days: Iterable[int]) -> str:
    """Write rows of September 2020, the number of each its day."""
    return "".join(
        f"<li><a href='/tzgg/{day}.html'>关于第{day}批名录的通知</a>"
        f"<span>2020-09-{day:02}</span></li>"
        for day in days
    )
