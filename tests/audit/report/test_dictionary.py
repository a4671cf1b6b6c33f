from pathlib import Path

from audit.report import score_table, sheet_tables
from audit.report.dictionary import dictionary_text
from audit.report.tables import shapes
from audit.report.wording import KIND_WORDS

FILE = Path(__file__).parents[3] / "docs" / "data-dictionary.md"

ITEM_KINDS = {"veto", "deduct", "bonus"}


def test_written_dictionary_is_the_one_that_the_code_gives() -> None:
    assert FILE.read_text(encoding="utf-8") == dictionary_text(), (
        "write it anew: pucha report dictionary --out docs/data-dictionary.md"
    )


def test_every_exported_column_stands_in_it() -> None:
    text = dictionary_text()
    tables = (score_table.SHAPE, *sheet_tables.SHAPES, *shapes.SHAPES)

    heads = [field.head for one in tables for field in one.fields]

    assert all(f"| `{kind}` |" in text for kind in KIND_WORDS if kind not in ITEM_KINDS)
    assert [head for head in heads if f"| {head} |" not in text] == []
    assert "| 扣分 | " in text
    assert text.count("随版本") > 20
