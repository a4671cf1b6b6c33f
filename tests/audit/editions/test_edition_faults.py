"""A slip of the pen is refused when an edition is loaded, not while sites are judged."""

import re

import pytest

from audit.checks import known_checks
from audit.editions.edition_faults import refuse_repeats
from audit.editions.rulepack import parse_rulepack
from schema.types.errors import RulePackError
from schema.types.rulepack import RulePack
from tests.audit.conftest import EDITIONS

HEAD = 'edition = "x"\nbase = "{base}"\nname = "某省"\nsource = "s"\n'


def province(rows: str, base: str = "census-2015") -> RulePack:
    return parse_rulepack(
        HEAD.format(base=base) + rows,
        known_checks=known_checks(),
        base_text=lambda name: (EDITIONS / f"{name}.toml").read_text(encoding="utf-8"),
    )


def item(name: str, rest: str) -> str:
    return f'[[items]]\nid = "{name}"\n{rest}\n'


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (item("C2.2", 'params = { activity = "survey" }'), "item C2.2, parameter `activity`"),
        (item("A2.1", 'params = { where = "hom" }'), "'hom' is not one of home, inner"),
        (item("D1.1", 'params = { each = "nope" }'), "'nope' is not one of class, guide"),
        (item("D1.1", 'params = { sheet = "nope" }'), "item D1.1, parameter `sheet`"),
        (item("D1.1", "params = { sample = -1 }"), "item D1.1, parameter `sample`"),
        (item("V1", "params = { percent = 200 }"), "at most 100"),
        (item("V1", "params = { days = 1000000 }"), "item V1, parameter `days`"),
        (item("V3a", "params = { classes = [] }"), "item V3a, parameter `classes`"),
        (item("V3a", 'params = { classes = ["统计"] }'), "`统计` has no window"),
        (item("V5", 'params = { test_words = [""] }'), "item V5, parameter `test_words`"),
        (item("V2", 'open = { "params.windows" = "?" }'), "item V2: `open` speaks of `params.wi"),
        (item("B2.4", 'params = { look_at = " " }'), "a word that is not blank"),
        (item("V9", "params = { threshold = 3 }"), "item V9 is not in the base census-2015"),
        (item("V1", "drop = true") + item("V1", 'name = "n"'), "more than once: V1"),
        ("[scale]\npass_mark = 500\n", "scale, `pass_mark`: 500 does not lie between 0 and the"),
        ("[scale]\nbonus_above = 101\n", "scale, `bonus_above`"),
        ('[scale.open]\nnonsense = "?"\n', "scale: `open` speaks of `nonsense`"),
        ('[[groups]]\nname = "网站可用"\nfull = 10\n', "group `网站可用` is named by no item"),
        ('[[groups]]\nname = "网站可用性"\nopen = { n = "?" }\n', "group 网站可用性: `open`"),
        (
            '[windows."人事"]\nwindow = { n = 1000, unit = "years" }\nsource = "s"\n',
            "`windows.人事.window`",
        ),
        ("[states]\nzombie_gap_days = 0\n", "`states.zombie_gap_days`"),
        ("[column_states]\ngap_hours = 0\n", "`column_states.gap_hours`"),
        ("[column_states]\nzombie_windows = 1.5\n", "`column_states.zombie_windows`"),
        ("[signs]\ngrace_days = -1\n", "`signs.grace_days`"),
        ("[signs]\nbulk = 3\n", "`signs.bulk`"),
        (item("B2.2", 'points = { n = 1e308, per = "each" }'), "item B2.2, `points`: 1E+308 is"),
        (item("D1.1", "cap = 101"), "item D1.1, `cap`: 101 is more than the full mark 100"),
        ("[visits]\nlimit_seconds = 14\n", "`visits.limit_seconds`"),
        ("[visits]\nname_servers = 1\n", "`visits.name_servers`"),
        ('[visits]\nfailed = ["tls_expired"]\n', "`visits.failed.0`"),
        ('[visits]\nfailed_statuses = ["403"]\n', "`visits.failed_statuses.0`"),
        ('[visits]\nopened = ["challenge"]\n', "`visits.opened.0`"),
        ('[visits]\nperson = ["page"]\n', "`visits.person.0`"),
        ('[dates]\ndecide = ["url"]\n', "`dates.decide.0`"),
        ("[dates]\ndecide = []\n", "`dates.decide`"),
        ('[states]\nstale = ["V9"]\n', "states: there is no item V9"),
        ('[states]\nno_update = "V2"\nstale = ["V3a"]\nlong = 1\n', "`states.long`"),
    ],
)
def test_what_is_not_understood_is_refused_with_its_place(rows: str, said: str) -> None:
    with pytest.raises(RulePackError, match=re.escape(said)):
        province(rows)


def test_a_dropped_row_must_not_tell_a_sites_state() -> None:
    with pytest.raises(RulePackError, match="states: there is no item V3a"):
        province(item("V3a", "drop = true"))


def test_a_class_counts_once_its_window_is_written() -> None:
    window = '[windows."统计"]\nwindow = { n = 1, unit = "years" }\nsource = "s"\n'
    pack = province(window + item("V3a", 'params = { classes = ["统计"] }'))

    assert [str(one) for one in pack.items[2].params["classes"]] == ["统计"]


def test_indicators_are_named_by_items_too() -> None:
    with pytest.raises(RulePackError, match="indicator `甲` is named by no item"):
        province('[[indicators]]\nname = "甲"\nfull = 1\n', base="indicators-2019")


def test_rows_of_one_key_are_named() -> None:
    refuse_repeats("groups", ["甲", "乙"])
    with pytest.raises(RulePackError, match="names these groups more than once: 甲"):
        refuse_repeats("groups", ["甲", "乙", "甲"])
