"""Make config/templates/bulletin.docx anew: a bulletin (通报) in the official format GB/T 9704.

The file is the product's; people edit it, or their copy of it, in a word processor. This script
only says how the first one came about: fonts by name, sizes, margins, line pitch, page numbers.
"""

# ruff: noqa: SLF001 - borders, grids and fields have no public way in python-docx
from datetime import datetime
from pathlib import Path

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

OUT = Path(__file__).parents[1] / "config" / "templates" / "bulletin.docx"
TITLE_FONT, BODY_FONT, HEAD_FONT, SECOND_FONT = (
    "方正小标宋简体",
    "仿宋_GB2312",
    "黑体",
    "楷体_GB2312",
)
LATIN = "Times New Roman"
SIZE_2, SIZE_3, SIZE_4, SMALL = Pt(22), Pt(16), Pt(14), Pt(10.5)
PITCH = Pt(28)
RED = RGBColor(0xC0, 0x00, 0x00)
# name, font, size, alignment, first-line indent in characters, line pitch
STYLES = (
    ("公文标志", TITLE_FONT, Pt(36), WD_ALIGN_PARAGRAPH.CENTER, 0, Pt(54)),
    ("公文字号", BODY_FONT, SIZE_3, WD_ALIGN_PARAGRAPH.CENTER, 0, PITCH),
    ("公文标题", TITLE_FONT, SIZE_2, WD_ALIGN_PARAGRAPH.CENTER, 0, Pt(34)),
    ("公文主送", BODY_FONT, SIZE_3, WD_ALIGN_PARAGRAPH.LEFT, 0, PITCH),
    ("公文正文", BODY_FONT, SIZE_3, WD_ALIGN_PARAGRAPH.JUSTIFY, 2, PITCH),
    ("公文一级标题", HEAD_FONT, SIZE_3, WD_ALIGN_PARAGRAPH.LEFT, 2, PITCH),
    ("公文二级标题", SECOND_FONT, SIZE_3, WD_ALIGN_PARAGRAPH.LEFT, 2, PITCH),
    ("公文落款", BODY_FONT, SIZE_3, WD_ALIGN_PARAGRAPH.RIGHT, 0, PITCH),
    ("公文附件号", HEAD_FONT, SIZE_3, WD_ALIGN_PARAGRAPH.LEFT, 0, PITCH),
    ("公文附注", BODY_FONT, SIZE_4, WD_ALIGN_PARAGRAPH.LEFT, 2, Pt(24)),
    ("公文表头", HEAD_FONT, SMALL, WD_ALIGN_PARAGRAPH.CENTER, 0, Pt(16)),
    ("公文表格", BODY_FONT, SMALL, WD_ALIGN_PARAGRAPH.LEFT, 0, Pt(15)),
    ("公文版记", BODY_FONT, SIZE_4, WD_ALIGN_PARAGRAPH.LEFT, 0, Pt(24)),
    ("公文页码", "宋体", SIZE_4, WD_ALIGN_PARAGRAPH.RIGHT, 0, Pt(20)),
)
BODY = (
    ("公文标题", "{{标题}}"),
    ("公文主送", ""),
    ("公文主送", "{{主送机关}}："),
    (
        "公文正文",
        (
            "为掌握{{地区}}政府网站运行维护情况，依据《{{指标版本}}》对{{地区}}政府网站进行了检查，"
            "监测时间点为{{监测时间点}}。现将有关情况通报如下："
        ),
    ),
    ("公文一级标题", "一、总体情况"),
    ("公文正文", "{{总体情况}}"),
    ("公文一级标题", "二、主要问题"),
    ("公文正文", "{{主要问题}}"),
    ("公文一级标题", "三、问责和网民留言办理情况"),
    (
        "公文正文",
        (
            "（本节由使用单位据实填写：约谈、书面检查、通报批评、调离或免职的人次；"
            "“我为政府网站找错”留言的件数、办结率和按期办结率。没有的删去本节。）"
        ),
    ),
    ("公文一级标题", "四、下一步要求"),
    (
        "公文正文",
        (
            "各地区、各单位要对照附件所列问题逐项核实，在{{整改期限}}前完成整改，"
            "并将整改措施、完成情况和责任人员处理情况书面报送{{发文机关}}。"
            "对结论有异议的，可在期限内凭证据提出申诉。"
        ),
    ),
    ("公文正文", ""),
)
ANNEXES = (
    ("各地区政府网站检查情况", "{{地区表}}"),
    ("各层级政府网站检查情况", "{{层级表}}"),
    ("不合格政府网站名单", "{{问题网站表}}"),
    ("数据说明", "{{数据说明}}"),
)


def main() -> None:
    """Write the template."""
    document = Document()
    for style in STYLES:
        add_style(document, *style)
    lay_out(document)
    letterhead(document)
    for name, text in BODY:
        document.add_paragraph(text, style=name)
    annex_list(document)
    signature(document)
    for number, (title, placeholder) in enumerate(ANNEXES, start=1):
        annex(document, number, title, placeholder)
    imprint(document)
    document.core_properties.author = "pucha"
    document.core_properties.title = "通报模板"
    stamp = datetime(2026, 11, 23)  # noqa: DTZ001 - properties know no zones
    document.core_properties.created = document.core_properties.modified = stamp
    OUT.parent.mkdir(parents=True, exist_ok=True)
    document.save(str(OUT))


