import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from audit.case.casefile import Gap
from config.reason_words import load_reason_words

ROOT = Path(__file__).parents[2]
NAMED = {"reason", "open_reason"}
JUDGING = (".", "case", "checks", "scoring")
"""Rooms of the audit whose words for people are reasons of judgements."""


def words_of(node: ast.expr) -> Iterator[str]:
    """Give every text that an expression can come to."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=body, orelse=orelse):
            yield from words_of(body)
            yield from words_of(orelse)
        case ast.BoolOp(values=values):
            for value in values:
                yield from words_of(value)
        case ast.Call(args=[ast.BoolOp() as inner]):
            yield from words_of(inner)


def after_a_verdict(parts: list[ast.expr]) -> Iterator[str]:
    """Give the reason of `Verdict.X, "reason"`."""
    match parts:
        case [ast.Attribute(value=ast.Name(id="Verdict")) | ast.Name(id="verdict"), reason, *_]:
            yield from words_of(reason)


def before_its_words(parts: list[ast.expr]) -> Iterator[str]:
    """Give the reason of `"reason", "中文"`."""
    match parts:
        case [ast.Constant(value=str(reason)), ast.Constant(value=str(words))]:
            if not words.isascii():
                yield reason
        case [ast.Constant(value=str(reason)), ast.JoinedStr()]:
            yield reason


def reasons_in(tree: ast.AST) -> Iterator[str]:
    """Give all texts of a module that stand where a reason stands."""
    for node in ast.walk(tree):
        yield from named_reasons(node)
        match node:
            case ast.Tuple(elts=parts):
                yield from after_a_verdict(parts)
                yield from before_its_words(parts)
            case ast.Call(args=[_, *parts]):
                yield from before_its_words(parts)
            case ast.FunctionDef(name="_reason" | "verdict_of"):
                for inner in ast.walk(node):
                    if isinstance(inner, ast.Return) and inner.value is not None:
                        yield from words_of(inner.value)


def named_reasons(node: ast.AST) -> Iterator[str]:
    """Give the texts that go by the name of a reason: arguments, their defaults, variables."""
    pairs: list[tuple[str | None, ast.expr | None]] = []
    match node:
        case ast.keyword(arg=name, value=value):
            pairs = [(name, value)]
        case ast.Assign(targets=[ast.Name(id=name)], value=value):
            pairs = [(name, value)]
        case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Tuple(elts=parts)):
            known = [one.id if isinstance(one, ast.Name) else None for one in names]
            pairs = list(zip(known, parts, strict=True))
        case ast.arguments(kwonlyargs=names, kw_defaults=defaults):
            pairs = list(zip([one.arg for one in names], defaults, strict=True))
    for name, value in pairs:
        if name in NAMED and value is not None:
            yield from words_of(value)


def emitted() -> set[str]:
    found = {str(gap) for gap in Gap}
    for file in (file for room in JUDGING for file in (ROOT / "audit" / room).glob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        found |= {one for one in reasons_in(tree) if one.isascii() and one.isidentifier()}
    return found


def test_every_reason_that_a_judgement_can_have_has_a_phrase() -> None:
    assert emitted() - set(load_reason_words().judgements) == set()


def test_every_phrase_is_of_a_reason_that_a_judgement_can_have() -> None:
    assert set(load_reason_words().judgements) - emitted() == set()


def test_phrases_are_chinese_with_their_english() -> None:
    words = load_reason_words()
    phrases = [*words.judgements.values(), words.other.judgement, words.other.void, *words.void]

    assert [one for one in phrases if one.zh.isascii() or not one.en.isascii()] == []


@pytest.mark.parametrize(
    ("recorded", "said"),
    [
        ("no control target answered either", "对照目标也打不开"),
        ("our event loop lost 2.0 s (CPU full in 4 of 9 samples)", "我方设备过载"),
        ("97 % of our file handles were open", "我方设备过载"),
        ("the survey failed for a fault of pucha's own", "我方程序故障"),
        ("报备停机2026-11-20 08:00至2026-11-20 10:00：机房搬迁（张三审核）", "报备停机"),
        ("机房断电", "机房断电"),
        ("Too many open files", "我方网络或设备原因"),
        ("", "我方网络或设备原因"),
    ],
)
def test_void_reasons_are_said_by_kind_and_name_nobody(recorded: str, said: str) -> None:
    assert load_reason_words().voided(recorded).zh == said


def test_a_reason_that_nobody_named_is_no_machine_word() -> None:
    assert load_reason_words().judged("brand_new").zh == "其他原因"


@pytest.mark.parametrize(
    ("recorded", "said"),
    [
        (
            "the homepage stands at this address",
            "该网址打开的是首页（the homepage stands at this address）",
        ),
        ("http_4xx: status 404", "网页不存在或拒绝访问（http_4xx: status 404）"),
        ("something new", "something new"),
        ("", ""),
    ],
)
def test_why_a_list_was_not_read_is_said_in_chinese_first(recorded: str, said: str) -> None:
    assert load_reason_words().listed(recorded) == said
