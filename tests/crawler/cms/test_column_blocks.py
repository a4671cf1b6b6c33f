import pytest

from crawler.cms.column_blocks import FAMILY
from schema.types.reading import ListState
from testkit.family_pages import lines, read_by

ONE, TWO, THREE = (f"{n}a2b3c4d-0000-4000-8000-00000000000{n}" for n in (1, 2, 3))
BLOCK = f"/columns/{ONE}/templates/{TWO}/blocks/{THREE}?page=1"
PUBLIC = "/public/column/661?type=4&amp;catId=17&amp;action=list&amp;pageIndex=1"
PLACE = "<div class='list'><ul></ul></div>"


@pytest.mark.parametrize(
    ("named", "address"),
    [
        (BLOCK, BLOCK),
        (PUBLIC, "/public/column/661?type=4&catId=17&action=list&pageIndex=1"),
    ],
    ids=["uuid", "public_column"],
)
def test_block_that_the_page_names_holds_the_rows(named: str, address: str) -> None:
    reading = read_by(FAMILY, f"{PLACE}<script>$('.list').load('{named}')</script>")

    assert reading is not None
    assert reading.list_state is ListState.ELSEWHERE
    assert [step.url for step in reading.follow or ()] == [f"http://www.county.gov.cn{address}"]


def test_rows_in_the_page_are_left_to_the_generic_reader() -> None:
    text = f"<ul class='list'>{lines((3, 2))}</ul><script>load('{BLOCK}')</script>"

    assert read_by(FAMILY, text) is None


def test_page_that_names_no_block_is_left_to_the_generic_reader() -> None:
    assert read_by(FAMILY, PLACE, "http://www.county.gov.cn/public/column/661?type=4") is None


PROSE = f"<div class='main'><p>{'本栏目公开本单位的规划计划，欢迎监督。' * 20}</p></div>"
COLUMN = f"http://www.county.gov.cn/columns/{ONE}/index.html"


def test_block_that_a_script_loads_holds_the_rows_however_much_text_the_page_has() -> None:
    reading = read_by(FAMILY, f"{PROSE}<script>loadBlock('{BLOCK}')</script>", COLUMN)

    assert reading is not None
    assert reading.list_state is ListState.ELSEWHERE


def test_page_of_text_whose_menu_leads_to_a_block_is_left_to_the_generic_reader() -> None:
    assert read_by(FAMILY, f"<a href='{BLOCK}'>规划计划</a>{PROSE}", COLUMN) is None
