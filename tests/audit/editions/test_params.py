from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.editions.params import (
    LONGEST,
    MOST,
    MOST_YEARS,
    Kind,
    OneOf,
    ParamKind,
    column_class,
    read_decimal,
    read_param,
)
from audit.windows import Unit, Window
from schema.types.column import ColumnClass
from schema.types.errors import RulePackError


@pytest.mark.parametrize(
    ("value", "kind", "read"),
    [
        (5, ParamKind.COUNT, 5),
        ({"n": 2, "unit": "weeks"}, ParamKind.WINDOW, Window(n=2, unit=Unit.WEEKS)),
        (["人事"], ParamKind.CLASSES, (ColumnClass.PERSONNEL,)),
        ([], ParamKind.SOME_CLASSES, ()),
        (0, ParamKind.NUMBER, 0),
        (100, ParamKind.PERCENT, 100),
        ("home", OneOf(("home", "inner")), "home"),
        (["测试", "test"], ParamKind.WORDS, ("测试", "test")),
        ("home", ParamKind.WORD, "home"),
    ],
)
def test_a_value_is_read_as_its_kind(value: Any, kind: Kind, read: Any) -> None:
    assert read_param(value, kind, "item V1, parameter `x`") == read


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (0, ParamKind.COUNT),
        (True, ParamKind.COUNT),
        ("5", ParamKind.COUNT),
        (Decimal("1.5"), ParamKind.COUNT),
        ({"n": 0, "unit": "weeks"}, ParamKind.WINDOW),
        ({"n": LONGEST + 1, "unit": "days"}, ParamKind.WINDOW),
        ({"n": 2, "unit": "fortnights"}, ParamKind.WINDOW),
        ({"n": 2}, ParamKind.WINDOW),
        ("人事", ParamKind.CLASSES),
        ({"n": MOST_YEARS + 1, "unit": "years"}, ParamKind.WINDOW),
        (MOST + 1, ParamKind.COUNT),
        (-1, ParamKind.NUMBER),
        (0, ParamKind.PERCENT),
        (200, ParamKind.PERCENT),
        ([], ParamKind.CLASSES),
        (["人事", "人事"], ParamKind.CLASSES),
        (["测试", " "], ParamKind.WORDS),
        (" ", ParamKind.WORD),
        ("hom", OneOf(("home", "inner"))),
        (["home"], OneOf(("home", "inner"))),
        (["没有的分类"], ParamKind.CLASSES),
        ([1], ParamKind.WORDS),
        (1, ParamKind.WORD),
    ],
)
def test_any_other_value_is_refused_with_its_place(value: Any, kind: Kind) -> None:
    with pytest.raises(RulePackError, match="item V1"):
        read_param(value, kind, "item V1, parameter `x`")


@pytest.mark.parametrize("value", [-1, Decimal("-0.1"), True, 0.5, "5", None])
def test_points_are_numbers_of_at_least_0(value: object) -> None:
    with pytest.raises(RulePackError, match="points"):
        read_decimal(value, "points")


@given(st.decimals(0, 1000, allow_nan=False, places=2))
def test_points_are_read_without_rounding(value: Decimal) -> None:
    assert read_decimal(value, "points") == value


def test_a_class_is_known_by_its_chinese_name_alone() -> None:
    assert column_class("动态要闻", "x") is ColumnClass.NEWS
    with pytest.raises(RulePackError, match="栏目分类"):
        column_class("NEWS", "x")
