from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.lexicon import load_lexicon
from crawler.extract.guides.guide import read_as_guide, read_guide
from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_blocks
from schema.types.guide import ElementState, GuideElement, GuideReading

LEXICON = load_lexicon()
Form = Callable[[dict[str, str]], str]
BASE = "http://www.example.gov.cn/bszn/1.html"
FACTS = {
    "事项名称": "内资企业设立登记",
    "设定依据": "《中华人民共和国公司法》第六条",
    "申请条件": "股东符合法定人数",
    "办理材料": "公司登记申请书1份",
    "办理流程": "申请、受理、审查、发照",
    "办理机构": "示例县市场监督管理局",
    "办理地点": "示例县政务服务中心二楼",
    "办理时间": "周一至周五9:00-17:00",
    "联系电话": "0731-5550100",
    "收费标准": "不收费",
    "办理时限": "3个工作日",
}
FOOT = "<div class='footer'><p>联系电话：0731-5550199</p><p>版权所有 示例县人民政府</p></div>"


def read(markup: str, title: str = "") -> GuideReading:
    layout = lay_blocks(parse(f"<body>{markup}</body>"))
    return read_guide(layout, title=title, base=BASE, lexicon=LEXICON)


def element(found: GuideReading, name: str) -> GuideElement:
    return next(one for one in found.elements if one.name == name)


def states(found: GuideReading) -> dict[str, ElementState]:
    return {one.name: one.state for one in found.elements}


def table(facts: dict[str, str]) -> str:
    rows = "".join(f"<tr><td>{name}</td><td>{text}</td></tr>" for name, text in facts.items())
    return f"<table>{rows}</table>"


def two_pairs_a_row(facts: dict[str, str]) -> str:
    pairs = [f"<td>{name}：</td><td>{text}</td>" for name, text in facts.items()]
    rows = "".join(
        f"<tr>{''.join(pairs[place : place + 2])}</tr>" for place in range(0, len(pairs), 2)
    )
    return f"<table>{rows}</table>"


def head_row(facts: dict[str, str]) -> str:
    heads = "".join(f"<th>{name}</th>" for name in facts)
    cells = "".join(f"<td>{text}</td>" for text in facts.values())
    return f"<table><thead><tr>{heads}</tr></thead><tbody><tr>{cells}</tr></tbody></table>"


def definitions(facts: dict[str, str]) -> str:
    pairs = "".join(f"<dt>{name}</dt><dd>{text}</dd>" for name, text in facts.items())
    return f"<dl>{pairs}</dl><div>推荐</div><div>热点</div>"


def headings(facts: dict[str, str]) -> str:
    return "".join(f"<h3>【{name}】</h3><p>{text}</p>" for name, text in facts.items())


def numbered(facts: dict[str, str]) -> str:
    numbers = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一"]
    return "".join(
        f"<p>{number}、{name}</p><p>{text}。</p>"
        for number, (name, text) in zip(numbers, facts.items(), strict=False)
    )


def one_line_each(facts: dict[str, str]) -> str:
    return "".join(f"<p><strong>{name}</strong>：{text}</p>" for name, text in facts.items())


def spread_out(facts: dict[str, str]) -> str:
    return "".join(f"<p>{' '.join(name)}：{text}</p>" for name, text in facts.items())


def one_text_with_breaks(facts: dict[str, str]) -> str:
    return (
        "<div>"
        + "<br>".join(f"（{n}）{k}<br>{v}" for n, (k, v) in enumerate(facts.items(), 1))
        + "</div>"
    )


def tabs_by_id(facts: dict[str, str]) -> str:
    tabs = "".join(f"<li><a href='#t{n}'>{name}</a></li>" for n, name in enumerate(facts))
    panels = "".join(f"<div id='t{n}'>{text}</div>" for n, text in enumerate(facts.values()))
    return f"<ul class='nav nav-tabs'>{tabs}</ul><div class='tab-content'>{panels}</div>"


def tabs_in_order(facts: dict[str, str]) -> str:
    tabs = "".join(f"<li>{name}</li>" for name in facts)
    panels = "".join(f"<div style='display:none'><p>{text}</p></div>" for text in facts.values())
    return f"<div class='hd'><ul>{tabs}</ul></div><div class='bd'>{panels}</div>"


def one_line(facts: dict[str, str]) -> str:
    numbers = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一")
    parts = zip(numbers, facts.items(), strict=False)
    return "<p>" + " ".join(f"{number}、{name}：{text}" for number, (name, text) in parts) + "</p>"


def dashes(facts: dict[str, str]) -> str:
    return "".join(f"<p>{name}——{text}</p>" for name, text in facts.items())


