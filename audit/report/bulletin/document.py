"""Fill a bulletin template (.docx): lines, blocks of paragraphs and tables, by placeholders."""

import re
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from datetime import datetime
from io import BytesIO
from zipfile import BadZipFile

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph as DocxParagraph

from audit.report.bulletin.content import blocks, scalars, tables
from audit.report.bulletin.facts import AnnexTable, BulletinFacts, Paragraph
from audit.report.cells import safe_text
from audit.windows import SHANGHAI
from schema.types.errors import UsageError

TABLE_STYLE = "公文表格"
HEAD_STYLE = "公文表头"
_PLACEHOLDER = re.compile(r"\{\{\s*([^{}]+?)\s*\}\}")
_CELL_MARGIN = 0.4
"""Millimetres beside the text of a cell."""
_CENTRED_UP_TO = 8
"""Cells of at most so many characters stand in the middle."""


def render_bulletin(template: bytes, facts: BulletinFacts) -> bytes:
    """Fill a template; raise UsageError for a file that is none, or a placeholder nobody knows."""
    try:
        document = Document(BytesIO(template))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError) as err:
        raise UsageError("the bulletin's template is no .docx document") from err
    lines, paragraphs, annexes = scalars(facts), blocks(facts), tables(facts)
    _refuse_unknown(document, {*lines, *paragraphs, *annexes})
    for place in tuple(_paragraphs(document)):
        name = _alone(place.text)
        if name in paragraphs:
            _put_paragraphs(document, place, paragraphs[name])
        elif name in annexes:
            _put_table(document, place, annexes[name])
        else:
            _put_lines(place, lines)
    _stamp(document, lines["标题"], facts.as_of)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def placeholders(template: bytes) -> frozenset[str]:
    """Give the names of all placeholders of a template."""
    return frozenset(_names(Document(BytesIO(template))))


def _refuse_unknown(document: DocxDocument, known: set[str]) -> None:
    unknown = sorted(set(_names(document)) - known)
    if unknown:
        raise UsageError(
            f"the template names {{{{{unknown[0]}}}}}, which nobody fills; "
            f"known are: {'、'.join(sorted(known))}"
        )


def _names(document: DocxDocument) -> Iterator[str]:
    for one in _paragraphs(document):
        yield from _PLACEHOLDER.findall(one.text)


def _paragraphs(document: DocxDocument) -> Iterator[DocxParagraph]:
    """Give every paragraph of the body, in tables and in headers and footers too, once."""
    # Merged cells, and sections that share a header, give the same paragraph several times.
    found = {one._p: one for one in _reached(document)}  # noqa: SLF001 - the element is its identity
    yield from found.values()


def _reached(document: DocxDocument) -> Iterator[DocxParagraph]:
    yield from document.paragraphs
    for table in document.tables:
        for cell in _cells(table):
            yield from cell.paragraphs
    for section in document.sections:
        for part in (section.header, section.footer):
            yield from part.paragraphs


def _cells(table: Table) -> Iterator[_Cell]:
    for row in table.rows:
        yield from row.cells


def _alone(text: str) -> str:
    """Give the placeholder that is all of a paragraph, else nothing."""
    found = _PLACEHOLDER.fullmatch(text.strip())
    return "" if found is None else found.group(1)


def _put_lines(place: DocxParagraph, lines: Mapping[str, str]) -> None:
    """Replace inside a paragraph; a name that an editor cut into runs is joined in its first.

    Every name is filled once: what was given for one is never read as a template again.
    """
    named = _count(place.text)
    if named == 0:
        return
    if sum(_count(run.text) for run in place.runs) < named:
        _join(place)
    for run in place.runs:
        if _count(run.text):
            run.text = _filled(run.text, lines)


def _join(place: DocxParagraph) -> None:
    text = place.text
    for run in place.runs[1:]:
        run.text = ""
    place.runs[0].text = text


def _count(text: str) -> int:
    return len(_PLACEHOLDER.findall(text))


def _filled(text: str, lines: Mapping[str, str]) -> str:
    return _PLACEHOLDER.sub(lambda found: safe_text(lines[found.group(1)]), text)


