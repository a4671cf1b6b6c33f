import pytest

from audit.report.markup import OPEN_ROWS, address, badge, foreign, link, page, row, table
from schema.types.verdict import Verdict

HEADS = (("站点", "site"),)


def test_foreign_text_cannot_act() -> None:
    drawn = foreign('<script>alert("1")</script>&')

    assert drawn == "<bdi>&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;</bdi>"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "//evil.example/",
        "http://[broken",
        None,
    ],
)
def test_address_that_is_not_of_the_web_is_no_link(url: str | None) -> None:
    assert link(url, "标题") == "<bdi>标题</bdi>"


def test_link_cannot_leave_its_attribute() -> None:
    drawn = link('http://a.example/"onclick="x', "t")

    assert 'href="http://a.example/&quot;onclick=&quot;x"' in drawn
    assert 'rel="noopener noreferrer nofollow"' in drawn


def test_address_shows_itself() -> None:
    assert address("http://a.example/?a=1&b=2").count("http://a.example/?a=1&amp;b=2") == 2


@pytest.mark.parametrize("verdict", Verdict)
def test_badge_says_its_verdict_by_shape_word_and_colour(verdict: Verdict) -> None:
    drawn = badge(verdict, verdict.word("veto"))

    assert f'class="badge {verdict.value.lower()}"' in drawn
    assert verdict.word("veto") in drawn
    assert '<svg viewBox="0 0 16 16" aria-hidden="true"' in drawn


def test_every_verdict_has_a_shape_of_its_own() -> None:
    shapes = {badge(verdict, "").split("<svg")[1].split("</svg>")[0] for verdict in Verdict}

    assert len(shapes) == len(Verdict)


def test_long_table_starts_folded() -> None:
    rows = [row(("x",))] * (OPEN_ROWS + 1)

    assert table("站点", HEADS, rows).startswith("<details><summary>展开全部41行站点</summary>")
    assert "<details>" not in table("站点", HEADS, rows, fold=False)
    assert "<details>" not in table("站点", HEADS, rows[1:])


def test_empty_table_says_so() -> None:
    assert table("来信", HEADS, []) == '<p class="none">没有来信。</p>'


def test_table_scrolls_by_keyboard() -> None:
    assert 'role="region" tabindex="0" aria-label="站点"' in table("站点", HEADS, [row(("x",))])


def test_page_needs_no_network_and_runs_no_script() -> None:
    text = page("标题<", "<p>$body</p>").decode()

    assert "<title>标题&lt;</title>" in text
    assert "default-src 'none'" in text
    assert "<script" not in text
    assert "<link" not in text
    assert "@import" not in text
    assert "url(" not in text
    assert "<p>$body</p>" in text


def test_page_survives_half_characters() -> None:
    assert "坏?字".encode() in page("t", "坏\ud800字")
