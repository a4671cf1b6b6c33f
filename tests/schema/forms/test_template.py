from io import BytesIO

import pytest
from openpyxl import load_workbook

from config.form_files import load_forms
from crawler.policy.canonical import normalised
from schema.forms.cells import meaning
from schema.forms.register_file import read_register
from schema.forms.template import HEADER_ROW, printed_words, render_template, render_templates
from schema.types.column import ColumnClass
from schema.types.form import Form
from schema.types.register import RegisterFile
from schema.types.site import RunState

FORMS = load_forms()
COLUMN_FORM, SITE_FORM = FORMS
BY_FORM = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.kind)


def filled(form: Form, cells: dict[str, str]) -> RegisterFile:
    book = load_workbook(BytesIO(render_template(form)))
    names = list(form.headings)
    for name, text in cells.items():
        book.worksheets[0].cell(HEADER_ROW + 1, names.index(name) + 1, text)
    out = BytesIO()
    book.save(out)
    return read_register("t.xlsx", out.getvalue(), forms=FORMS, normalise=normalised)


def test_each_form_is_a_workbook_of_its_name() -> None:
    assert set(render_templates(FORMS)) == {
        "政府网站基本信息表.xlsx", "政府网站栏目(系统)基本信息表.xlsx",
    }  # fmt: skip


@BY_FORM
def test_an_empty_template_holds_no_row(form: Form) -> None:
    read = filled(form, {})

    assert (read.sites, read.columns, read.rejects) == ((), (), ())
    assert ["no row" in remark.text for remark in read.remarks] == [True]


def test_a_filled_site_table_is_read_back_whole() -> None:
    fields = set(SITE_FORM.headings)
    own = {"home_url": "http://www.x.gov.cn/", "code": "4300000001", "is_portal": "是",
           "run_state": "例外", "jump_url": "http://y.gov.cn/"}  # fmt: skip
    cells = {name: own.get(name, f"值{name}") for name in fields}

    read = filled(SITE_FORM, cells)

    (row,) = read.sites
    site = row.site
    assert (read.rejects, read.remarks) == ((), ())
    assert (site.run_state, site.is_portal, site.code) == (RunState.EXEMPT, True, "4300000001")
    plain = {name: getattr(site, name) for name in ("name", "sponsor", "county", "level")}
    assert plain == {name: cells[name] for name in plain}
    assert site.extra == {name: cells[name] for name in site.extra}
    assert {"head_mobile", "contact_email", "icp", "remark", "domain"} <= set(site.extra)


def test_a_filled_column_table_is_read_back_whole() -> None:
    read = filled(COLUMN_FORM, {
        "site_code": "4300000001", "kind": "栏目", "column_name": "公告", "class_l1": "通知公告",
        "column_url": "http://www.x.gov.cn/a/", "update_days": "14", "monitored": "是",
        "navigation": "否", "opened_on": "2015-04-08",
    })  # fmt: skip

    (row,) = read.columns
    assert (read.rejects, read.remarks) == ((), ())
    assert (row.column.column_class, row.column.update_days) == (ColumnClass.NOTICE, 14)


@BY_FORM
def test_every_printed_word_is_read_back(form: Form) -> None:
    for name, word_list in form.word_lists.items():
        senses = [meaning(form, word_list, word) for word in printed_words(form, name)]

        assert senses == list(form.words[word_list])


def test_closed_words_are_offered_as_lists() -> None:
    sheet = load_workbook(BytesIO(render_template(SITE_FORM))).worksheets[0]

    lists = {one.formula1 for one in sheet.data_validations.dataValidation}

    assert lists == {'"是,否"', '"正常,例外,关停"'}


@BY_FORM
def test_lists_are_short_enough_for_a_spreadsheet(form: Form) -> None:
    sheet = load_workbook(BytesIO(render_template(form))).worksheets[0]

    assert all(len(v.formula1 or "") <= 255 for v in sheet.data_validations.dataValidation)


@BY_FORM
def test_the_header_is_frozen_and_codes_stay_text(form: Form) -> None:
    sheet = load_workbook(BytesIO(render_template(form))).worksheets[0]

    assert sheet.freeze_panes == "A3"
    assert {dimension.number_format for dimension in sheet.column_dimensions.values()} == {"@"}


@BY_FORM
def test_the_notes_say_what_is_required_and_how_headings_may_differ(form: Form) -> None:
    notes = load_workbook(BytesIO(render_template(form)))["说明"]
    rows = {row[0]: row for row in notes.iter_rows(values_only=True)}

    assert any("重建" in str(text) for text in rows)
    for name, headings in form.headings.items():
        row = rows[headings[0]]
        required = any(name in group for group in form.required)
        assert bool(row[1]) is required
        assert (row[3] or "") == "、".join(headings[1:])
