from importlib import resources
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from audit.report.bulletin.content import DRAFT, blocks, scalars, tables
from audit.report.bulletin.document import placeholders, render_bulletin
from audit.report.bulletin.facts import BulletinFacts, Office
from audit.report.tables.summary import failing_row
from schema.types.errors import UsageError
from testkit.outcomes import RULES, make_numbers, make_outcome
from testkit.reviews import make_review
from testkit.sheets import AS_OF

TEMPLATE = (resources.files("config") / "templates" / "bulletin.docx").read_bytes()
FONTS = {
    "公文标题": ("方正小标宋简体", 22),
    "公文正文": ("仿宋_GB2312", 16),
    "公文一级标题": ("黑体", 16),
    "公文二级标题": ("楷体_GB2312", 16),
    "公文页码": ("宋体", 14),
}


def facts(**changes: Any) -> BulletinFacts:
    values: dict[str, Any] = {
        "office": Office(issuer="某省政府办公厅", to="各市州人民政府"),
        "as_of": AS_OF,
        "edition_name": "评分表",
        "numbers": make_numbers(),
        "followed_up": {},
        "followed_up_by_people": {},
        "examples": {},
        "failing": tuple(failing_row(n, make_outcome(), make_review(), RULES) for n in range(1, 4)),
        "failing_in_all": 3,
        "honesty": (("巡检编号", "12"), ("核对命令", "pucha replay 12")),
    }
    return BulletinFacts(**{**values, **changes})


def opened(data: bytes) -> Any:
    return Document(BytesIO(data))


def own_template(*texts: str) -> bytes:
    document = Document()
    for text in texts:
        document.add_paragraph(text)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def texts(data: bytes) -> list[str]:
    return [one.text for one in opened(data).paragraphs]


@pytest.mark.parametrize("style", FONTS)
def test_shipped_template_names_the_official_fonts_and_sizes(style: str) -> None:
    found = opened(TEMPLATE).styles[style]
    font, size = FONTS[style]

    assert found.element.rPr.rFonts.get(qn("w:eastAsia")) == font
    assert found.font.size == Pt(size)


def test_shipped_template_has_the_official_page() -> None:
    document = opened(TEMPLATE)
    section = document.sections[0]
    body = document.styles["公文正文"].paragraph_format
    edges = (
        section.top_margin, section.bottom_margin, section.left_margin, section.right_margin,
    )  # fmt: skip

    assert [round(edge / Mm(1)) for edge in edges] == [37, 35, 28, 26]
    assert (round(section.page_width / Mm(1)), round(section.page_height / Mm(1))) == (210, 297)
    assert body.line_spacing == Pt(28)
    assert body.first_line_indent == Pt(32)
    assert document.settings.odd_and_even_pages_header_footer
    assert "PAGE" in section.footer.paragraphs[0]._p.xml
    assert "PAGE" in section.even_page_footer.paragraphs[0]._p.xml


def test_no_placeholder_is_left_and_every_one_is_used() -> None:
    told = "\n".join(texts(render_bulletin(TEMPLATE, facts())))
    known = {*scalars(facts()), *blocks(facts()), *tables(facts())}

    assert "{{" not in told
    assert placeholders(TEMPLATE) == known - {"时期"}  # the title says it


def test_sections_stand_in_the_official_order_and_styles() -> None:
    document = opened(render_bulletin(TEMPLATE, facts()))
    heads = [one.text for one in document.paragraphs if one.style.name == "公文一级标题"]
    second = [one.text for one in document.paragraphs if one.style.name == "公文二级标题"]
    told = [one.text for one in document.paragraphs]

    assert heads == [
        "一、总体情况",
        "二、主要问题",
        "三、问责和网民留言办理情况",
        "四、下一步要求",
    ]
    assert second == ["（一）网站不更新（V2）。", "（二）首页栏目（B1）。"]
    assert "各市州人民政府：" in told
    assert told.index("某省政府办公厅", 1) < told.index("（成文日期）")
    assert "核对命令：pucha replay 12" in told
    assert DRAFT in told


def test_annexes_hold_the_tables_with_a_head_on_every_page() -> None:
    divisions, strata, failing = opened(render_bulletin(TEMPLATE, facts())).tables
    rows = [[cell.text for cell in row.cells] for row in failing.rows]

    assert [cell.text for cell in divisions.rows[-1].cells][:3] == ["合计", "10", "10"]
    assert strata.rows[2].cells[0].text == "县级门户"
    assert [cell.text for cell in divisions.rows[0].cells][3:9] == [
        "检查比例", *["机器判定"] * 4, "人工认定",
    ]  # fmt: skip
    assert [cell.text for cell in divisions.rows[1].cells][3:9] == [
        "检查比例", "合格", "不合格", "无法判定", "合格率", "合格",
    ]  # fmt: skip
    assert all("w:tblHeader" in row._tr.xml for row in divisions.rows[:2])
    assert rows[0] == ["序号", "地区", "网站名称", "网站标识码", "网站地址", "主要问题"]
    assert [row[0] for row in rows[1:]] == ["1", "2", "3"]
    assert "w:tblHeader" in failing.rows[0]._tr.xml
    assert [round(column.width / Mm(1)) for column in failing.columns] == [10, 18, 29, 25, 34, 40]


