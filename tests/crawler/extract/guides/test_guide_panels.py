import pytest

from crawler.extract.guides.guide_panels import panel_of, table_of
from crawler.extract.page.blocks import Block
from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_blocks
from crawler.extract.page.layout import Layout

LABELS = frozenset({"申请条件", "办理流程", "序号"})
TABS = "<ul><li>申请条件</li><li>办理流程</li></ul>"
PANELS = "<div>年满十八周岁</div><div>受理、审查</div>"
FORMS = {
    "row_of_headings": "<table><tr><td>申请条件</td><td>办理流程</td></tr>"
    "<tr><td>年满十八周岁</td><td>受理、审查</td></tr></table>",
    "head_and_body": "<table><thead><tr><th>序号</th><th>申请条件</th></tr></thead>"
    "<tbody><tr><td>1</td><td>年满十八周岁</td></tr></tbody></table>",
    "tabs_with_targets": "<a href='#b'>办理流程</a><a href='#a'>申请条件</a>"
    "<div id='a'>年满十八周岁</div><div id='b'>受理</div>",
    "tabs_with_data": "<span data-target='#a'>申请条件</span><p id='a'>年满十八周岁</p>",
    "tabs_in_order": f"<div>{TABS}</div><div>{PANELS}</div>",
    "tabs_beside_their_panels": f"{TABS}{PANELS}",
    "tabs_above_a_foot": f"{TABS}<div>{PANELS}</div><div class='footer'>版权所有</div>",
}
NO_PANEL = {
    "names_beside_values": "<table><tr><td>申请条件</td><td>年满十八周岁</td></tr>"
    "<tr><td>办理流程</td><td>受理</td></tr></table>",
    "headings": f"<h3>申请条件</h3><h3>办理流程</h3>{PANELS}",
    "more_panels_than_tabs": f"{TABS}{PANELS}<div>其他</div>",
    "a_target_around_the_tab": "<div id='a'><span data-id='a'>申请条件</span></div>",
}


def owner(layout: Layout, text: str) -> Block:
    return next(block for block in reversed(layout.blocks) if layout.text_of(block) == text)


@pytest.mark.parametrize("markup", FORMS.values(), ids=FORMS.keys())
def test_a_heading_finds_its_panel(markup: str) -> None:
    layout = lay_blocks(parse(f"<body>{markup}</body>"))

    panel = panel_of(layout, owner(layout, "申请条件"), LABELS)

    assert panel is not None
    assert layout.text_of(panel) == "年满十八周岁"


@pytest.mark.parametrize("markup", NO_PANEL.values(), ids=NO_PANEL.keys())
def test_a_heading_with_its_text_behind_it_has_no_panel(markup: str) -> None:
    layout = lay_blocks(parse(f"<body>{markup}</body>"))

    assert panel_of(layout, owner(layout, "申请条件"), LABELS) is None


def test_a_heading_in_a_table_ends_with_the_table() -> None:
    layout = lay_blocks(parse("<table id='t'><tr><td>申请条件</td><td>成年</td></tr></table>"))

    assert table_of(layout, owner(layout, "申请条件")) is layout.blocks[1]


def test_a_table_that_is_a_heading_does_not_end_it() -> None:
    layout = lay_blocks(parse("<table><tr><td>申请条件</td></tr></table><p>成年</p>"))

    assert table_of(layout, owner(layout, "申请条件")) is None
