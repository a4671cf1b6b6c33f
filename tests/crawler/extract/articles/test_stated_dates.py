from datetime import date

import pytest

from config.lexicon import load_lexicon
from crawler.extract.articles.stated_dates import script_claims
from crawler.extract.articles.stated_days import day_stated
from crawler.extract.page.dom import parse


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2015-04-14 10:20", date(2015, 4, 14)),
        ("20150414", date(2015, 4, 14)),
        ("20150414102030", date(2015, 4, 14)),
        ("1429027200", date(2015, 4, 15)),
        ("1429027200000", date(2015, 4, 15)),
        ("2015-04", None),
        ("20151332", None),
        ("15-04-14", None),
        ("true", None),
        ("", None),
        ("99999999999999999", None),
    ],
)
def test_field_gives_a_whole_day_or_nothing(value: str, day: date | None) -> None:
    assert day_stated(value) == day


WRITTEN = {
    "a_text": "document.write('2015-04-14 10:20')",
    "a_labelled_text": "document.write('发布时间：2015-04-14')",
    "a_cut_variable": "var t='2015-04-14 10:20:33'; document.write(t.substring(0,10));",
    "a_text_of_an_element": "$('#time').text('2015-04-14 10:20');",
    "a_variable_in_an_element": (
        "var d = '2015年4月14日'; document.getElementById('pubdate').innerHTML = d;"
    ),
}
NOT_WRITTEN = {
    "a_clock": "document.write('今天是2015年4月14日 星期二')",
    "a_clocks_variable": "var today='2015-04-14'; document.write(today);",
    "an_update": "$('#updateTime').text('2015-04-14');",
    "a_label_of_an_update": "document.write('更新时间：2015-04-14');",
    "a_countdown": "$('#countTime').text('2015-04-14');",
    "an_elements_text": "$('#banner').text('2015年4月14日');",
    "a_variable_unwritten": "var x='2015-04-14'; document.write(y);",
    "another_variables_end": "var last='2015-04-14'; document.write(t);",
}


def days_of_script(script: str) -> list[date]:
    claims = script_claims(parse(f"<p>x</p><script>{script}</script>"), load_lexicon().date_words)
    return [claim.value for claim in claims]


@pytest.mark.parametrize("script", WRITTEN.values(), ids=WRITTEN)
def test_day_that_a_script_writes_is_read(script: str) -> None:
    assert days_of_script(script) == [date(2015, 4, 14)]


@pytest.mark.parametrize("script", NOT_WRITTEN.values(), ids=NOT_WRITTEN)
def test_other_days_of_a_script_are_not(script: str) -> None:
    assert days_of_script(script) == []
