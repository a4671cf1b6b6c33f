"""Guides (办事指南): what an applicant needs, the forms (附件) and the online system offered."""

from functools import partial
from html import escape

from simulator.chrome import document
from simulator.engine import Query, Render
from simulator.model import Column, ColumnClass, Item, Page, Site

_FORMS = (("申请表", "doc"), ("材料清单", "xls"))
GUIDE_PARTS = frozenset(
    {
        "事项名称", "设定依据", "受理条件", "办理材料", "办理流程", "办理地点", "法定期限",
        "收费标准",
    }
)  # fmt: skip
"""The parts that every guide of the province has, by their names."""
SYSTEM = "/wsbs/sb.jsp"
"""The address of the online system (在线申报)."""
_TYPES = {"doc": "application/msword", "xls": "application/vnd.ms-excel"}
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
"""The first bytes of an old Office file."""
_ROOM = 1_024


def guide_table(site: Site, column: Column, item: Item) -> str:
    """Make the parts of one guide, with the links of its forms."""
    parts = (
        ("事项名称", item.title),
        ("设定依据", "《中华人民共和国行政许可法》及有关办法"),
        ("受理条件", "符合规定条件、材料齐全的公民、法人和其他组织"),
        ("办理材料", "申请表一份；身份证复印件一份；场所证明复印件一份"),
        ("办理流程", "窗口受理—审查—决定—送达"),
        ("办理地点", f"{site.unit}办事大厅二楼窗口"),
        ("法定期限", "二十个工作日"),
        ("收费标准", "不收费"),
    )
    rows = "".join(f"<tr><th>{name}</th><td>{text}</td></tr>" for name, text in parts)
    links = "".join(
        f'<li><a href="{escape(path)}">{name}.{path.rpartition(".")[2]}</a></li>'
        for name, path in _files(column, item)
    )
    system = f'<p><a href="{SYSTEM}?sx={column.number}-{item.number}">在线申报</a></p>'
    table = f'<table class="bszn">{rows}</table>'
    return f'{table}<p>附件下载：</p><ul class="fj">{links}</ul>{system}'


def offered(site: Site, column: Column) -> dict[str, Render]:
    """Map the addresses of the forms and of the system that a column of guides offers."""
    if column.kind is not ColumnClass.GUIDE:
        return {}
    files = {
        path: partial(_file, site, path)
        for item in column.items
        for _, path in _files(column, item)
    }
    return {**files, SYSTEM: partial(_system, site)}


def _files(column: Column, item: Item) -> list[tuple[str, str]]:
    stem = f"/upload/bszn/{column.number}_{item.number}"
    return [(name, f"{stem}_{place}.{end}") for place, (name, end) in enumerate(_FORMS, 1)]


def _system(site: Site, _query: Query) -> Page:
    text = (
        '<h1>网上申报系统</h1><form action="/wsbs/login.jsp" method="post">'
        '<p>统一社会信用代码：<input name="xydm"></p><p>申报人：<input name="sbr"></p>'
        "<p>请填写申报单位的基本信息，核对无误后提交，受理结果将以短信通知。</p>"
        '<button type="submit">提交申报</button></form>'
    )
    return document(site, f"网上申报系统_{site.name}", text)


def _file(site: Site, path: str, _query: Query) -> Page:
    mark = f"模拟网站 {site.host}".encode("utf-16-le")
    body = (_OLE + mark).ljust(_ROOM, b"\0")
    return Page(text="", body=body, media_type=_TYPES[path.rpartition(".")[2]])