def test_office_may_change_words_styles_and_order() -> None:
    data = render_bulletin(
        own_template("甲 {{ 发文机关 }} 乙", "{{主要问题}}", "{{总体情况}}"), facts()
    )
    told = texts(data)

    assert told[0] == "甲 某省政府办公厅 乙"
    assert told[1].startswith("（一）")
    assert told[-1].startswith("机器判定（未经人工认定")


def test_name_that_an_editor_cut_into_runs_is_filled_too() -> None:
    document = Document()
    line = document.add_paragraph()
    for part in ("自 {{发文", "机关", "}} 起"):
        line.add_run(part)
    stream = BytesIO()
    document.save(stream)

    assert texts(render_bulletin(stream.getvalue(), facts())) == ["自 某省政府办公厅 起"]


def test_what_was_given_is_not_read_as_a_template_again() -> None:
    office = Office(issuer="{{标题}}", to="{{", deadline="}}")
    document = Document()
    cut = document.add_paragraph()
    for part in ("{{发文", "机关}}：{{发文机关}}"):
        cut.add_run(part)
    both = document.add_paragraph()
    for part in ("{{主送机关}}", "标题", "{{整改期限}}"):
        both.add_run(part)
    document.add_paragraph("{{发文机关}}")
    row = document.add_table(rows=1, cols=2)
    row.cell(0, 0).merge(row.cell(0, 1)).paragraphs[0].text = "{{发文机关}}"
    stream = BytesIO()
    document.save(stream)
    made = opened(render_bulletin(stream.getvalue(), facts(office=office)))

    assert [one.text for one in made.paragraphs] == ["{{标题}}：{{标题}}", "{{标题}}", "{{标题}}"]
    assert made.tables[0].cell(0, 0).text == "{{标题}}"


def test_block_in_merged_cells_is_put_once() -> None:
    document = Document()
    row = document.add_table(rows=1, cols=2)
    row.cell(0, 0).merge(row.cell(0, 1)).paragraphs[0].text = "{{总体情况}}"
    stream = BytesIO()
    document.save(stream)
    made = opened(render_bulletin(stream.getvalue(), facts()))

    assert made.tables[0].cell(0, 0).text.count("登记的政府网站11个") == 1


def test_numbers_have_room_in_their_cells() -> None:
    sign = 10.5 * 25.4 / 72
    digit = 0.637 * sign  # DejaVu Serif, that stands in where Times New Roman is not there
    divisions, strata, failing = opened(render_bulletin(TEMPLATE, facts())).tables
    margins = {edge.get(qn("w:w")) for edge in divisions._tbl.tblPr.find(qn("w:tblCellMar"))}
    (margin,) = (int(one) * 25.4 / 1440 for one in margins)

    def room(table: Any) -> list[float]:
        return [column.width / Mm(1) - 2 * margin for column in table.columns]

    for table in (divisions, strata):
        assert min(room(table)) >= 4 * digit
        assert room(table)[0] >= 4 * sign
        assert room(table)[3] >= 4.5 * digit + 0.95 * sign  # 100.0%
    assert room(failing)[0] >= 4 * digit
    assert room(failing)[3] >= 10 * digit


def test_unknown_placeholder_is_named_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match=r"\{\{天气\}\}.*成文日期"):
        render_bulletin(own_template("{{天气}}"), facts())


def test_file_that_is_no_document_is_refused() -> None:
    with pytest.raises(UsageError, match=r"no \.docx document"):
        render_bulletin(b"PK", facts())


def test_texts_that_no_document_takes_do_not_break_it() -> None:
    hostile = make_outcome(name="坏\x00\ud800站{{标题}}", url="javascript:1")
    failing = (failing_row(1, hostile, make_review(), RULES),)
    cells = opened(render_bulletin(TEMPLATE, facts(failing=failing))).tables[-1].rows[1].cells

    assert cells[2].text == "坏?站{{标题}}"


def test_same_facts_give_the_same_paragraphs_cells_and_stamps() -> None:
    one, two = (opened(render_bulletin(TEMPLATE, facts())) for _ in range(2))

    assert [p.text for p in one.paragraphs] == [p.text for p in two.paragraphs]
    assert [[c.text for r in t.rows for c in r.cells] for t in one.tables] == [
        [c.text for r in t.rows for c in r.cells] for t in two.tables
    ]
    assert one.core_properties.created == two.core_properties.created
