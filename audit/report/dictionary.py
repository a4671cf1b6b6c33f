"""The data dictionary (数据字典): every exported field, from the very columns that are written."""

from collections.abc import Iterable, Mapping

from audit.report import score_table, sheet_tables, sheet_xlsx
from audit.report.fields import TableShape
from audit.report.json_fields import CANONICAL, SHEET
from audit.report.tables import shapes

_HEAD = """\
# 数据字典 Data dictionary

本文由 `pucha report dictionary --out docs/data-dictionary.md` 生成，不要手改；
与程序不一致时测试不通过。“版本”一栏：随版本，指字段的取值由指标版本决定；通用，指各版本相同。时间都是北京时间。
"""
_BY_EDITION = ("指标版本", "判定", "统计")


def dictionary_text() -> str:
    """Give the dictionary as Markdown."""
    sheet_shapes = (score_table.SHAPE, *sheet_tables.SHAPES, sheet_xlsx.ABOUT)
    parts = [
        _HEAD,
        "\n## 评分表工作簿（每站一份，.xlsx）\n",
        *(_table(shape) for shape in sheet_shapes),
        "\n## 汇总表（.xlsx 的工作表和同名 .csv；统计各表也在 汇总表.json）\n",
        *(_table(shape) for shape in shapes.SHAPES),
        "\n## sheet.json（`pucha check --json`、`pucha sheet --json`）\n\n",
        _paths(SHEET),
        "\n## 规范 JSON（`pucha audit --out`）\n\n",
        _paths(CANONICAL),
    ]
    return "".join(parts)


def _table(shape: TableShape) -> str:
    rows = [(field.head, field.meaning, field.source) for field in shape.fields]
    return f"\n### {shape.title}\n\n{_lines(rows)}"


def _paths(fields: Mapping[str, tuple[str, str]]) -> str:
    return _lines((f"`{path}`", meaning, source) for path, (meaning, source) in fields.items())


def _lines(rows: Iterable[tuple[str, str, str]]) -> str:
    told = "".join(
        f"| {name} | {meaning} | {source} | {_edition(source)} |\n"
        for name, meaning, source in rows
    )
    return f"| 字段 | 含义 | 来源 | 版本 |\n|---|---|---|---|\n{told}"


def _edition(source: str) -> str:
    return "随版本" if any(word in source for word in _BY_EDITION) else "通用"
