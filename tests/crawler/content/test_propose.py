from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from selectolax.lexbor import LexborHTMLParser

from config.lexicon import load_lexicon
from crawler.content.propose import MOST_OF_A_KIND, propose, propose_terms
from crawler.reading import examine_page
from schema.types.content import Certainty, ContentProposal, ProposalKind, Severity
from schema.types.terms import NO_TERMS, Term, TermList
from testkit.pages import PROSE, article_html, home_html, letter_html, list_html, mailbox_html
from testkit.pages import markup as page_markup

LEXICON = load_lexicon()
FETCHED = datetime(2026, 11, 23, tzinfo=ZoneInfo("Asia/Shanghai"))
HOME = "http://www.example.gov.cn/"
ROWS = [
    (f"关于做好第{n}项工作的通知", f"/tzgg/{n}.html", f"2026-11-{n:02}") for n in range(9, 0, -1)
]
OUT = "<a href='http://www.somebody-else.com/'>某某网</a>"
GAMBLING = "<a href='http://bet.somebody-else.com/'>澳门新葡京真人娱乐</a>"


def proposed(
    body: str, terms: TermList = NO_TERMS, url: str | None = f"{HOME}tzgg/1.html"
) -> tuple[ContentProposal, ...]:
    examined = examine_page(
        body.encode(),
        url=url,
        fetched_at=FETCHED,
        content_type="text/html; charset=utf-8",
        lexicon=LEXICON,
    )
    return propose(examined, terms)


def inside(part: str, head: str = "") -> str:
    return page_markup(
        "关于防汛工作的通知-示例县人民政府",
        f"<h1>关于防汛工作的通知</h1>{part}<p>{PROSE}</p>",
        head,
    )


def kinds(found: tuple[ContentProposal, ...]) -> list[ProposalKind]:
    return [one.kind for one in found]


HEALTHY = {
    "article": article_html("关于召开会议的通知", "发布时间：2026-11-20 10:00"),
    "column": list_html("通知公告", ROWS, "index_1.html"),
    "home": home_html([("通知公告", "/tzgg/"), ("政务公开", "/zwgk/")]),
    "letter": letter_html("供水管道改造", FETCHED.date(), "您好，计划明年改造。"),
    "mailbox": mailbox_html("来信选登", [("供水管道", "/1.html", FETCHED.date(), "已回复")]),
    "links_to_public_bodies": inside(
        "<div style='display:none'><a href='http://www.gov.cn/'>中国政府网</a></div>"
        "<a href='http://bszs.conac.cn/' style='font-size:0'></a>"
    ),
    "friend_links_in_a_drop_down": inside(f"<ul class='yqlj' style='display:none'>{OUT}</ul>"),
    "known_scripts": inside(
        "<script src='https://hm.baidu.com/hm.js?1'></script><script src='/js/a.js'></script>"
        "<script src='http://dcs.conac.cn/js/1.js'></script>"
        "<script src='//zfwzgl.www.gov.cn/a.js'></script>"
    ),
    "own_store_of_files": inside(
        "<script src='http://cdn.xstatic.com/a.js'></script>",
        "".join(f"<link rel=stylesheet href='http://cdn.xstatic.com/{n}.css'>" for n in range(3)),
    ),
    "script_of_an_extension": inside("<script src='chrome-extension://abc/a.js'></script>"),
    "news_against_gambling": inside("<a href='http://www.police.com/1'>警方捣毁网络赌博团伙</a>"),
    "buttons": inside("<a href='javascript:;'>关闭</a><a href='#'>打印本页</a><a href=''>返回</a>"),
    "frame_of_its_own": inside("<iframe src='/count.html' width=0 height=0></iframe>"),
}


@pytest.mark.parametrize("body", HEALTHY.values(), ids=HEALTHY.keys())
def test_a_healthy_page_gets_no_proposal(body: str) -> None:
    assert proposed(body) == ()


