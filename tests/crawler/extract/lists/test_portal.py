import pytest

from config.lexicon import load_lexicon
from crawler.extract.lists.candidates import find_candidates
from crawler.extract.lists.list_score import survey
from crawler.extract.lists.portal import portal_blocks
from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_blocks

ROWS = "".join(f"<li><a href='{n}'>关于第{n}批名录的通知</a>2020-01-0{n}</li>" for n in (3, 2, 1))
MORE = f"<div><h3>要闻 <a href='/m/'>更多</a></h3><ul>{ROWS}</ul></div>"
PLAIN = f"<div><h3>要闻</h3><ul>{ROWS}</ul></div>"
PAGES = {
    "three_blocks_with_more": (MORE * 3, True),
    "four_blocks_without_more": (PLAIN * 4, True),
    "two_blocks": (MORE * 2, False),
    "one_list_and_a_pager": (MORE * 3 + "<a href='index_1.html'>下一页</a>", False),
    "one_list": (f"<ul>{ROWS * 4}</ul>", False),
}


@pytest.mark.parametrize(("markup", "expected"), PAGES.values(), ids=PAGES.keys())
def test_portal_is_a_page_of_blocks(markup: str, expected: bool) -> None:  # noqa: FBT001
    layout, lexicon = lay_blocks(parse(markup)), load_lexicon()
    about = survey(layout, lexicon.list_words)

    found = portal_blocks(
        layout, find_candidates(layout, about, lexicon), about, lexicon.list_words
    )

    assert bool(found) == expected


@pytest.mark.parametrize(
    ("markup", "blocks"),
    [
        (MORE * 2, 2),
        (f"<ul>{ROWS * 4}</ul><div><h3>要闻</h3><ol>{ROWS}</ol></div>", 2),
        (f"<ul>{ROWS * 4}</ul>", 0),
    ],
    ids=["two", "a_long_and_a_short_one", "one"],
)
def test_every_block_of_a_homepage_is_one(markup: str, blocks: int) -> None:
    layout, lexicon = lay_blocks(parse(markup)), load_lexicon()
    about = survey(layout, lexicon.list_words)
    candidates = find_candidates(layout, about, lexicon)

    found = portal_blocks(layout, candidates, about, lexicon.list_words, home=True)

    assert len(found) == blocks