def _put_paragraphs(
    document: DocxDocument, place: DocxParagraph, paragraphs: Iterable[Paragraph]
) -> None:
    styles = {style.name for style in document.styles}
    for one in paragraphs:
        written = place.insert_paragraph_before(safe_text(one.text), style=place.style)
        if one.style.value in styles:
            written.style = document.styles[one.style.value]
    _remove(place)


def _put_table(document: DocxDocument, place: DocxParagraph, annex: AnnexTable) -> None:
    """Put a table in place of a paragraph; its heading rows are repeated on every page."""
    lines = 2 if annex.groups else 1
    table = document.add_table(rows=lines, cols=len(annex.heads), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    _narrow_margins(table)
    for column, width in zip(table.columns, annex.widths, strict=True):
        column.width = Mm(width)
    styles = {style.name for style in document.styles}
    head_style = HEAD_STYLE if HEAD_STYLE in styles else None
    for cell, text in zip(_head_cells(table, annex), annex.heads, strict=True):
        _write(document, cell, text, head_style, middle=True)
    for first, (name, _) in zip(_group_starts(annex), annex.groups, strict=True):
        if name:
            _write(document, table.cell(0, first), name, head_style, middle=True)
    for number in range(lines):
        _repeat_head(table, number)
    if annex.rows:
        _add_rows(document, table, annex, TABLE_STYLE if TABLE_STYLE in styles else None)
    place._p.addprevious(table._tbl)  # noqa: SLF001 - the library has no public way to move a table
    _remove(place)


def _narrow_margins(table: Table) -> None:
    """Leave the width of a page to the numbers: the usual margins take 4 mm of every column."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:w"), str(Mm(_CELL_MARGIN).twips))
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    properties = table._tbl.tblPr  # noqa: SLF001 - no public way
    properties.insert_element_before(margins, "w:tblLook")


def _head_cells(table: Table, annex: AnnexTable) -> list[_Cell]:
    """Give the cell of each heading; one without a group reaches over both heading rows."""
    for row in table.rows:
        for cell, width in zip(row.cells, annex.widths, strict=True):
            cell.width = Mm(width)
    last = len(table.rows) - 1
    cells = [table.cell(last, column) for column in range(len(annex.heads))]
    for first, (name, span) in zip(_group_starts(annex), annex.groups, strict=True):
        if name:
            table.cell(0, first).merge(table.cell(0, first + span - 1))
        else:
            for column in range(first, first + span):
                cells[column] = table.cell(0, column).merge(cells[column])
    return cells


def _group_starts(annex: AnnexTable) -> list[int]:
    return [sum(span for _, span in annex.groups[:n]) for n in range(len(annex.groups))]


def _add_rows(document: DocxDocument, table: Table, annex: AnnexTable, style: str | None) -> None:
    """Add the rows as copies of one; singly, the time grows with the square of their number."""
    first = table.add_row()  # type: ignore[no-untyped-call]
    for cell, width in zip(first.cells, annex.widths, strict=True):
        cell.width = Mm(width)
        _write(document, cell, "", style, middle=False)
    model = first._tr  # noqa: SLF001 - copied as XML
    model.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for row in annex.rows:
        made = deepcopy(model)
        for cell, text in zip(made.tc_lst, row, strict=True):
            paragraph = DocxParagraph(cell.p_lst[0], first)
            paragraph.add_run(safe_text(text))
            if len(text) <= _CENTRED_UP_TO:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        model.addprevious(made)
    model.getparent().remove(model)


def _write(
    document: DocxDocument, cell: _Cell, text: str, style: str | None, *, middle: bool
) -> None:
    paragraph = cell.paragraphs[0]
    if style is not None:
        paragraph.style = document.styles[style]
    if text:
        paragraph.add_run(safe_text(text))
    if middle:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _repeat_head(table: Table, number: int) -> None:
    properties = table.rows[number]._tr.get_or_add_trPr()  # noqa: SLF001 - no public way
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    properties.append(repeated)


def _remove(place: DocxParagraph) -> None:
    element = place._p  # noqa: SLF001 - no public way to remove a paragraph
    element.getparent().remove(element)


def _stamp(document: DocxDocument, title: str, as_of: datetime) -> None:
    """Set the properties from the monitoring point: the same facts give the same document."""
    stamp = as_of.astimezone(SHANGHAI).replace(tzinfo=None)
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = title, "pucha", "pucha"
    properties.created = properties.modified = stamp
