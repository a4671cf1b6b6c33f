import json
from datetime import UTC, datetime

from audit.runner import audit_site
from pucha.editions import load_edition
from pucha.reports import RunFacts, evidence_document, make_bundle
from schema.types.evidence import Evidence
from schema.types.settings import ClockSettings, Settings
from testkit.facts import make_column, make_site

AS_OF = datetime(2026, 11, 23, tzinfo=UTC)
SOURCE = "http://127.0.0.1:8081/clock"


def notes(clock: ClockSettings) -> tuple[str, ...]:
    pack = load_edition("census-2015")
    sheet = audit_site(make_site(), (), pack, AS_OF)
    settings = Settings(clock=clock)
    run = RunFacts(pages=0, seconds=0.0)
    return make_bundle(sheet, (), run, pack=pack, settings=settings).notes


def test_a_sheet_says_that_its_time_was_simulated_and_by_what_scale() -> None:
    told, scale = notes(ClockSettings(source=SOURCE, time_scale=0.2))

    assert SOURCE in told
    assert "时间比例 0.2" in scale


def test_a_sheet_of_real_seconds_speaks_of_no_scale() -> None:
    assert len(notes(ClockSettings(source=SOURCE))) == 1
    assert notes(ClockSettings()) == ()


def test_evidence_says_in_chinese_first_why_a_list_was_not_read() -> None:
    fact = make_column(reason="the homepage stands at this address")
    (row,) = json.loads(evidence_document([Evidence(id="column-1", fact=fact, provenance=())]))

    assert row["fact"]["reason"].startswith("该网址打开的是首页（")
