from config.lexicon import load_lexicon
from crawler.extract.lists.candidates import Candidate, find_candidates
from crawler.extract.lists.list_score import survey
from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_blocks

DATED = "".join(
    f"<li><a href='{n}.html'>关于第{n}批名录的通知</a>2020-01-0{n}</li>" for n in (3, 2, 1)
)
MENU = "".join(f"<li><a href='/{n}/'>栏目</a></li>" for n in range(9))


def candidates_of(markup: str) -> list[Candidate]:
    layout, lexicon = lay_blocks(parse(markup)), load_lexicon()
    return find_candidates(layout, survey(layout, lexicon.list_words), lexicon)


def test_dated_rows_come_before_a_longer_menu() -> None:
    best = candidates_of(f"<ul>{MENU}</ul><ul>{DATED}</ul>")[0]

    assert (best.dated, len(best.rows)) == (3, 3)


def test_heading_row_of_a_dated_table_is_no_row() -> None:
    rows = DATED.replace("<li>", "<tr><td>").replace("</a>", "</a><td>")
    best = candidates_of(f"<table><tr><td>标题<td>发布日期</tr>{rows}</table>")[0]

    assert len(best.rows) == 3


def test_page_without_links_has_no_candidate() -> None:
    assert candidates_of("<p>正文。</p>") == []


def test_a_list_that_a_template_split_is_one() -> None:
    best = candidates_of(f"<div><ul>{DATED}</ul><ul>{DATED}</ul></div>")[0]

    assert (best.dated, len(best.rows)) == (6, 6)


def test_a_menu_of_the_same_shape_between_them_keeps_lists_apart() -> None:
    lists = candidates_of(f"<div><ul>{DATED}</ul><ul>{MENU}</ul><ul>{DATED}</ul></div>")

    assert [one.dated for one in lists if one.dated] == [3, 3]


def test_the_best_undated_list_is_found_where_none_is_dated() -> None:
    titles = "".join(f"<li><a href='/{n}'>关于印发第{n}号实施方案的通知</a></li>" for n in range(9))

    lists = candidates_of(f"<ul>{MENU}</ul><div class='list'><ul>{titles}</ul></div>")

    assert [len(one.rows) for one in lists] == [9]
    assert lists[0].rows[0].title == "关于印发第0号实施方案的通知"
