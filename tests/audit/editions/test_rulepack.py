from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import pytest

from audit.checks import known_checks
from audit.editions.params import Kind, ParamKind
from audit.editions.rulepack import class_windows, parse_rulepack
from audit.windows import Unit, Window
from schema.types.column import ColumnClass
from schema.types.dates import DECIDING, DateSource
from schema.types.errors import RulePackError
from schema.types.outcome import Outcome, PageClass
from schema.types.rulepack import ColumnStates, SignLimits, StateItems
from schema.types.visit_table import HOUSE_TABLE, VisitTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    params: Mapping[str, Kind]
    windowed: tuple[str, ...] = ()


CHECKS = {
    "c": Spec(
        params={
            "threshold": ParamKind.COUNT,
            "classes": ParamKind.CLASSES,
            "w": ParamKind.WINDOW,
        }
    )
}
SMALL = """
edition = "e"
name = "n"
source = "s"
[windows."动态要闻"]
window = { n = 2, unit = "weeks" }
source = "s"
[[items]]
id = "V1"
name = "n"
kind = "veto"
rule = "r"
source = "s"
check = "c"
[items.params]
threshold = 5
classes = ["动态要闻"]
w = { n = 1, unit = "years" }
"""


def test_edition_of_2015_holds_the_veto_items_first(make: Any) -> None:
    expected = ["V1", "V2", "V3a", "V3b", "V3c", "V4", "V5"]

    assert [item.id for item in make.pack.items if item.kind == "veto"] == expected
    assert [item.id for item in make.pack.items][: len(expected)] == expected
    assert make.pack.edition == "census-2015"


def test_edition_of_2015_gives_windows_to_five_classes(make: Any) -> None:
    windows = class_windows(make.pack)

    assert windows[ColumnClass.NEWS].window == Window(n=2, unit=Unit.WEEKS)
    assert windows[ColumnClass.PLANNING].margin == Window(n=3, unit=Unit.MONTHS)
    assert set(windows) == {
        ColumnClass.NEWS,
        ColumnClass.NOTICE,
        ColumnClass.POLICY,
        ColumnClass.PERSONNEL,
        ColumnClass.PLANNING,
    }


def test_every_check_is_used_by_an_edition(make: Any, make_2019: Any) -> None:
    used = {item.check for one in (make, make_2019) for item in one.pack.items}

    assert used == set(known_checks())


def test_parameters_come_as_values_of_their_kind() -> None:
    pack = parse_rulepack(SMALL, known_checks=CHECKS)

    assert pack.items[0].params == {
        "threshold": 5,
        "classes": (ColumnClass.NEWS,),
        "w": Window(n=1, unit=Unit.YEARS),
    }


def test_digest_is_that_of_the_text() -> None:
    pack = parse_rulepack(SMALL, known_checks=CHECKS)

    assert pack.digest == sha256(SMALL.encode()).hexdigest()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        pytest.param('edition = "e"', "edition = ", "no valid TOML", id="no-toml"),
        pytest.param('name = "n"\nsource', 'colour = "red"\nsource', "`name`", id="missing-key"),
        pytest.param('edition = "e"', 'edition = "e"\ncolour = 1', "`colour`", id="unknown-key"),
        pytest.param('rule = "r"', 'rule = "r"\ncolour = 1', "V1, `colour`", id="item-key"),
        pytest.param('check = "c"', 'check = "d"', "unknown check `d`", id="unknown-check"),
        pytest.param("threshold = 5", "limit = 5", "unknown parameters", id="unknown-param"),
        pytest.param("threshold = 5\n", "", "lacks parameters of `c`: threshold", id="no-param"),
        pytest.param("threshold = 5", "threshold = 0", "at least 1", id="zero"),
        pytest.param("threshold = 5", "threshold = true", "whole number", id="boolean"),
        pytest.param("threshold = 5", 'threshold = "5"', "whole number", id="text-as-number"),
        pytest.param('["动态要闻"]', '["新闻"]', "`新闻` is no column class", id="class-in-param"),
        pytest.param('["动态要闻"]', '"动态要闻"', "or more column classes", id="no-list"),
        pytest.param('."动态要闻"', '."新闻"', "`新闻` is no column class", id="class-of-window"),
        pytest.param('unit = "years"', 'unit = "moons"', "is not a window", id="unknown-unit"),
        pytest.param("n = 1", "n = 0", "is not a window", id="window-of-nothing"),
        pytest.param('unit = "weeks"', 'unit = "moons"', "unit", id="unknown-unit-of-class"),
        pytest.param('kind = "veto"', 'kind = "vote"', "kind", id="unknown-kind"),
    ],
)
def test_malformed_edition_is_refused_with_its_place(old: str, new: str, said: str) -> None:
    text = SMALL.replace(old, new, 1)
    assert text != SMALL

    with pytest.raises(RulePackError, match=said):
        parse_rulepack(text, known_checks=CHECKS)


