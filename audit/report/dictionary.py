"""The data dictionary (数据字典): every exported field, from the very columns that are written."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import get_args

from audit.report import output_fields as outputs
from audit.report import score_table, sheet_tables, sheet_xlsx
from audit.report.fields import TableShape
from audit.report.json_fields import CANONICAL, SHEET
from audit.report.output_fields import Fields
from audit.report.tables import shapes
from audit.report.wording import KIND_WORDS
from schema.types.facts import Fact

_HEAD = """\
# 数据字典 Data dictionary

本文由 `pucha report dictionary --out docs/data-dictionary.md` 生成，不要手改；
与程序不一致时测试不通过。“版本”一栏：随版本，指字段的取值由指标版本决定；通用，指各版本相同。时间都是北京时间。
"""
_OTHERS: Mapping[str, Fields] = {
    "review.json（`pucha review list --json`，`pucha sheet --json` 的 human）": outputs.REVIEW,
    "台账.csv（`pucha rectify ledger`）": outputs.LEDGER,
    "整改复查（`pucha rectify recheck --json`，每行一处）": outputs.RECHECK,
    "申诉（`pucha appeal list --json`，每行一件）": outputs.APPEAL,
    "自查对照（`pucha appeal self-check --json`）": outputs.SELF_CHECK,
    "抽查名单（`pucha sample list --json`，每行一站）": outputs.SAMPLE_LINE,
    "抽查结果（`pucha sample result --json`）": outputs.SAMPLE,
    "feed.ndjson（`pucha sample feed`，每行一站）": outputs.FEED,
    "比较（`pucha audit diff --json`）": outputs.DIFF,
    "历史（`pucha history --json`）": outputs.HISTORY,
    "evidence.json": outputs.EVIDENCE,
}
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
        *(f"\n## {title}\n\n{_paths(named)}" for title, named in _OTHERS.items()),
        "\n## 事实的种类（evidence.json 的 fact）\n\n",
        _kinds(),
    ]
    return "".join(parts)


def _table(shape: TableShape) -> str:
    rows = [(field.head, field.meaning, field.source) for field in shape.fields]
    return f"\n### {shape.title}\n\n{_lines(rows)}"


def _paths(named: Fields) -> str:
    return _lines((f"`{path}`", meaning, source) for path, (meaning, source) in named.items())


def _kinds() -> str:
    """Name the fields of each kind of fact, as the nouns declare them."""
    rows = []
    for noun in get_args(Fact):
        declared = {one.name: one.default for one in fields(noun)}
        kind = str(declared.pop("kind"))
        names = "、".join(f"`{name}`" for name in declared)
        rows.append(f"| `{kind}` | {KIND_WORDS[kind]} | {names} |\n")
    return f"| 种类 | 含义 | 字段 |\n|---|---|---|\n{''.join(rows)}"


def _lines(rows: Iterable[tuple[str, str, str]]) -> str:
    told = "".join(
        f"| {name} | {meaning} | {source} | {_edition(source)} |\n"
        for name, meaning, source in rows
    )
    return f"| 字段 | 含义 | 来源 | 版本 |\n|---|---|---|---|\n{told}"


def _edition(source: str) -> str:
    return "随版本" if any(word in source for word in _BY_EDITION) else "通用"