def add_style(  # noqa: PLR0913, PLR0917 - a row of STYLES
    document: DocxDocument, name: str, font: str, size: Pt, align: int, indent: int, pitch: Pt
) -> None:
    """Add one paragraph style; the East Asian font is named apart from the Latin one."""
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.quick_style = True
    style.font.name, style.font.size = LATIN, size
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    layout = style.paragraph_format
    layout.alignment = align
    layout.space_before = layout.space_after = Pt(0)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, pitch
    layout.widow_control = True
    if pitch != PITCH:
        loose = OxmlElement("w:snapToGrid")
        loose.set(qn("w:val"), "0")
        style.element.get_or_add_pPr().insert_element_before(loose, "w:spacing", "w:ind", "w:jc")
    if indent:
        layout.first_line_indent = size * indent
        first = style.element.get_or_add_pPr().find(qn("w:ind"))
        first.set(qn("w:firstLineChars"), str(indent * 100))
    if name.endswith("级标题"):
        layout.keep_with_next = True


def lay_out(document: DocxDocument) -> None:
    """A4, margins 37, 35, 28 and 26 mm, lines of 28 pt, page numbers on the outer side."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(24)
    grid = OxmlElement("w:docGrid")
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), "560")
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    section._sectPr.append(grid)
    document.settings.odd_and_even_pages_header_footer = True
    for footer, side in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        line = footer.paragraphs[0]
        line.style, line.alignment = document.styles["公文页码"], side
        line.paragraph_format.left_indent = line.paragraph_format.right_indent = SIZE_4
        page_number(line)


def page_number(line: Paragraph) -> None:
    """Write — 1 —."""
    line.add_run("— ")
    run = line.add_run()
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        if kind is None:
            element = OxmlElement("w:instrText")
            element.text = text
        else:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        run._r.append(element)
    line.add_run(" —")


def letterhead(document: DocxDocument) -> None:
    """发文机关标志, 发文字号 and the red line under them."""
    mark = document.add_paragraph("{{发文机关}}", style="公文标志")
    mark.runs[0].font.color.rgb = RED
    mark.paragraph_format.space_before, mark.paragraph_format.space_after = Pt(20), Pt(20)
    number = document.add_paragraph("{{发文字号}}", style="公文字号")
    number.paragraph_format.space_after = Pt(24)
    border(number, "bottom", "C00000", 18)


def border(line: Paragraph, side: str, colour: str, eighths: int) -> None:
    """Draw a line at a paragraph; thickness in eighths of a point."""
    properties = line._p.get_or_add_pPr()
    borders = properties.find(qn("w:pBdr"))
    if borders is None:
        borders = OxmlElement("w:pBdr")
        properties.insert_element_before(
            borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc"
        )
    drawn = OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", str(eighths)), ("space", "8"), ("color", colour)):
        drawn.set(qn(f"w:{name}"), value)
    borders.append(drawn)


def annex_list(document: DocxDocument) -> None:
    """附件说明, one line an annex, numbers under one another."""
    for number, (title, _) in enumerate(ANNEXES, start=1):
        head = "附件：" if number == 1 else "　　　"
        line = document.add_paragraph(f"{head}{number}．{title}", style="公文正文")
        line.alignment = WD_ALIGN_PARAGRAPH.LEFT


def signature(document: DocxDocument) -> None:
    """Office and date, four characters from the right edge."""
    for text in ("", "", "{{发文机关}}", "{{成文日期}}"):
        line = document.add_paragraph(text, style="公文落款")
        line.paragraph_format.right_indent = SIZE_3 * 4
        line.paragraph_format.keep_with_next = text == "{{发文机关}}"


def annex(document: DocxDocument, number: int, title: str, placeholder: str) -> None:
    """Begin an annex on a page of its own."""
    head = document.add_paragraph(f"附件{number}", style="公文附件号")
    head.paragraph_format.page_break_before = True
    name = document.add_paragraph(title, style="公文标题")
    name.paragraph_format.space_before = name.paragraph_format.space_after = Pt(14)
    style = "公文附注" if title == "数据说明" else "公文表格"
    document.add_paragraph(placeholder, style=style)


def imprint(document: DocxDocument) -> None:
    """版记: who gets copies, who printed it and when."""
    copies = document.add_paragraph("抄送：（抄送机关）。", style="公文版记")
    copies.paragraph_format.space_before = Pt(28)
    copies.paragraph_format.left_indent = copies.paragraph_format.right_indent = SIZE_4
    border(copies, "top", "000000", 8)
    printed = document.add_paragraph("{{发文机关}}\t{{成文日期}}印发", style="公文版记")
    printed.paragraph_format.left_indent = printed.paragraph_format.right_indent = SIZE_4
    printed.paragraph_format.tab_stops.add_tab_stop(Mm(146), WD_TAB_ALIGNMENT.RIGHT)
    border(printed, "top", "000000", 4)
    border(printed, "bottom", "000000", 8)


if __name__ == "__main__":
    main()
