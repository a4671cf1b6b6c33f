import re
from dataclasses import replace
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from audit.report.sheet_html import FEW, anchor, render

HOSTILE = '<img src=x onerror="alert(1)">'


def opened(bundle: Any) -> Any:
    return LexborHTMLParser(render(bundle).decode())


def test_each_item_stands_with_its_verdict_in_words(make: Any) -> None:
    tree = opened(make.bundle(make.visit(), *(make.column(f"c{n}/") for n in range(5))))
    badges = {item.id: item.css_first(".badge").text() for item in tree.css("article.item")}

    assert list(badges) == [item.id for item in make.pack.items]
    assert badges["V3a"] == "单项否决 fail"
    assert badges["V4"] == "待人工复核 needs a person"


def test_every_finding_leads_to_its_evidence(make: Any) -> None:
    rows = [make.visit(), *(make.column(f"c{n}/", on_home=True) for n in range(5)), make.letter()]
    tree = opened(make.bundle(*rows, make.mailbox()))
    targets = {one.id for one in tree.css("[id]")}
    links = [one.attributes["href"] or "" for one in tree.css(".item .trail a")]

    assert links
    assert {link.removeprefix("#") for link in links} <= targets
    assert {anchor(row.id) for row in rows} <= targets


def test_official_table_has_six_columns_and_leads_to_each_verdict(make: Any) -> None:
    tree = opened(make.bundle(make.visit(), make.fresh_column(on_home=True)))
    region = tree.css_first('[aria-label="评分表"]')
    heads = [one.text().strip() for one in region.css("th")]
    lines = [[cell.text() for cell in line.css("td")] for line in region.css("tbody tr")]

    assert heads == ["一级指标", "二级指标", "考察点", "扣分细则", "存在的问题", "扣分"]
    assert len(lines) == len(make.pack.items)
    assert lines[7][:2] == ["网站可用性", "首页可用性"]
    assert [one.attributes["href"] for one in region.css("tbody a")][:2] == ["#V1", "#V2"]


def test_points_that_are_taken_and_open_numbers_stand_at_their_item(make: Any) -> None:
    tree = opened(make.bundle(make.visit(), make.fresh_column(on_home=True)))

    assert "分值：一次性扣5分；本次扣5分" in tree.css_first("#B1").text()
    assert "分值待核：points" in tree.css_first("#A1").text()
    assert "分值：单项否决" in tree.css_first("#V1").text()


def test_problem_list_leads_to_its_evidence(make: Any) -> None:
    columns = [make.column(f"c{n}/") for n in range(5)]
    region = opened(make.bundle(make.visit(), *columns)).css_first('[aria-label="问题清单"]')
    first = region.css_first("tbody tr")
    links = [one.attributes["href"] for one in first.css("a")]

    assert first.css_first("td").text() == "V3a-001"
    assert links == [f"{make.home}c0/", f"#{anchor(columns[0].id)}"]


def test_anchors_are_there_once(make: Any) -> None:
    tree = opened(make.bundle(make.visit(), make.column(), make.mailbox()))
    ids = [one.id for one in tree.css("[id]")]

    assert len(ids) == len(set(ids))


def test_long_trail_starts_folded(make: Any) -> None:
    columns = [make.column(f"c{number}/") for number in range(FEW + 1)]
    tree = opened(make.bundle(make.visit(), *columns))
    summary = tree.css_first("#V3a details.trail summary")

    assert summary.text() == f"证据 {FEW + 1} 条"


def test_what_people_decided_stands_beside_the_verdicts_and_only_where_they_did(
    make: Any,
) -> None:
    plain = make.bundle(make.visit())
    lines = ("人工复核：不合格", "  [有效] V4 属实 张三：<b>有错字</b>")

    decided = opened(replace(plain, reviewed=lines))

    assert not any("人工复核" in one.text() for one in opened(plain).css("h2"))
    assert "V4 属实 张三：<b>有错字</b>" in decided.text()
    assert [one.html for one in opened(plain).css("article.item")] == [
        one.html for one in decided.css("article.item")
    ]


def test_texts_of_the_site_cannot_act(make: Any) -> None:
    bundle = make.bundle(
        make.visit(reason=HOSTILE),
        make.column(name=HOSTILE, items=(make.item(1, title=HOSTILE),)),
        make.letter(title=HOSTILE, url="javascript:alert(1)"),
        make.mailbox(name=HOSTILE),
        notes=(HOSTILE,),
        network_allow=(HOSTILE,),
        edition_source=HOSTILE,
    )
    tree = opened(bundle)
    hrefs = [one.attributes.get("href") or "" for one in tree.css("a")]

    assert tree.css("img") == []
    assert tree.css("script") == []
    assert [href for href in hrefs if not re.match(r"https?://|#", href)] == []
    assert not any(name.startswith("on") for one in tree.css("*") for name in one.attributes)


def test_head_says_conclusion_time_and_coverage(make: Any) -> None:
    tree = opened(make.bundle(make.visit(), make.fresh_column(on_home=True)))
    head = tree.css_first("body > header").text()

    assert "未证实单项否决，尚有2项待定：V1、V4" in head
    assert "监测时间点 2026-11-23 10:00（北京时间） · 机器已判定" in head
    assert "扣分合计至少5（未能查全）" in head.replace(" ", "")
    assert "得分 0至95" in head
    assert "网站标识码 4300000001" in head


def test_page_names_edition_digest_and_opened_networks(make: Any) -> None:
    text = opened(make.bundle(make.visit(), network_allow=("10.0.0.0/8",))).text()

    assert make.pack.digest in text
    assert "10.0.0.0/8" in text
    assert "12 个页面，用时 3.2 秒" in text


def test_unmeasured_parts_say_so(make: Any) -> None:
    text = opened(make.bundle()).text()

    assert "没有访问首页。" in text
    assert "没有栏目。" in text
    assert "没有来信。" in text


def test_evidence_row_tells_where_the_bytes_lie(make: Any) -> None:
    visit = make.visit()
    row = opened(make.bundle(visit)).css_first(f"#{anchor(visit.id)}").text()

    assert "s-0001.warc.gz @512 +2048" in row
    assert "ab" * 32 in row


def test_anchor_holds_no_character_that_breaks_a_selector() -> None:
    assert anchor('a b"c:d') == "ev-a_b_c_d"
