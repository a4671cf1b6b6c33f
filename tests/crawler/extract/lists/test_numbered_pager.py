import pytest

from crawler.extract.lists.numbered_pager import numbered_pager
from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_blocks
from crawler.extract.page.markup import attributes_of

OWN = "http://www.county.gov.cn/tzgg/list-1.html"
NEXT = {
    "its_own_link": (
        "<p class='page'><a href=list-1.html>1</a><a href=list-2.html>2</a>",
        "list-2.html",
    ),
    "first": ("<div class='pager'><b>1</b><a href=2>2</a><a href=3>3</a></div>", "2"),
    "between": ("<div class='page'><a href=1>1</a> 2 <a href=3>3</a><a href=9>9</a></div>", "3"),
    "behind_a_gap": (
        "<div class='page'><a href=1>1</a>…<a href=4>4</a><i>5</i><a href=6>6</a></div>",
        "6",
    ),
    "items": ("<ul class='pages'><li>1<li><a href=2>[2]</a><li><a href=3>[3]</a></ul>", "2"),
    "told_in_words": ("<div>第1页 <a href=2>2</a></div>", "2"),
    "numbers_alone": ("<div>1 <a href=i_1>2</a> <a href=i_2>3</a></div>", "i_1"),
    "numbers_alone_from_one": (
        "<div><a href=list-1.html>1</a><a href=i_1>2</a><a href=i_2>3</a></div>",
        "i_1",
    ),
}
NONE = {
    "last": "<div class='pager'><a href=1>1</a><a href=2>2</a><b>3</b></div>",
    "years": "<div class='page'>2022 <a href=a>2023</a><a href=b>2024</a></div>",
    "calendar": "<table class='calendar'><tr><td>1<td><a href=2>2</a><td>3</table>",
    "rows_counted": (
        "<div class='pager'><a href=1>1</a><a href=2>2</a><a href=3>3</a>每页<b>4</b>条</div>"
    ),
    "no_number_shown": "<div class='pager'><a href=1>1</a><a href=2>2</a></div>",
    "days": f"<p>{''.join(f'<a href=d_{n}>{n}</a>' for n in range(1, 31))}</p>",
    "other_pages": "<p>1 <a href=a.html>2</a> <a href=b.html>3</a></p>",
    "titles": "<ul><li><a href=1>2026年第1号</a><li><a href=2>2026年第2号</a></ul>",
}


@pytest.mark.parametrize(("markup", "href"), NEXT.values(), ids=NEXT.keys())
def test_the_page_behind_the_one_shown_is_next(markup: str, href: str) -> None:
    pager = numbered_pager(lay_blocks(parse(markup)), OWN)

    assert pager is not None
    assert pager.following is not None
    assert attributes_of(pager.following.block.written)["href"] == href


@pytest.mark.parametrize("markup", NONE.values(), ids=NONE.keys())
def test_other_numbers_lead_nowhere(markup: str) -> None:
    pager = numbered_pager(lay_blocks(parse(markup)), OWN)

    assert pager is None or pager.following is None


def test_a_row_of_links_alone_does_not_tell_its_page() -> None:
    pager = numbered_pager(lay_blocks(parse(NONE["no_number_shown"])), OWN)

    assert pager is not None
    assert pager.shown is None


@pytest.mark.parametrize(
    ("own", "shown"),
    [
        ("http://www.county.gov.cn/tzgg/", 1),
        ("http://www.county.gov.cn/tzgg/index.html", 1),
        ("http://www.county.gov.cn/tzgg/list_4_2.html", 2),
        ("http://www.county.gov.cn/tzgg/other.html", None),
        ("http://www.county.gov.cn/tzgg/?k=1", None),
        ("http://www.county.gov.cn/other/list/", None),
        (None, None),
    ],
)
def test_a_folder_shows_the_first_of_its_pages(own: str | None, shown: int | None) -> None:
    links = "".join(f"<li><a href='/tzgg/list_4_{n}.html'>{n}</a>" for n in (1, 2))
    row = f"<ul class='pagelist'>{links}</ul>"

    pager = numbered_pager(lay_blocks(parse(row)), own)

    assert pager is not None
    assert pager.shown == shown


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("/plus/list.php?tid=8&TotalResult=21&PageNo={}", 1),
        ("http://other.gov.cn/plus/list.php?tid=8&PageNo={}", None),
        ("/plus/list.php?tid={}", 1),
        ("/plus/list{}.php?tid=8&PageNo={}", None),
        ("/list/{}.html", None),
    ],
)
def test_a_folder_is_the_first_page_of_a_query_that_differs_in_the_number_alone(
    address: str, shown: int | None
) -> None:
    links = "".join(f"<li><a href='{address.format(n, n)}'>{n}</a>" for n in (1, 2))

    pager = numbered_pager(
        lay_blocks(parse(f"<ul class='pagelist'>{links}</ul>")), "http://www.county.gov.cn/tzgg/"
    )

    assert pager is not None
    assert pager.shown == shown


def test_beside_another_row_a_folder_tells_nothing() -> None:
    turn = "<div class='turn'><a href='/tzgg/a/'>1</a><a href='/tzgg/b/'>2</a></div>"
    pager = (
        "<div class='page'><a href='javascript:go(1)'>1</a><a href='javascript:go(2)'>2</a></div>"
    )

    found = numbered_pager(lay_blocks(parse(turn + pager)), "http://www.county.gov.cn/tzgg/")

    assert found is not None
    assert found.shown is None
