"""A row of 《政府网站栏目(系统)基本信息表》 → a column with what names its site."""

from datetime import date

from schema.forms.addresses import Normalise
from schema.forms.cells import meaning, read_date, read_days
from schema.forms.line import Line, RefusedRow
from schema.types.column import Column, ColumnClass
from schema.types.form import Form
from schema.types.register import ColumnRow

_CLASS_CELLS = ("class_l2", "class_l1")
"""The finer class speaks first."""


def read_column(line: Line, form: Form, normalise: Normalise, *, date1904: bool) -> ColumnRow:
    """Read a column; raise RefusedRow when it cannot be taken."""
    line.check_flaws()
    name = line.text("column_name")
    if not name:
        raise RefusedRow("column_name", "the cell is empty")
    url = line.url("column_url", normalise)
    code, site_name = line.code("site_code"), line.text("site_name") or None
    if code is None and site_name is None:
        raise RefusedRow("site_code", "neither a code nor a name says whose column it is")
    column = Column(
        id=None,
        name=name,
        url=url,
        column_class=_class(line, form),
        class_given=" / ".join(filter(None, map(line.text, reversed(_CLASS_CELLS)))) or None,
        is_system=_is_system(line),
        jump_url=line.optional_url("jump_url", normalise),
        update_days=_update_days(line),
        navigation=line.flag("navigation", default=False),
        monitored=line.flag("monitored", default=True),
        opened_on=_opened_on(line, date1904=date1904),
    )
    filled = {"name", "url", "class_given", "jump_url", "update_days", "opened_on"}
    stated = line.stated | {field for field in filled if getattr(column, field)}
    return ColumnRow(
        place=line.place,
        site_code=code,
        site_name=site_name,
        column=column,
        stated=frozenset(stated),
    )


def _class(line: Line, form: Form) -> ColumnClass:
    """Read the class; a column without one is 其他, and the person is told."""
    given = [text for text in map(line.text, _CLASS_CELLS) if text]
    for text in given:
        sense = meaning(form, form.word_lists["class_l1"], text)
        if sense is not None:
            line.stated.add("column_class")
            return ColumnClass(sense)
    why = f"{' / '.join(given)} is no known class" if given else "no class is given"
    line.remark("class_l1", f"{why}; the column is 其他")
    if given:
        line.stated.add("column_class")
    return ColumnClass.OTHER


def _is_system(line: Line) -> bool:
    text, sense = line.text("kind"), line.word("kind")
    if text and sense is None:
        line.remark("kind", f"{text!r} is neither 栏目 nor 系统; taken as 栏目")
    elif text:
        line.stated.add("is_system")
    return sense == "system"


def _update_days(line: Line) -> int | None:
    text = line.text("update_days")
    days = read_days(text) if text else None
    if text and days is None:
        line.remark("update_days", f"{text!r} is no number of days; the class's window holds")
    return days


def _opened_on(line: Line, *, date1904: bool) -> date | None:
    text = line.text("opened_on")
    day = read_date(text, date1904=date1904) if text else None
    if text and day is None:
        line.remark("opened_on", f"{text!r} is no date; it is left out")
    return day