FORMS = {
    form.__name__: form
    for form in (
        table, two_pairs_a_row, head_row, definitions, headings, numbered, one_line_each,
        spread_out, one_text_with_breaks, tabs_by_id, tabs_in_order, one_line, dashes,
    )
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
def test_every_element_is_found_with_its_text_in_every_form(form: Form) -> None:
    found = read(form(FACTS) + FOOT)

    assert {one.name: one.text.rstrip("。") for one in found.elements} == FACTS
    assert all(one.state is ElementState.PRESENT for one in found.elements)


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
@given(
    said=st.sets(st.sampled_from(list(FACTS)), min_size=1),
    empty=st.sets(st.sampled_from(list(FACTS))),
)
def test_what_is_said_is_present_and_a_bare_heading_is_empty(
    form: Form, said: set[str], empty: set[str]
) -> None:
    facts = {
        name: text if name in said else "" for name, text in FACTS.items() if name in said | empty
    }

    found = states(read(form(facts) + FOOT)) if len(facts) > 1 else {}

    for name, state in found.items():
        expected = ElementState.ABSENT if name not in facts else ElementState.EMPTY
        assert state == (ElementState.PRESENT if name in said else expected), name


def test_the_page_foot_gives_no_element() -> None:
    found = read(numbered({"设定依据": "《安全生产法》第十条"}) + FOOT)

    assert states(found)["联系电话"] is ElementState.ABSENT


def test_a_foot_without_a_name_ends_the_guide_all_the_same() -> None:
    found = read(
        numbered({"设定依据": "《安全生产法》第十条", "办理时限": "3个工作日"})
        + "<p>主办单位：示例县人民政府 联系电话：0731-5550199</p>"
    )

    assert states(found)["联系电话"] is ElementState.ABSENT


def test_the_title_says_the_name_of_the_matter_where_no_heading_does() -> None:
    title = "内资企业设立登记办事指南"

    found = element(
        read(f"<h1 id='t'>{title}</h1>{table({'设定依据': '公司法'})}", title), "事项名称"
    )

    assert (found.state, found.text, found.locator) == (ElementState.PRESENT, title, "#t")


def test_a_title_that_names_no_matter_is_no_name() -> None:
    found = read(f"<h1>办事指南</h1>{table({'设定依据': '公司法'})}", "办事指南")

    assert states(found)["事项名称"] is ElementState.ABSENT


def test_one_heading_may_stand_for_two_elements() -> None:
    found = read("<p>办理地点和时间：政务中心二楼，周一至周五</p>")

    present = [one.name for one in found.elements if one.state is ElementState.PRESENT]
    assert present == ["办理地点", "办理时间"]


def test_several_headings_may_share_a_line() -> None:
    found = read("<p>办理地点：政务中心二楼　办公时间：周一至周五；咨询电话：5550100</p>")

    texts = {one.name: one.text for one in found.elements if one.text}
    assert texts == {
        "办理地点": "政务中心二楼", "办理时间": "周一至周五；", "联系电话": "5550100",
    }  # fmt: skip


def test_a_sentence_that_begins_with_the_word_is_no_heading() -> None:
    found = read("<p>办理流程应当公开透明，各单位要严格执行。</p><p>申请条件的设置应当合理。</p>")

    assert set(states(found).values()) == {ElementState.ABSENT}


@pytest.mark.parametrize("said", ["", "——", "暂无", "/", "序号 材料名称 份数", "待补充。"])
def test_what_says_nothing_is_no_content(said: str) -> None:
    cells = "".join(f"<td>{cell}</td>" for cell in said.split())
    inside = f"<table><tr>{cells}</tr></table>" if " " in said else f"<p>{said}</p>"

    found = element(read(f"<h3>申请材料</h3>{inside}<h3>办理流程</h3><p>一次办结</p>"), "办理材料")

    assert found.state is ElementState.EMPTY


@pytest.mark.parametrize("said", ["无", "不收费", "0", "见附件1"])
def test_a_short_answer_is_one(said: str) -> None:
    found = element(read(f"<h3>收费标准</h3><p>{said}</p><h3>办理时限</h3><p>3日</p>"), "收费标准")

    assert (found.state, found.text) == (ElementState.PRESENT, said)


def test_a_flow_chart_is_the_procedure_and_a_picture_is_no_phone_number() -> None:
    found = read(
        "<h3>办理流程</h3><p><img src='lct.jpg'></p><h3>联系电话</h3><p><img src='dh.jpg'></p>"
    )

    assert states(found)["办理流程"] is ElementState.PRESENT
    assert states(found)["联系电话"] is ElementState.EMPTY


def test_a_menu_of_other_pages_is_no_guide() -> None:
    found = read("<ul><li><a href='/a/'>办理流程</a></li><li><a href='/b/'>申请条件</a></li></ul>")

    assert set(states(found).values()) == {ElementState.ABSENT}


def test_vague_material_is_named() -> None:
    found = element(read("<p>申请材料：身份证及相关材料</p>"), "办理材料")

    assert (found.state, found.vague) == (ElementState.PRESENT, "相关材料")


def test_what_a_sheet_asks_for_and_the_page_lacks_is_listed() -> None:
    facts = {name: text for name, text in FACTS.items() if name not in {"设定依据", "收费标准"}}

    found = read(table(facts))

    assert found.missing("census-2015") == ("设定依据",)
    assert found.missing("indicators-2019") == ("设定依据", "收费标准")


def test_attachments_are_links_whose_address_or_name_says_a_type() -> None:
    found = read(
        "<div class='nav'><a href='/x.doc'>导航</a></div>"
        "<a href='../a/sqb.doc'>申请表</a><a href='/down.jsp?filename=b.xlsx&id=1'>清单</a>"
        "<a href='/d?id=3'>样表.pdf</a><a href='/d?id=3'>样表.pdf</a><a href='/c.html'>说明</a>"
        "<a href='http://www.wps.et/'>下载办公软件</a>"
    )

    assert [(one.name, one.url, one.claimed) for one in found.attachments] == [
        ("申请表", "http://www.example.gov.cn/a/sqb.doc", "doc"),
        ("清单", "http://www.example.gov.cn/down.jsp?filename=b.xlsx&id=1", "xlsx"),
        ("样表.pdf", "http://www.example.gov.cn/d?id=3", "pdf"),
    ]


def test_online_systems_are_links_that_are_named_so() -> None:
    found = read(
        "<a href='http://zwfw.example.gov.cn/apply?id=1'>在线办理</a>"
        "<a href='javascript:apply(1)'>网上申报入口</a><a href='#wsbl'>网上办理</a>"
        "<a href='/news.html'>我县开通企业登记在线申报系统便利群众办事创业</a>"
    )

    assert [(one.name, one.url) for one in found.systems] == [
        ("在线办理", "http://zwfw.example.gov.cn/apply?id=1"),
        ("网上申报入口", None),
    ]


@given(st.text(alphabet="办理地点申请条件：一、<p>【】 \n", max_size=60))
def test_no_text_makes_it_fail(text: str) -> None:
    found = read(text)

    assert len(found.elements) == len(LEXICON.guide_words.elements)


def test_every_locator_finds_its_heading() -> None:
    markup = numbered(FACTS)
    tree = parse(f"<body>{markup}</body>")

    for one in read(markup).elements:
        node = tree.css_first(one.locator or "none")
        assert node is not None
        assert one.name in node.text()


HOSTILE = {
    "many_headings": "<p>申请条件</p>" * 20_000,
    "many_tabs": "<ul>" + "<li><a href='#x'>申请条件</a></li>" * 15_000 + "</ul><p id=x>成年</p>",
    "one_long_row": "<table><tr>" + "<th>申请条件</th>" * 20_000 + "</tr></table>",
    "many_rows": "<table>" + "<tr><td>申请条件</td><td>办理流程</td></tr>" * 10_000 + "</table>",
    "wide_blanks": "<p>" + "　" * 300_000 + "</p>",
    "many_marks": "<p>" + "【一、" * 100_000 + "</p>",
    "headings_in_one_line": "<p>" + " 申请条件：" * 50_000 + "</p>",
    "deep": "<div>" * 2_000 + "<p>申请条件</p>" * 2_000,
    "many_files": "<a href='a.doc'>在线办理</a>" * 15_000,
}


@pytest.mark.parametrize("markup", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_page_built_to_cost_is_read_all_the_same(markup: str) -> None:
    assert len(read(markup).elements) == len(FACTS)


def heads(*labels: str) -> str:
    return "".join(f"<p>{label}：见本局公布的规定</p>" for label in labels)


def poor(markup: str, title: str = "关于户口登记") -> GuideReading | None:
    layout = lay_blocks(parse(f"<body><h1>{title}</h1>{markup}</body>"))
    return read_as_guide(layout, title=title, base=BASE, lexicon=LEXICON)


@pytest.mark.parametrize(
    ("markup", "title"),
    [
        pytest.param(heads("办理材料", "办理流程"), "户口登记", id="two headings"),
        pytest.param(heads("申请条件", "联系电话"), "户口登记", id="one that notices have"),
        pytest.param(heads("申报资料"), "户口登记办事指南", id="one and the title"),
    ],
)
def test_a_poor_guide_is_read_with_what_it_lacks(markup: str, title: str) -> None:
    found = poor(markup, title)

    assert found is not None
    assert "办理地点" in found.missing("census-2015")
    assert len(found.missing("indicators-2019")) >= 4


@pytest.mark.parametrize(
    ("markup", "title"),
    [
        pytest.param(heads("办理地点", "办理时间", "联系电话"), "窗口搬迁", id="a notice"),
        pytest.param(heads("办理流程"), "优化营商环境工作简报", id="one heading alone"),
        pytest.param(heads("联系电话"), "办事指南", id="a title over nothing"),
        pytest.param("<p>请按要求准备办理材料，办理流程见附件。</p>", "通知", id="prose"),
        pytest.param(
            "<ul><li><a href='/1'>办理流程</a></li><li><a href='/2'>办理材料</a></li></ul>",
            "服务",
            id="a menu",
        ),
        pytest.param("<p>县政府召开常务会议。</p>", "要闻", id="an article"),
    ],
)
def test_what_is_no_guide_stays_none_where_a_list_of_guides_leads(markup: str, title: str) -> None:
    assert poor(markup, title) is None
