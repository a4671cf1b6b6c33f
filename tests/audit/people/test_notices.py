from typing import Any

import pytest

from audit.people.ledger import LedgerLine, ledger
from audit.people.notices import row_of, told_together, write_notice
from config.casework_files import load_notices
from schema.types.casework import Act, Key
from schema.types.casework_words import NoticeText
from schema.types.errors import ConfigError

WORDS = NoticeText(title="通知 $n", head="致$unit：\n", row="$number. $problem\n", foot="完\n")


def test_rows_are_numbered_and_filled_in() -> None:
    rows = [{"problem": "死链"}, {"problem": "空白栏目"}]

    notice = write_notice(WORDS, {"n": "7", "unit": "某办"}, rows)

    assert notice.title == "通知 7"
    assert notice.body == "致某办：\n1. 死链\n2. 空白栏目\n完\n"


def test_a_site_s_own_dollar_signs_stay_text() -> None:
    notice = write_notice(WORDS, {"n": "7", "unit": "$unit $$"}, [])

    assert notice.body == "致$unit $$：\n完\n"


def test_a_name_that_has_no_value_is_an_error_of_the_words() -> None:
    with pytest.raises(ConfigError, match="unit"):
        write_notice(WORDS, {"n": "7"}, [])


def test_the_words_that_come_with_pucha_are_whole() -> None:
    assert load_notices().keys() == {"issued", "reminder", "test"}


def lines(log: Any, *told: tuple[str, str, str]) -> tuple[LedgerLine, ...]:
    """Give ledger lines of these items, causes and standings."""
    entries = []
    for item, cause, standing in told:
        key = Key(edition="census-2015", item=item, cause=cause)
        body = {
            "url": "http://x/", "before": ["1:1/column-3"], "name": f"指标{item}", "says": "要闻"
        }  # fmt: skip
        entries.append(log.entry(Act.FIND, key=key, text=f"指标{item}：要闻", body=body))
        issued = {"notice": "20261125-1", "due": "2026-12-09", "standing": standing}
        entries.append(log.entry(Act.ISSUE, key=key, body=issued))
    return ledger(entries)


def test_a_column_is_told_once_whatever_number_of_items_it_fails(log: Any) -> None:
    column = "column:http://x/"
    told = lines(log, ("V3a", column, "机器"), ("V2", "", "机器"), ("V3b", column, "机器"))
    rows = [row_of(one) for one in told_together(told)]

    assert [one["item"] for one in rows] == ["V3a、V3b", "V2"]
    assert [one["problem"] for one in rows] == ["要闻（指标V3a；指标V3b）", "指标V2：要闻"]
    assert rows[0]["evidence"] == "1:1/column-3"


def test_a_row_says_whose_word_it_is_item_by_item_where_that_differs(log: Any) -> None:
    same = lines(log, ("V3a", "column:http://x/", "机器"), ("V3b", "column:http://x/", "机器"))
    differs = lines(log, ("V3a", "column:http://x/", "机器"), ("B1", "column:http://x/", "一人"))

    assert row_of(same)["standing"] == "机器"
    assert row_of(differs)["standing"] == "V3a 机器；B1 一人"


def test_a_problem_that_rests_on_no_page_says_so(log: Any) -> None:
    entry = log.entry(Act.FIND, text="要素：缺两类")

    assert row_of(ledger([entry]))["evidence"] == "人工认定"
