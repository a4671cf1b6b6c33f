import pytest

from audit.people.notices import write_notice
from config.casework_files import load_notices
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
