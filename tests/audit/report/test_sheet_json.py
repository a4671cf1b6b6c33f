import json
from dataclasses import replace
from datetime import UTC, date
from decimal import Decimal
from typing import Any

from audit.report.sheet_json import FORMAT, canonical, render
from schema.types.finding import ScoreRange
from schema.types.outcome import CountsAs, Defect, Outcome, PageClass
from schema.types.reading import LetterNote, LetterState
from schema.types.verdict import Verdict
from testkit.sheets import make_deduction, make_item, make_sheet


def printed(bundle: Any) -> Any:
    return json.loads(render(bundle).decode())


def test_document_is_the_promised_one(make: Any) -> None:
    visit = make.visit(defects=(Defect.TLS_EXPIRED,))
    column = make.fresh_column(on_home=True)
    letter = make.letter(
        state=LetterState.ANSWERED, note=LetterNote.CLOSED, replied=date(2026, 11, 1)
    )
    document = printed(make.bundle(visit, column, letter, make.mailbox()))

    assert list(document) == [
        "url",
        "edition",
        "as_of",
        "visit",
        "items",
        "columns",
        "letters",
        "pages",
        "seconds",
        "result",
        "score",
        "bonus",
        "problems",
        "listed",
        "honesty",
        "edition_notes",
    ]
    assert document["visit"] == {
        "outcome": "ok",
        "class": "page",
        "defects": ["tls_expired"],
        "counts_as": "opened",
    }
    assert document["columns"] == [
        {
            "name": "工作动态",
            "url": f"{make.home}fresh/",
            "class": "动态要闻",
            "list": "read",
            "rows": 1,
            "newest": "2026-11-22",
            "state": "active",
        }
    ]
    assert document["letters"] == [
        {
            "title": "咨询路灯维修",
            "url": f"{make.home}box/1.html",
            "asked": "2026-06-26",
            "replied": "2026-11-01",
            "state": "answered",
            "note": "closed",
        }
    ]
    assert document["as_of"] == "2026-11-23T10:00:00+08:00"
    assert (document["edition"], document["pages"], document["seconds"]) == (
        "census-2015",
        12,
        3.25,
    )


def test_item_carries_verdict_reason_figures_and_evidence(make: Any) -> None:
    column = make.fresh_column(on_home=True)
    item = printed(make.bundle(make.visit(), column))["items"][1]

    assert list(item) == [
        "id",
        "name",
        "verdict",
        "reason",
        "explanation",
        "measure",
        "evidence",
        "kind",
        "group",
        "points",
        "deduction",
        "open_numbers",
    ]
    assert (item["id"], item["verdict"], item["reason"]) == ("V2", "PASS", "updated")
    assert item["measure"]["updated"] == 1
    assert item["evidence"] == [column.id]


def test_points_are_said_as_ranges_and_problems_place_by_place(make: Any) -> None:
    stale = make.column(on_home=True)
    document = printed(make.bundle(make.visit(), stale, sweep=12))
    items = {item["id"]: item for item in document["items"]}

    assert (document["result"], document["score"]) == ("不合格", None)
    assert items["B2.1"]["deduction"] == {"best": "3", "worst": "3"}
    assert items["A2.1"]["deduction"] == {"best": "0", "worst": None}
    assert (items["V2"]["deduction"], items["V2"]["points"]) == (None, "单项否决")
    assert document["problems"][0] == {
        "number": "V2-001",
        "item": "V2",
        "title": "全站",
        "standing": "已证实",
        "says": items["V2"]["explanation"],
        "url": make.home,
        "found_at": "2026-11-23 10:00",
        "times": 1,
        "evidence": stale.id,
    }
    assert document["honesty"]["核对命令"] == "pucha replay 12；pucha evidence verify --sweep 12"


def test_canonical_bytes_of_one_sheet_never_change(make: Any) -> None:
    again = make.anew()
    sheet = again.sheet(again.visit(), again.fresh_column(on_home=True))
    other = make.anew()

    assert canonical(sheet) == canonical(
        other.sheet(other.visit(), other.fresh_column(on_home=True))
    )
    assert canonical(sheet).startswith(b'{"as_of":"2026-11-23T10:00:00+08:00","bonus":null,')
    assert canonical(replace(sheet, as_of=sheet.as_of.astimezone(UTC))) == canonical(sheet)


GOLDEN = (
    '{"as_of":"2026-11-23T10:00:00+08:00","bonus":null,"columns":[],'
    '"edition":"census-2015","edition_digest":"' + "d" * 64 + '",'
    '"edition_name":"全国政府网站普查评分表（2015年）","edition_notes":[],'
    '"items":[{"deduction":{"best":"1.3","worst":null},"finding":{"evidence":["link-1"],'
    '"explanation":"A2.2的理由。","item":"A2.2","listed":[],"measure":{"proved":13},"places":[],'
    '"reason":"told","units":{"proved":1,"upper":1},"verdict":"FAIL"},"group":"信息更新情况",'
    '"id":"A2.2","kind":"deduct","name":"指标A2.2","open_numbers":[],"points":"每个扣3分",'
    '"rule":"规则。"}],"open_vetoes":[],"result":"合格","score":{"best":"98.7","worst":"60"},'
    '"site_code":"4301000001","site_name":"示例县�人民政府","url":"http://www.example.gov.cn/",'
    '"vetoed":false}\n'
)


def test_canonical_bytes_are_these() -> None:
    item = make_item(
        "A2.2",
        Verdict.FAIL,
        "deduct",
        deduction=make_deduction("1.3", None),
        measure={"proved": 13},
        evidence=("link-1",),
    )
    score = ScoreRange(best=Decimal("98.7"), worst=Decimal(60))
    sheet = make_sheet([item], score=score, site_name="示例县\ud800人民政府")

    assert canonical(sheet).decode() == GOLDEN


def test_what_is_not_known_is_null(make: Any) -> None:
    visit = make.visit(
        outcome=Outcome.DEADLINE, page_class=None, counts_as=CountsAs.FAILED, status=None
    )
    column = make.column(items=(), page_class=PageClass.CHALLENGE)
    document = printed(make.bundle(visit, column, make.letter(None, url=None)))

    assert document["visit"]["class"] is None
    assert (document["columns"][0]["newest"], document["columns"][0]["state"]) == (None, None)
    assert {document["letters"][0][key] for key in ("url", "asked", "replied", "note")} == {None}


def test_site_that_was_never_visited_has_no_visit(make: Any) -> None:
    assert printed(make.bundle())["visit"] is None


def test_opened_networks_are_said_only_when_there_are_some(make: Any) -> None:
    allowed = printed(make.bundle(make.visit(), network_allow=("10.0.0.0/8",)))

    assert allowed["network_allow"] == ["10.0.0.0/8"]
    assert "network_allow" not in printed(make.bundle(make.visit()))


def test_half_characters_of_a_page_do_not_break_the_document(make: Any) -> None:
    document = printed(make.bundle(make.visit(), make.letter(title="坏\ud800字")))

    assert document["letters"][0]["title"] == "坏?字"


def test_chinese_stays_readable(make: Any) -> None:
    assert "站点无法访问".encode() in FORMAT.render(make.bundle(make.visit()))