def test_item_named_twice_is_refused() -> None:
    item = SMALL[SMALL.index("[[items]]") :]

    with pytest.raises(RulePackError, match="more than once: V1"):
        parse_rulepack(SMALL + item, known_checks=CHECKS)


SCORED = """
edition = "e"
name = "n"
source = "s"
[scale]
full = 100
pass_mark = 60
[[groups]]
name = "甲"
full = 100
[[items]]
id = "A"
name = "n"
group = "甲"
kind = "deduct"
rule = "r"
source = "s"
check = "c"
points = { n = 1, per = "each" }
[items.params]
threshold = 5
classes = ["人事"]
w = { n = 1, unit = "years" }
"""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        pytest.param("full = 100\n[[items", "full = 95\n[[items", "come to 95", id="sum"),
        pytest.param('group = "甲"', 'group = "乙"', "unknown group `乙`", id="group"),
        pytest.param(
            'group = "甲"', 'group = "甲"\nindicator = "乙"', "unknown indicator", id="indicator"
        ),
        pytest.param('kind = "deduct"', 'kind = "bonus"', "needs a cap", id="bonus-without-cap"),
        pytest.param('kind = "deduct"', 'kind = "veto"', "takes no points", id="veto-with-points"),
        pytest.param("pass_mark = 60", 'pass_mark = 60\nrescaled = ["乙"]', "乙", id="rescaled"),
        pytest.param("n = 1, per", "n = -1, per", "at least 0", id="negative-points"),
        pytest.param('per = "each"', 'per = "page"', "per", id="unknown-unit-of-points"),
    ],
)
def test_points_that_do_not_fit_are_refused(old: str, new: str, said: str) -> None:
    text = SCORED.replace(old, new, 1)
    assert text != SCORED

    with pytest.raises(RulePackError, match=said):
        parse_rulepack(text, known_checks=CHECKS)


def test_points_are_read_as_they_are_written() -> None:
    text = SCORED.replace("n = 1, per", "n = 0.1, per")

    points = parse_rulepack(text, known_checks=CHECKS).items[0].points

    assert points is not None
    assert str(points.n) == "0.1"


def test_an_edition_that_rests_on_itself_is_refused() -> None:
    text = SCORED.replace('edition = "e"', 'edition = "e"\nbase = "e"')

    with pytest.raises(RulePackError, match="cannot be used: it rests on itself"):
        parse_rulepack(text, known_checks=CHECKS, base_text=lambda _: text)


def test_the_digest_covers_the_base() -> None:
    def own(base: str) -> str:
        text = 'edition = "own"\nbase = "e"\nname = "own"\n'
        return parse_rulepack(text, known_checks=CHECKS, base_text=lambda _: base).digest

    assert own(SCORED) != own(SCORED + "# a remark")


DECIDING_TABLES = """
[states]
no_update = "V1"
stale = []
zombie_gap_days = 30
[column_states]
gap_hours = 24
[signs]
bulk_items = 50
[visits]
limit_seconds = 20
name_servers = 3
opened = ["page"]
person = ["closed", "maintenance"]
failed = ["connect_refused"]
failed_statuses = ["410"]
source = "s"
[dates]
decide = ["visible"]
"""


def test_an_edition_overrides_the_deciding_tables_number_by_number() -> None:
    pack = parse_rulepack(
        SMALL.replace("[[items]]", DECIDING_TABLES + "[[items]]"), known_checks=CHECKS
    )

    assert pack.states == StateItems(no_update="V1", stale=(), zombie_gap_days=30)
    assert pack.column_states == ColumnStates(gap_hours=24)
    assert pack.signs == SignLimits(bulk_items=50)
    assert pack.trusted_dates == {DateSource.VISIBLE}
    assert pack.visits == VisitTable(
        limit_seconds=20.0,
        name_servers=3,
        opened=frozenset({PageClass.PAGE}),
        person=frozenset({PageClass.CLOSED, PageClass.MAINTENANCE}),
        failed=frozenset({Outcome.CONNECT_REFUSED}),
        failed_statuses=frozenset({410}),
        server_errors_fail=False,
    )


def test_an_edition_without_deciding_tables_goes_by_the_vocabulary() -> None:
    pack = parse_rulepack(SMALL, known_checks=CHECKS)

    assert (pack.states, pack.column_states, pack.signs) == (None, ColumnStates(), SignLimits())
    assert pack.trusted_dates == DECIDING
    assert pack.visits == HOUSE_TABLE
