import pytest

from audit.report.fields import Field
from audit.report.tables.count_fields import (
    COUNTS,
    ITEM_COUNTS,
    MACHINE,
    PEOPLE,
    counted_by_machine,
    counted_by_people,
)


@pytest.mark.parametrize("fields", [COUNTS, ITEM_COUNTS])
def test_no_heading_stands_for_machine_and_people_at_once(fields: tuple[Field, ...]) -> None:
    heads = [one.head for one in fields]
    judged = [head for head in heads if head.startswith((f"{MACHINE}：", f"{PEOPLE}："))]

    assert len(set(heads)) == len(heads)
    assert not {head for head in heads if "合格" in head or "问题" in head} - set(judged)


def test_machines_columns_stand_before_peoples() -> None:
    owners = [one.head.partition("：")[0] for one in ITEM_COUNTS]

    assert owners == sorted(owners, key=[MACHINE, PEOPLE].index)


def test_the_source_says_whose_number_it_is() -> None:
    assert counted_by_machine("合格数", 9, "").source == "统计"
    assert counted_by_people("合格数", 9, "").source == "统计、人工认定"