FOUND = {
    "off_screen": (
        inside(f"<div style='position:absolute;left:-9999px'>{OUT}</div>"),
        ProposalKind.HIDDEN_LINK, Severity.ERROR, Certainty.LIKELY,
    ),
    "off_screen_gambling": (
        inside(f"<div style='text-indent:-9999px'>{GAMBLING}</div>"),
        ProposalKind.HIDDEN_LINK, Severity.GRAVE, Certainty.SURE,
    ),
    "nameless_box_that_is_off": (
        inside(f"<div style='display:none'>{OUT}</div>"),
        ProposalKind.HIDDEN_LINK, Severity.ERROR, Certainty.POSSIBLE,
    ),
    "gambling_in_a_named_box": (
        inside(f"<div id='ad' style='display:none'>{GAMBLING}</div>"),
        ProposalKind.HIDDEN_LINK, Severity.GRAVE, Certainty.LIKELY,
    ),
    "marquee": (
        inside(f"<marquee height=1 width=4>{OUT}</marquee>"),
        ProposalKind.HIDDEN_LINK, Severity.ERROR, Certainty.LIKELY,
    ),
    "written_by_a_script": (
        inside(
            "<script>document.write('<div style=\"display:none\">')</script>"
            f"{OUT}<script>document.write('</div>')</script>"
        ),
        ProposalKind.HIDDEN_LINK, Severity.ERROR, Certainty.LIKELY,
    ),
    "seen_gambling": (
        inside(GAMBLING), ProposalKind.INJECTED_LINK, Severity.GRAVE, Certainty.LIKELY,
    ),
    "gambling_on_the_site_itself": (
        inside("<a href='/upload/1.html'>澳门新葡京真人娱乐</a>"),
        ProposalKind.INJECTED_LINK, Severity.GRAVE, Certainty.POSSIBLE,
    ),
    "foreign_script": (
        inside("<script src='https://js.somebody-else.com/kb.js'></script>"),
        ProposalKind.FOREIGN_SCRIPT, Severity.NOTICE, Certainty.POSSIBLE,
    ),
    "twin_name_outside_gov_cn": (
        inside("<script src='http://www.example.com/a.js'></script>"),
        ProposalKind.FOREIGN_SCRIPT, Severity.NOTICE, Certainty.POSSIBLE,
    ),
    "frame_without_size": (
        inside("<iframe src='http://www.somebody-else.com/a.htm' width=0 height=0></iframe>"),
        ProposalKind.FOREIGN_SCRIPT, Severity.ERROR, Certainty.LIKELY,
    ),
    "placeholder": (
        inside("<p>{来源}</p>"), ProposalKind.PLACEHOLDER, Severity.ERROR, Certainty.LIKELY,
    ),
    "own_computer": (
        inside("<a href='file:///D:/a.doc'>申请表</a>"),
        ProposalKind.DEAD_LINK, Severity.ERROR, Certainty.SURE,
    ),
    "attachment_without_address": (
        inside("<p>附件：<a href='javascript:;'>防汛物资申请表格.doc</a></p>"),
        ProposalKind.DEAD_LINK, Severity.ERROR, Certainty.POSSIBLE,
    ),
    "rows_without_addresses": (
        list_html("通知公告", [(title, "javascript:;", day) for title, _, day in ROWS]),
        ProposalKind.DEAD_LINK, Severity.ERROR, Certainty.POSSIBLE,
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("body", "kind", "severity", "certainty"), FOUND.values(), ids=FOUND.keys()
)
def test_what_a_person_should_see_is_proposed_once(
    body: str, kind: ProposalKind, severity: Severity, certainty: Certainty
) -> None:
    (found,) = proposed(body)

    assert (found.kind, found.severity, found.certainty) == (kind, severity, certainty)
    assert found.reason
    assert found.locator is not None
    assert len(LexborHTMLParser(body).css(found.locator)) == 1


def test_one_box_of_hidden_links_is_one_proposal() -> None:
    links = "".join(f"<a href='http://www.s{n}.com/'>第{n}网</a>" for n in range(9))

    (found,) = proposed(inside(f"<div style='position:absolute;top:-999px'>{links}</div>"))

    assert found.reason.startswith("9个指向站外（s0.com、s1.com、s2.com 等）的链接看不见")
    assert found.text == "第0网 / 第1网 / 第2网"


def test_without_an_address_nothing_is_foreign() -> None:
    body = inside(
        f"<div style='opacity:0'>{OUT}</div><script src='http://js.else.com/a.js'></script>"
    )

    assert proposed(body, url=None) == ()


def test_nothing_is_said_of_scripts_on_pages_in_another_language() -> None:
    prose = f"<p>{'The county government met today. ' * 40}</p>"
    body = f"{prose}<script src='//ads.else.com/a.js'></script>"

    assert proposed(body) == ()


def test_a_term_is_proposed_with_its_place_its_number_and_its_correct_form() -> None:
    terms = TermList((Term(term="帐户", correct="账户", severity=Severity.NOTICE),))

    (found,) = proposed(inside("<p id='a'>请开立帐户。</p><p>帐户信息</p>"), terms)

    assert (found.kind, found.severity, found.locator) == (
        ProposalKind.TERM, Severity.NOTICE, "#a",
    )  # fmt: skip
    assert found.reason == "词表中的“帐户”出现2处，应为“账户”"
    assert "请开立帐户。" in found.text


def test_a_term_that_tags_part_is_found_and_a_script_holds_none() -> None:
    terms = TermList((Term(term="帐户"),))

    assert kinds(proposed(inside("<p>帐<b>户</b></p>"), terms)) == [ProposalKind.TERM]
    assert proposed(inside("<script>var a = '帐户';</script><!-- 帐户 -->"), terms) == ()


def test_the_gravest_comes_first() -> None:
    body = inside(
        "<script src='https://js.somebody-else.com/kb.js'></script><p>{来源}</p>"
        f"<div style='text-indent:-9999px'>{GAMBLING}</div>"
    )

    assert kinds(proposed(body)) == [
        ProposalKind.HIDDEN_LINK, ProposalKind.PLACEHOLDER, ProposalKind.FOREIGN_SCRIPT,
    ]  # fmt: skip


HOSTILE = {
    "placeholders": "<p>测试</p>" * 20_000,
    "hidden_links": "<div style='opacity:0'>" * 100 + OUT * 10_000,
    "hidden_boxes": f"<div style='opacity:0'>{OUT}</div>" * 10_000,
    "scripts": "<script>document.write('<div style=\"display:none\">')</script><p>甲</p>" * 10_000,
    "hosts": "".join(f"<script src='http://s{n}.com/a.js'></script>" for n in range(5_000)),
    "styles": f"<p style='{'color:red;' * 50_000}'>{OUT * 100}</p>",
}


@pytest.mark.parametrize("part", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_page_built_to_cost_gets_a_bounded_number(part: str) -> None:
    assert len(proposed(inside(part))) <= 3 * MOST_OF_A_KIND


CAUSES = {
    "a term": (inside("<p>请登陆网站</p>"), inside("<p>先登陆，再登陆</p>"), ProposalKind.TERM),
    "a hidden link": (
        inside(f"<div style='text-indent:-9999px'>{OUT}</div>"),
        inside(f"<p style='font-size:0'>{OUT}{OUT}</p>"),
        ProposalKind.HIDDEN_LINK,
    ),
    "a script": (
        inside("<script src='http://x.else.cn/a.js'></script>"),
        inside("<script src='http://y.else.cn/b.js'></script>"),
        ProposalKind.FOREIGN_SCRIPT,
    ),
}


@pytest.mark.parametrize(("one", "other", "kind"), CAUSES.values(), ids=CAUSES)
def test_the_same_cause_is_named_alike_on_every_page(
    one: str, other: str, kind: ProposalKind
) -> None:
    terms = TermList((Term(term="登陆", correct="登录"),))
    causes = [
        {found.cause for found in proposed(body, terms) if found.kind is kind}
        for body in (one, other)
    ]

    assert causes[0] == causes[1]
    assert len(causes[0]) == 1
    assert "" not in causes[0]


def test_terms_alone_are_found_without_the_other_rules() -> None:
    terms = TermList((Term(term="防汛", correct="防洪"),))
    body = inside(f"<div style='text-indent:-9999px'>{OUT}</div>").encode()
    examined = examine_page(body, url=HOME, fetched_at=FETCHED, content_type=None, lexicon=LEXICON)

    assert kinds(propose_terms(examined, terms)) == [ProposalKind.TERM]
    assert propose_terms(examined, NO_TERMS) == ()
