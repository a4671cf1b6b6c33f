"""The two registers of the province: 政府网站基本信息表 and 栏目(系统)基本信息表."""

import csv
from pathlib import Path
from typing import Self

from simulator.known_facts import facts_of
from simulator.model import Site
from simulator.truth import base_of, home_url

SITE_HEADINGS = (
    "序号",
    "网站标识码",
    "网站名称",
    "首页网址",
    "跳转网址",
    "域名",
    "ICP备案编号",
    "公安机关备案号",
    "主办单位",
    "主管单位",
    "办公地址",
    "省份",
    "地市",
    "区县",
    "行政级别",
    "是否门户网站",
    "网站类别",
    "运行状态",
    "例外说明",
    "负责人姓名",
    "负责人职务",
    "负责人办公电话",
    "负责人手机",
    "负责人邮箱",
    "联系人姓名",
    "联系人电话",
    "联系人手机",
    "联系人邮箱",
    "备注",
)
COLUMN_HEADINGS = (
    "序号",
    "网站标识码",
    "网站名称",
    "类型",
    "栏目名称",
    "栏目地址",
    "跳转地址",
    "一级分类",
    "二级分类",
    "应更新天数",
    "是否导航栏目",
    "监测状态",
    "开设日期",
    "备注",
)
SITE_FORM = "政府网站基本信息表"
COLUMN_FORM = "政府网站栏目(系统)基本信息表"
_NOTE = "注：本表为模拟网站登记表，全部内容为虚构。"


class Form:
    """One form on its way to a file: title rows above the headings, a 注 below the rows."""

    def __init__(self, folder: Path, name: str, charset: str, headings: tuple[str, ...]) -> None:
        self._file = (folder / f"{name}.csv").open("w", encoding=charset, newline="")
        self._table = csv.writer(self._file, lineterminator="\r\n")
        self._blanks = [""] * (len(headings) - 1)
        self.rows = 0
        self._table.writerow([name, *self._blanks])
        self._table.writerow(["填报单位：模拟省人民政府办公厅（模拟网站）", *self._blanks])
        self._table.writerow(headings)

    def add(self, row: tuple[str, ...]) -> None:
        """Write one row."""
        self.rows += 1
        self._table.writerow(row)

    def __enter__(self) -> Self:
        """Open the form."""
        return self

    def __exit__(self, *_: object) -> None:
        """Write the note below and close the file."""
        self._table.writerow([_NOTE, *self._blanks])
        self._file.close()


def site_form(folder: Path) -> Form:
    """Begin the register of sites."""
    return Form(folder, SITE_FORM, "utf-8-sig", SITE_HEADINGS)


def column_form(folder: Path) -> Form:
    """Begin the register of columns, which another office writes in GB18030."""
    return Form(folder, COLUMN_FORM, "gb18030", COLUMN_HEADINGS)


def add_site(form: Form, site: Site) -> None:
    """Register a site."""
    form.add(_site_row(form.rows + 1, site))


def add_columns(form: Form, site: Site) -> None:
    """Register the columns that a site's office has named."""
    for fact in facts_of(site).columns:
        if fact.registered:
            form.add(_column_row(form.rows + 1, site, fact.name, fact.path, fact.kind.value))


def _site_row(number: int, site: Site) -> tuple[str, ...]:
    known = {
        "序号": str(number),
        "网站标识码": site.code,
        "网站名称": site.name,
        "首页网址": home_url(site),
        "域名": site.host,
        "ICP备案编号": site.icp,
        "主办单位": site.unit,
        "主管单位": f"{site.county}人民政府",
        "办公地址": f"{site.county}模拟路{number}号",
        "省份": "湖南省",
        "区县": site.county,
        "行政级别": "县",
        "是否门户网站": "是" if site.is_portal else "否",
        "网站类别": "门户" if site.is_portal else "本级部门",
        "运行状态": "正常",
        "备注": "模拟网站",
    }
    return tuple(known.get(heading, "") for heading in SITE_HEADINGS)


def _column_row(number: int, site: Site, name: str, path: str, kind: str) -> tuple[str, ...]:
    known = {
        "序号": str(number),
        "网站标识码": site.code,
        "网站名称": site.name,
        "类型": "栏目",
        "栏目名称": name,
        "栏目地址": base_of(site) + path,
        "一级分类": kind,
        "是否导航栏目": "否",
        "监测状态": "1",
    }
    return tuple(known.get(heading, "") for heading in COLUMN_HEADINGS)
