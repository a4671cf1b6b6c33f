import pytest

from config.lexicon import load_lexicon
from crawler.extract.guides.guide_heads import behind, find_heads, guide_end, says_something
from crawler.extract.page.dom import parse
from crawler.extract.page.flow import Flow
from crawler.extract.page.laying import lay_out

WORDS = load_lexicon().guide_words


def flow(markup: str) -> Flow:
    return lay_out(parse(f"<body>{markup}</body>"))


@pytest.mark.parametrize(
    "markup",
    [
        "<p>申请条件</p>", "<p>三、申请条件</p>", "<p>（三）申请条件：</p>", "<p>3.申请条件</p>",
        "<p>【申请条件】</p>",
        "<p>申 请 条 件：</p>", "<p>申　请　条　件</p>", "<p>申请条件（必须全部具备）</p>",
        "<p>申请条件一览表</p>", "<p>● 申请条件</p>",
        "<p>III. 申请条件</p>", "<p>Ⅲ、申请条件</p>", "<p>申请条件——年满十八周岁</p>",
        "<p>审批须知 三、申请条件：年满十八周岁</p>", "<p>审批须知三、申请条件：年满十八周岁</p>",
        "<p>第三条 申请条件</p>", "<p>2.1 申请条件</p>", "<p>③申请条件</p>",
        "<p><b>申请条件</b>年满十八周岁</p>", "<p>申请条件：年满十八周岁</p>",
    ],
)  # fmt: skip
def test_a_heading_is_known_in_every_dress(markup: str) -> None:
    assert [head.label for head in find_heads(flow(markup), WORDS)] == ["申请条件"]


def test_tabs_that_touch_one_another_are_headings() -> None:
    tabs = ("基本信息", "申请条件", "申请材料", "办理流程")
    strip = "".join(f"<span>{name}</span>" for name in tabs)
    found = find_heads(flow(f"<div>{strip}</div>"), WORDS)

    assert [head.label for head in found][-3:] == list(tabs[1:])


def test_labels_in_a_sentence_s_elements_are_no_tabs() -> None:
    text = "请按<b>申请条件</b>准备<b>申请材料</b>，再按<b>办理流程</b>到窗口提交全部的材料。"

    assert find_heads(flow(f"<p>{text}</p>"), WORDS) == []


@pytest.mark.parametrize(
    "markup",
    [
        "<p>申请条件应当公开。</p>", "<p>请看申请条件。</p>", "<p>放宽申请条件：从今天起</p>",
        "<div class='footer'>申请条件：无</div>",
    ],
)  # fmt: skip
def test_a_word_in_a_sentence_or_a_foot_is_no_heading(markup: str) -> None:
    assert find_heads(flow(markup), WORDS) == []


def test_what_stands_behind_a_heading_ends_with_the_next() -> None:
    page = flow("<h3>申请条件</h3><p>年满十八周岁</p><p>身体健康</p><h3>监督电话</h3><p>12345</p>")

    first, second = find_heads(page, WORDS)

    assert behind(page, first, second.start) == "年满十八周岁\n身体健康"
    assert second.elements == ()


def test_a_guide_ends_where_the_foot_begins() -> None:
    page = flow("<p>网站地图</p><h3>申请条件</h3><p>年满十八周岁</p><p>版权所有 示例县</p>")

    end = guide_end(page, find_heads(page, WORDS), WORDS)

    assert page.text[end:] == "版权所有 示例县\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("年满十八周岁", True), ("无", True), ("0", True), ("", False), ("暂无", False),
        ("——", False),
        ("序号\n材料名称\n份数", False), ("序号\n材料名称\n1\n申请书", True),
    ],
)  # fmt: skip
def test_heads_of_columns_and_words_for_nothing_say_nothing(text: str, expected: bool) -> None:  # noqa: FBT001
    assert says_something(text, WORDS) is expected
