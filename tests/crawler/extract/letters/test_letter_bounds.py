from crawler.extract.letters.letter_bounds import Bounds
from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_blocks


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


def test_row_without_a_value_ends_nothing() -> None:
    layout = lay_blocks(
        parse("<table><tr><td>回复内容</td><td></td></tr><tr><td>好</td></tr></table>")
    )
    text = "".join(layout.texts)
    start = text.index("回复内容")

    assert "好" in text[start : Bounds(layout).end_of_row(start, start + 4)]


def test_cell_below_a_heading_is_its_value() -> None:
    rows = "<tr><th>回复时间</th><th>回复内容</th></tr><tr><td>3月9日</td><td>好</td></tr>"
    layout = lay_blocks(parse(f"<table>{rows}</table>"))
    text = "".join(layout.texts)
    bounds = Bounds(layout)
    labels = {"回复时间", "回复内容"}

    found = bounds.cell_below(text.index("回复内容"), labels)

    assert found is not None
    assert text[slice(*found)].strip() == "好"
    assert bounds.cell_below(text.index("回复内容"), {"回复内容"}) is None
    assert bounds.cell_below(text.index("好"), labels) is None


def test_element_begins_where_its_text_does() -> None:
    layout = lay_blocks(parse("<span>网友</span><span>答：好</span>"))
    text = "".join(layout.texts)

    assert Bounds(layout).begins_element(text.index("答"))
    assert not Bounds(layout).begins_element(text.index("好"))


def test_picture_is_found_in_its_range() -> None:
    layout = lay_blocks(parse("<p>回复：<img src='a.jpg'></p><p>编号：3</p>"))
    text = "".join(layout.texts)
    bounds = Bounds(layout)

    assert bounds.holds_picture(text.index("："), text.index("编号"))
    assert not bounds.holds_picture(text.index("编号") + 2, len(text))


def test_a_picture_stands_in_a_range_that_holds_its_place() -> None:
    markup = "<p>来信内容：路灯</p><p>回复内容：<img src='1.png'></p><p>满意度：</p>"
    layout = lay_blocks(parse(markup))
    bounds, reply = Bounds(layout), layout.whole.index("回复内容")
    end = layout.whole.index("满意度")

    assert bounds.holds_picture(reply + 5, end)
    assert not bounds.holds_picture(5, reply - 1)


def test_nothing_behind_a_table_is_a_value_of_its_last_row() -> None:
    rows = "<tr><td>来信内容</td><td>路灯</td></tr><tr><td>回复内容</td><td></td></tr>"
    layout = lay_blocks(parse(f"<table>{rows}</table><div><p>热点新闻</p><p>秋收</p></div>"))
    text = "".join(layout.texts)
    start = text.index("回复内容")

    assert not text[start + 4 : Bounds(layout).end_of_row(start, start + 4)].strip()


def test_bare_places_have_ids_and_hold_nothing() -> None:
    layout = lay_blocks(parse("<p>回复：</p><p id='a'></p><p id='b'>好</p><p></p><p>编号</p>"))
    text, bounds = "".join(layout.texts), Bounds(layout)

    assert bounds.bare_places(text.index("："), text.index("好")) == {"a"}
    assert bounds.bare_places(text.index("好") + 1, len(text)) == frozenset()


LINKS = "".join(f"<li><a href='{n}.html'>第{n}段河堤何时能够加固</a></li>" for n in range(3))


def value(markup: str) -> str:
    layout = lay_blocks(parse(markup))
    text = "".join(layout.texts)
    start = text.index("回复内容") + 4
    return text[start : Bounds(layout).end_before_links(start, len(text))].strip()


def test_a_value_ends_where_a_list_of_links_begins() -> None:
    assert value(f"<h4>回复内容</h4><p>可以办理</p><ul>{LINKS}</ul>") == "可以办理"
    assert value(f"<h4>回复内容</h4><p>可以</p><h4>热门留言</h4><ul>{LINKS}</ul>") == "可以"
    assert value("<h4>回复内容</h4><p>可以</p><a href='1.html'>上一封</a>") == "可以\n上一封"


def test_text_with_links_in_it_goes_on() -> None:
    text = "您好，该段河堤已列入明年加固计划，详情请见县水利局网站公布的各年度计划、公告和办事指南"
    links = "<a href='1'>计划</a><a href='2'>公告</a><a href='3'>指南</a>"

    assert value(f"<h4>回复内容</h4><p>{text}{links}</p>").endswith("计划公告指南")


def lone(rows: str) -> str:
    layout = lay_blocks(parse(f"<table>{rows}</table><p>页脚</p>"))
    text = "".join(layout.texts)
    start = text.index("回复日期")
    bounds = Bounds(layout)
    end = bounds.end_of_row(start, start + 4)
    return text[start + 4 : bounds.end_of_lone_cells(end, len(text))].strip()


def test_a_wide_row_under_the_day_belongs_to_it() -> None:
    day = "<tr><td>回复日期</td><td>2026-03-09</td></tr>"
    reply = "您好，该段河堤已列入明年加固计划。"

    assert lone(f"{day}<tr><td colspan='2'>{reply}</td></tr>").endswith(reply)
    assert lone(f"{day}<tr><td colspan='2'>返回列表</td></tr>") == "2026-03-09"
    assert lone(f"{day}<tr><td>满意度</td><td>{reply}</td></tr>") == "2026-03-09"
