from collections.abc import Sequence
from typing import Any

import pytest

from audit.people.self_check_items import Reader
from audit.people.self_check_rows import plain, read_self_check
from config.casework_files import load_self_check_words
from pucha.editions import load_edition
from schema.forms.grid import read_sheets
from schema.types.finding import Finding, SheetItem
from schema.types.verdict import Verdict

WORDS = load_self_check_words()
EDITIONS = ("census-2015", "indicators-2019")


def items(edition: str) -> list[SheetItem]:
    return [
        SheetItem(
            id=one.id,
            name=one.name,
            kind=one.kind,
            rule=one.rule,
            finding=Finding(
                item=one.id,
                verdict=Verdict.PASS,
                reason="",
                explanation="",
                measure={},
                evidence=(),
            ),
            group=one.group,
        )
        for one in load_edition(edition).items
    ]


def named(*rows: tuple[str, str], edition: str = "census-2015") -> list[set[str]]:
    text = "二级指标,考察点,是否完成指标\n" + "".join(f'"{a}","{b}",是\n' for a, b in rows)
    read = read_self_check("x", read_sheets("x", text.encode()), WORDS)
    found = Reader(items(edition), WORDS).of_rows(read)
    return [set(found[at]) for at in range(len(rows))]


OFFICIAL = {
    "站点无法访问": {"V1"},
    "网站不更新": {"V2"},
    "栏目不更新": {"V3a", "V3b", "V3c"},
    "严重错误": {"V4"},
    "互动回应差": {"V5"},
    "首页可用性": {"A1"},
    "链接可用性": {"A2.1", "A2.2"},
    "首页栏目": {"B1"},
    "基本信息": {"B2.1", "B2.2", "B2.3", "B2.4"},
    "政务咨询类栏目": {"C1.1", "C1.2"},
    "调查征集类": {"C2.1", "C2.2", "C2.3"},
    "互动访谈类": {"C3.1", "C3.2"},
    "办事指南": {"D1.1", "D1.2"},
    "附件下载": {"D2.1", "D2.2"},
    "在线系统": {"D3"},
}


def test_the_fifteen_rows_of_the_official_sheet_answer_every_item_once() -> None:
    assert named(*((name, "") for name in OFFICIAL)) == list(OFFICIAL.values())
    assert sorted(one for row in OFFICIAL.values() for one in row) == sorted(
        one.id for one in items("census-2015")
    )


@pytest.mark.parametrize("edition", EDITIONS)
def test_an_item_is_named_by_its_id_by_its_name_and_by_the_two_parts_of_it(edition: str) -> None:
    for one in items(edition):
        head, _, tail = one.name.partition("：")

        assert named(("", one.id), (one.id, ""), (one.name, ""), edition=edition) == [{one.id}] * 3
        assert named(("", one.name), edition=edition) == [{one.id}]
        assert named((head, tail or one.name), edition=edition) == [{one.id}]


def test_a_point_is_read_under_its_second_level_indicator_with_any_numbering() -> None:
    assert named(
        ("栏目不更新", "1.规定时限内未更新"),
        ("", "2.应更新但长期未更新的栏目"),
        ("", "③空白栏目"),
        ("链接可用性", "其他页面链接"),
        ("政务咨询类", "（一）渠道建设情况"),
        ("栏目不更新", "（2）"),
    ) == [{"V3a"}, {"V3b"}, {"V3c"}, {"A2.2"}, {"C1.1"}, {"V3b"}]


@pytest.mark.parametrize(
    ("name", "point"),
    [
        ("首页栏目", "C2.2 调查"),
        ("首页栏目", "C2.2"),
        ("首页栏目", "不存在的考察点"),
        ("不存在的指标", ""),
        ("不存在的指标", "B1"),
        ("基本信息", "B1 基本信息更新"),
        ("调查征集类", "C3.1 未开展"),
        ("栏目不更新", "首页栏目"),
        ("信息更新情况", "首页"),
        ("", "首页"),
    ],
)
def test_a_row_that_is_not_understood_as_a_whole_names_nothing(name: str, point: str) -> None:
    assert named((name, point)) == [set()]


def test_an_indicator_carried_down_says_nothing_of_a_row_without_a_point() -> None:
    assert named(("首页栏目", "首页栏目信息更新情况"), ("", "")) == [{"B1"}, set()]
    assert named(("基本信息", ""), ("基本信息", "内容准确")) == [set(), {"B2.4"}]


def phrases() -> Sequence[tuple[str, str, str]]:
    whole = [(head, "", one) for head, said in WORDS.whole.items() for one in said]
    points = [
        (head, tail, one)
        for head, tails in WORDS.points.items()
        for tail, said in tails.items()
        for one in said
    ]
    return whole + points


def test_every_spelling_belongs_to_an_indicator_of_some_edition() -> None:
    parts: dict[str, set[str]] = {}
    for edition in EDITIONS:
        for one in items(edition):
            head, _, tail = plain(one.name).partition(":")
            parts.setdefault(head.split("(")[0], set()).add(tail)

    assert {plain(head) for head in WORDS.names} <= parts.keys()
    assert all(plain(tail) in {"", *parts[plain(head)]} for head, tail, _ in phrases())


@pytest.mark.parametrize("edition", EDITIONS)
def test_no_spelling_under_an_indicator_means_two_things(edition: str) -> None:
    known: Any = {plain(one.name).partition(":")[0].split("(")[0] for one in items(edition)}
    for head, tail, said in phrases():
        if plain(head) in known and tail:
            assert len(named((head, said), edition=edition)[0]) <= 1
