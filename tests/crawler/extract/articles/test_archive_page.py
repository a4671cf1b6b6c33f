from crawler.extract.articles.archive_page import is_archive
from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_blocks

ENTRY = (
    "<article><h2><a href='/{0}'>Title number {0}</a></h2><p>Posted on June {0}, 2019</p>"
    "<p>Some words of the text number {0}.</p></article>"
)
ENTRIES = "".join(ENTRY.format(number) for number in (9, 6, 4))


def archive(markup: str) -> bool:
    return is_archive(lay_blocks(parse(markup)))


def test_entries_whose_titles_lead_to_them_make_an_archive() -> None:
    assert archive(f"<h1>Culture</h1>{ENTRIES}")


def test_a_text_of_the_pages_own_makes_cards_of_what_stands_beside_it() -> None:
    own = "<article><h1>The old bridge</h1><p>June 10, 2019</p><p>Text.</p></article>"

    assert not archive(own + ENTRIES)


def test_two_days_are_too_few() -> None:
    assert not archive(ENTRY.format(9) + ENTRY.format(6))


def test_a_chinese_list_is_left_to_the_readers_of_lists() -> None:
    words = (
        "<p>横跨水渠的老桥自两年前被卡车撞坏护栏以后一直封闭，两岸的店主都说生意差了许多。</p>" * 9
    )

    assert not archive(words + ENTRIES)


def test_posts_of_one_topic_are_no_archive() -> None:
    post = "<div class='post'><h3><a href='#{0}'>{1}Bicycles</a></h3><p>June {0}, 2019</p></div>"
    posts = "".join(post.format(day, "Re: " if day > 4 else "") for day in (4, 6, 9))

    assert not archive(posts)
