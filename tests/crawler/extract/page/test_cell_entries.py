from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_blocks
from crawler.extract.page.records import find_groups


def texts_of(*rows: str) -> list[list[str]]:
    layout = lay_blocks(parse("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"))
    groups = [one for one in find_groups(layout) if one.place.tag == "tbody"]
    return [
        [layout.text(one.first_text, one.end_text) for one in group.records]
        for group in groups
        if group.records[0].head.tag == "td"
    ]


def cells_of(*rows: str) -> list[int]:
    return [len(texts) for texts in texts_of(*rows)]


PICTURE = "<td><a href=1><img src=1.jpg></a><br><a href=1>甲</a></td>"
DATED = "<td>·<a href=1>甲</a> 2020-02-02</td>"


def test_cells_with_pictures_are_entries_of_their_own() -> None:
    assert cells_of(PICTURE * 3, PICTURE * 3, PICTURE) == [7]


def test_cells_with_days_are_entries_of_their_own() -> None:
    assert cells_of(DATED * 2, DATED * 2) == [4]


def test_cells_of_one_entry_are_none() -> None:
    entry = "<td><img src=pdf.gif><a href=1>甲</a></td><td><a href=2>解读</a></td>"

    assert cells_of(entry, entry) == []


TITLE = "<td><a href=1>甲</a></td>"
DAY = "<td>2020-02-02</td>"


def test_day_may_stand_in_the_cell_behind_or_before() -> None:
    assert texts_of((TITLE + DAY) * 2, TITLE + DAY) == [["甲 2020-02-02"] * 3]
    assert texts_of((DAY + TITLE) * 2, DAY + TITLE) == [["2020-02-02 甲"] * 3]


def test_row_of_one_dated_entry_with_other_links_is_none() -> None:
    assert cells_of(TITLE * 2 + DAY, TITLE * 2 + DAY) == []
    assert cells_of(DAY + TITLE * 2, DAY + TITLE * 2) == []
