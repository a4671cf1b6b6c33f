import json
from datetime import date
from typing import Any

from audit.report.sheet_json import FORMAT, render
from schema.types.outcome import CountsAs, Defect, Outcome, PageClass
from schema.types.reading import LetterNote, LetterState


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
    ]
    assert (item["id"], item["verdict"], item["reason"]) == ("V2", "PASS", "updated")
    assert item["measure"]["updated"] == 1
    assert item["evidence"] == [column.id]


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
