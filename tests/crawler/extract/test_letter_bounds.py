from crawler.extract.dom import parse
from crawler.extract.laying import lay_blocks
from crawler.extract.letter_bounds import Bounds


def test_value_of_a_cell_ends_with_its_row() -> None:
    layout = lay_blocks(parse("<table><tr><td>回复内容</td><td>好</td></tr></table><p>页脚</p>"))
    text = "".join(layout.texts)
    start = text.index("回复内容")

    end = Bounds(layout).end_of_row(start, start + 4)

    assert "好" in text[start:end]
    assert "页脚" not in text[start:end]


def test_label_outside_a_table_has_no_row() -> None:
    layout = lay_blocks(parse("<p>回复内容</p><p>好</p>"))
    text = "".join(layout.texts)
    start = text.index("回复内容")

    assert Bounds(layout).end_of_row(start, start + 4) == len(text)


def test_box_holds_all_labels_and_no_footer() -> None:
    box = "<div><p>来信时间</p><p>回复内容</p><p>好</p></div><div>页脚</div>"
    layout = lay_blocks(parse(box))
    text = "".join(layout.texts)

    end = Bounds(layout).end_of_box([text.index("来信时间"), text.index("回复内容")])

    assert text[:end].split() == ["来信时间", "回复内容", "好"]
