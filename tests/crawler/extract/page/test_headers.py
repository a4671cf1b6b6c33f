import pytest

from crawler.extract.page.blocks import Block
from crawler.extract.page.dom import parse
from crawler.extract.page.headers import cell_names, cell_of, header_cells, is_head
from crawler.extract.page.laying import lay_blocks
from crawler.extract.page.layout import Layout

ROW = "<tr><td><a href=1>通知</a></td><td>2020-01-01</td></tr>"
HEADS = {
    "cells": f"<table><tr><td>标 题</td><td>发布日期</td></tr>{ROW}</table>",
    "head_cells": f"<table><thead><tr><th>标题<th>发布日期</thead><tbody>{ROW}</tbody></table>",
    "table_of_its_own": f"<table><tr><td>标题<td>发布日期</table><table>{ROW}</table>",
}


def laid(markup: str) -> tuple[Layout, Block]:
    layout = lay_blocks(parse(markup))
    return layout, [block for block in layout.blocks if block.tag == "tr"][-1]


@pytest.mark.parametrize("markup", HEADS.values(), ids=HEADS.keys())
def test_cells_above_name_the_columns(markup: str) -> None:
    layout, row = laid(markup)

    assert header_cells(layout, row) == ("标题", "发布日期")


def test_row_of_values_names_nothing() -> None:
    layout, row = laid(f"<table><tr><td>通知</td><td>2019-01-01</td></tr>{ROW}</table>")

    assert header_cells(layout, row) == ()


def test_long_texts_are_no_names() -> None:
    layout, row = laid("<table><tr><td>这是一段很长的说明文字没有人会用它做列名<td>乙</table>")

    assert cell_names(layout, row) == ()


def test_cell_of_a_piece_of_text_is_known() -> None:
    layout, row = laid(f"<table>{ROW}</table>")
    place = layout.texts.index("2020-01-01")

    assert (cell_of(row, place), cell_of(row, 10_000)) == (1, None)


def test_row_of_names_heads_a_table() -> None:
    def heads(row: str) -> bool:
        layout = lay_blocks(parse(f"<table><tr>{row}</tr></table>"))
        return is_head(layout, next(block for block in layout.blocks if block.tag == "tr"))

    assert heads("<th>标题</th><th>公开日期</th>")
    assert not heads("<td><a href=1>通知</a></td><td>公开日期</td>")
    assert not heads("<td>通知</td><td>2020-01-01</td>")
    assert not heads("<td colspan=2>本目录的说明</td>")
