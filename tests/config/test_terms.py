from pathlib import Path

import pytest

from config.terms import load_terms, parse_terms
from schema.types.content import Severity
from schema.types.errors import UsageError
from schema.types.terms import Term

ROOT = Path(__file__).resolve().parents[2]
CSV = (
    "错误表述,正确表述,严重程度,除外\n帐户,账户,一般,\n"
    "登陆网站,登录网站,提示,\n蚊账,蚊帐,,蚊账本、老蚊账\n"
)
TERMS = (
    Term(term="帐户", correct="账户", severity=Severity.ERROR),
    Term(term="登陆网站", correct="登录网站", severity=Severity.NOTICE),
    Term(term="蚊账", correct="蚊帐", severity=Severity.ERROR, unless=("蚊账本", "老蚊账")),
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_table_is_read_as_a_spreadsheet_writes_it(encoding: str) -> None:
    assert parse_terms(CSV.encode(encoding), "terms.csv").terms == TERMS


def test_english_heads_blank_rows_and_other_columns_are_fine() -> None:
    body = b'note,Term,correct\r\n1,"a, b",c\r\n,,\r\n'

    assert parse_terms(body, "T.CSV").terms == (Term(term="a, b", correct="c"),)


def test_toml_holds_the_same() -> None:
    body = """
[[terms]]
term = "帐户"
correct = "账户"

[[terms]]
term = "登陆网站"
correct = "登录网站"
severity = "notice"

[[terms]]
term = "蚊账"
correct = "蚊帐"
unless = ["蚊账本", "老蚊账"]
"""

    assert parse_terms(body.encode(), "terms.toml").terms == TERMS


@pytest.mark.parametrize(
    ("body", "name", "said"),
    [
        ("词,对\n帐户,账户\n", "a.csv", "no column `term`"),
        ("", "a.csv", "no column `term`"),
        ("term\n", "a.csv", "holds no terms"),
        ("term,correct\n帐户,帐户\n", "a.csv", "line 2: “帐户” and its correct form are the same"),
        ("term\n帐\n", "a.csv", "line 2: a term needs 2 characters"),
        ("term\n帐户\n帐户\n", "a.csv", "line 3: “帐户” stands there twice"),
        ("term,severity\n帐户,很坏\n", "a.csv", "line 2: severity is grave, error or notice"),
        ("term = ", "a.toml", "is no TOML"),
        ("words = []", "a.toml", "tables [[terms]]"),
        ("[[terms]]\nterm = '帐户'\nlevel = 'x'", "a.toml", "term 1: only term, correct"),
        ("[[terms]]\nterm = 12", "a.toml", "term 1: term is not a text"),
        ("[[terms]]\nterm = '帐户'\nunless = [1]", "a.toml", "unless is not a list of texts"),
    ],
)
def test_what_is_wrong_is_said_with_its_row(body: str, name: str, said: str) -> None:
    with pytest.raises(UsageError) as raised:
        parse_terms(body.encode(), name)

    assert said in str(raised.value)


def test_bytes_in_no_known_encoding_are_refused() -> None:
    with pytest.raises(UsageError, match="neither UTF-8 nor GB18030"):
        parse_terms(b"term\n\xff\xff\xff", "a.csv")


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        load_terms(tmp_path / "none.csv")


def test_the_example_of_the_documentation_is_read() -> None:
    assert len(load_terms(ROOT / "docs" / "terms-example.csv").terms) > 3
