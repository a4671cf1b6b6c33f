from collections.abc import Callable
from functools import cache
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from crawler.extract.page.bounds import bounded
from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_blocks, lay_out

CALM = 60_000
MOST_NESTED = 3_000
PAGE = "<!DOCTYPE html><html><body><h1>公告</h1><p>正文</p>"

TAGS, ATTRIBUTES, DEPTH = (
    "more tags than are read",
    "more attributes than are read",
    "nested deeper than is read",
)
OPTIONS, REOPENED, UNCLEAR = (
    "more options than are read",
    "more formatting left open than is read",
    "markup that may be read in two ways",
)
SECONDS = 1.0
"""Processor time that no bomb may take; each takes a tenth of it."""


def written(form: str, number: int, between: str = " ") -> str:
    """Write many things after one form, each with its own number."""
    return between.join(form.format(place) for place in range(number))


BOMBS: dict[str, tuple[Callable[[], str], str]] = {
    "levels": (lambda: "<div>" * 500_000, f"{TAGS}, {DEPTH}"),
    "levels_in_capitals": (lambda: "<DIV CLASS=A>" * 50_000, DEPTH),
    "levels_of_unknown_elements": (lambda: "<o:p>" * 50_000, DEPTH),
    "levels_among_void_tags": (lambda: "<div><br><img src=a>" * 15_000, DEPTH),
    "levels_of_lists_in_lists": (lambda: "<li><dd>" * 25_000, DEPTH),
    "levels_of_tables": (lambda: "<table><tr><td>" * 15_000, DEPTH),
    "levels_never_closed_enough": (lambda: "<div><div></div>" * 19_000, DEPTH),
    "tags": (lambda: "<br>" * 1_000_000, TAGS),
    "closed_tags": (lambda: "<b></b>" * 300_000, TAGS),
    "brackets": (lambda: "<" * 1_000_000, TAGS),
    "comments": (lambda: "<!-- -->" * 200_000, TAGS),
    "attributes": (lambda: f"<a {written('x{}', 1_000_000)}>", ATTRIBUTES),
    "attributes_with_values": (lambda: "<a " + written('x{0}="{0}"', 200_000) + ">", ATTRIBUTES),
    "attributes_with_bare_values": (lambda: f"<a {written('x{0}={0}', 200_000)}>", ATTRIBUTES),
    "attributes_with_brackets": (lambda: "<a " + written("x{0}='>{0}<'", 25_000), ATTRIBUTES),
    "attributes_behind_a_stray_quote": (lambda: f"<a ' {written('x{}', 100_000)}'>", ATTRIBUTES),
    "attributes_before_an_open_quote": (lambda: f"<a {written('x{}', 100_000)} y='", ATTRIBUTES),
    "attributes_on_lines": (lambda: f"<a\n{written('x{}', 100_000, chr(10))}>", ATTRIBUTES),
    "attributes_between_slashes": (lambda: f"<a/{written('x{}', 100_000, '/')}>", ATTRIBUTES),
    "attributes_on_form_feeds": (lambda: f"<a {written('x{}', 60_000, chr(12))}>", ATTRIBUTES),
    "attributes_on_returns": (lambda: f"<a {written('x{}', 60_000, chr(13))}>", ATTRIBUTES),
    "attributes_glued": (lambda: "<a " + written("x{}=''", 60_000, "") + ">", ATTRIBUTES),
    "attributes_of_many_tags": (lambda: f"<a {written('{}', 4_000)}>" * 100, ATTRIBUTES),
    "attributes_that_one_body_gathers": (
        lambda: "".join(f"<body {written(f'x{k}y{{}}', 1_900)}>" for k in range(60)),
        ATTRIBUTES,
    ),
    "levels_among_stray_ends": (lambda: "<div></x>" * 25_000, DEPTH),
    "levels_behind_stray_ends": (lambda: "</x>" * 25_000 + "<div>" * 30_000, DEPTH),
    "levels_in_a_drawing": (lambda: "<svg>" + "<tr>" * 50_000, DEPTH),
    "stray_ends_below_levels": (lambda: "<svg>" + "<tr>" * 2_900 + "</x>" * 57_000, DEPTH),
    "options": (lambda: "<select>" + "<option>" * 59_000, OPTIONS),
    "formatting": (lambda: f"<p>{written('<b {0:x}>', 2_000)}{'<p>x' * 6_000}", REOPENED),
    "formatting_in_small": (lambda: f"<p>{written('<b {0:x}>', 500)}{'<p>x' * 2_000}", REOPENED),
    "formatting_behind_a_marker": (
        lambda: f"{written('<b {0:x}>', 500)}<table><td>{'</b>' * 500}</table>{'<p>x' * 6_000}",
        REOPENED,
    ),
    "formatting_that_is_stacked": (lambda: written("<b {0:x}>", 50_000), REOPENED),
    "one_link_of_many_attributes": (
        lambda: f"<p><a {written('x{}', 4_000)}>{'<p>x' * 6_000}",
        REOPENED,
    ),
    "one_link_of_many_letters": (
        lambda: f"<p><a x='>{'y' * 30_000}'>{'<p>x' * 6_000}",
        REOPENED,
    ),
    "levels_in_the_style_of_a_drawing": (
        lambda: f"<svg><style>{'<div>' * 30_000}</style>",
        UNCLEAR,
    ),
    "levels_in_a_section_of_a_drawing": (
        lambda: f"<svg><desc><p></svg><![CDATA[>{'<div>' * 30_000}]]>",
        UNCLEAR,
    ),
    "sections_in_a_drawing": (
        lambda: f"<svg><style>]]>{'<![CDATA[' * 50_000}</style>",
        UNCLEAR,
    ),
    "links_and_ends_of_others": (
        lambda: f"{written('<b {0:x}>', 400)}{'<a>' * 25_000}{'</i>' * 30_000}",
        REOPENED,
    ),
    "levels_behind_a_script_in_a_script": (
        lambda: f"<script><!--<script></script><b x='>--></script>{'<div>' * 30_000}",
        DEPTH,
    ),
}


@cache
def bomb_of(name: str) -> str:
    """Make a bomb once."""
    return BOMBS[name][0]()


ROW = '<li><a href="/art/2024/5/6/art_{0}.html" title="关于{0}号文">关于{0}号文</a><i>2024</i></li>'
WHOLE: dict[str, Callable[[], str]] = {
    "a_long_list": lambda: f"<ul>{written(ROW, 7_000)}</ul>",
    "a_long_table": lambda: f"<table>{'<tr><td>1</td><td>甲</td></tr>' * 9_000}</table>",
    "a_table_without_end_tags": lambda: f"<table>{'<tr><td>1<td>甲' * 15_000}</table>",
    "a_list_without_end_tags": lambda: f"<ul>{'<li>甲' * 40_000}</ul>",
    "paragraphs_without_end_tags": lambda: "<p>甲乙<br>" * 25_000,
    "an_article": lambda: f"<p>{'字' * 1_900_000}</p>",
    "a_long_script": lambda: f"<script>{'var a = b / 2;' * 60_000}</script>",
    "a_long_style": lambda: f"<style>{'.a > .b, .c = d /' * 40_000}</style>",
    "a_picture_in_an_attribute": lambda: (
        f'<img src="data:image/png;base64,{"iVBO/w0K=" * 50_000}">'
    ),
    "a_view_state": lambda: f"<input type=hidden value='{'/wEPDwUK = ' * 30_000}'>",
    "a_value_that_holds_tags": lambda: f"<div data-html='{'<p class= x >' * 6_000}'>甲</div>",
    "a_quote_without_its_end": lambda: f'<a href="/x>甲</a>{written(ROW, 2_000)}',
    "a_comment": lambda: f"<!-- {'var a = 1; b = 2 / 3' * 20_000} -->",
    "a_script_that_compares": lambda: (
        "<script>for(i=0;i<n;i++){}" + written('\n    "n{0}": "市{0}",', 4_000) + "</script>"
    ),
    "a_comment_that_compares": lambda: f"<!-- a<b {written('x{}', 20_000)} -->",
    "a_drawing_with_a_style": lambda: (
        f"<svg><title>图</title><style><![CDATA[.a>b{{}}]]></style></svg>{written(ROW, 7_000)}"
    ),
    "paragraphs_that_end_their_spans": lambda: "<p>甲<span>" * 25_000,
    "links_that_end_each_other": lambda: "<a href=x>" * 40_000,
    "formatting_that_is_closed": lambda: (
        f"<font face=宋体>{written('<p><b><font size={0}>甲</font></b><span>乙</span></p>', 6_000)}"
    ),
    "formatting_that_is_left_open": lambda: (
        written("<p><font color={}>甲", 36) + "<p>甲</p>" * 2_000 + "字" * 60_000
    ),
    "formatting_of_one_kind_left_open": lambda: "<p><b><font color=red>甲</p>" * 9_000,
    "formatting_around_everything": lambda: (
        written("<font color={}>", 12) + "<div><p>甲</p></div>" * 6_000
    ),
    "options_of_many_lists": lambda: (
        f"<select>{written('<option value={0}>{0}', 70)}</select>" * 100
    ),
    "elements_side_by_side": lambda: "<div><span>甲</span></div>" * 14_000,
    "nested_as_deep_as_is_read": lambda: "<section>".ljust(30) * (MOST_NESTED - 1),
    "as_many_tags_as_are_read": lambda: "<br>" * (60_000 - PAGE.count("<")),
    "many_attributes": lambda: "<a " + written('data-with-a-long-name-{0}="{0}"', 1_900) + ">",
}


@pytest.mark.parametrize("name", WHOLE)
def test_a_large_page_that_is_no_bomb_is_whole(name: str) -> None:
    text = PAGE + WHOLE[name]()

    assert len(text) > CALM
    assert bounded(text) == (text, "")


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_cut_and_the_reason_is_said_within_a_bounded_time(name: str) -> None:
    bomb = bomb_of(name)
    start = process_time()

    kept, said = bounded(PAGE + bomb + "<p>末尾")
    tree = LexborHTMLParser(kept)

    assert process_time() - start < SECONDS
    assert said == BOMBS[name][1]
    assert (PAGE + bomb).startswith(kept)
    assert len(kept) < len(bomb)
    assert tree.body is not None


@pytest.mark.parametrize("name", ["levels", "levels_of_tables", "attributes", "tags"])
def test_what_stands_before_a_bomb_is_read(name: str) -> None:
    flow = lay_out(parse(PAGE + bomb_of(name)))

    assert flow.text.startswith("公告\n正文\n")


def test_a_tag_with_too_many_attributes_is_left_out_whole() -> None:
    kept, _ = bounded(PAGE + bomb_of("attributes_with_values") + "<p>末尾")

    assert kept == PAGE


def test_a_page_that_nests_too_deep_is_cut_before_the_tag_that_does() -> None:
    kept, _ = bounded("<div>" * 20_000)

    assert kept == "<div>" * MOST_NESTED


def test_a_page_with_too_many_tags_is_cut_before_the_first_that_is_too_many() -> None:
    kept, _ = bounded("甲<br>" * 60_001)

    assert kept == "甲<br>" * 59_999 + "甲"


@pytest.mark.parametrize("text", ["", "甲", "<", "<a ", "<a =", '<a b="', "</", "<!--"])
def test_a_page_that_is_hardly_one_is_whole(text: str) -> None:
    assert bounded(text) == (text, "")


def test_depth_is_no_matter_in_a_short_page() -> None:
    short = "<div>" * (CALM // 5)

    assert bounded(short) == (short, "")
    assert bounded(f"{short} ")[1] == DEPTH


@pytest.mark.parametrize("name", ["formatting", "formatting_in_small", "options"])
def test_what_is_left_of_a_bomb_is_laid_out_within_a_bounded_time(name: str) -> None:
    start = process_time()

    layout = lay_blocks(parse(PAGE + bomb_of(name)))

    assert process_time() - start < 2 * SECONDS
    assert len(layout.blocks) < 4 * CALM


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                [
                    "<div>",
                    "</div>",
                    "<p>",
                    "<a b=1>",
                    '<a b="',
                    "'",
                    "<b ",
                    "<b c>",
                    "</b>",
                    "<svg>",
                    "<style>",
                    "</style>",
                    "<option>",
                    "x=1 ",
                    ">",
                    "<!--",
                    "甲",
                ]
            ),
            st.sampled_from([1, 7, 2_000, 15_000, 40_000]),
        ),
        min_size=2,
        max_size=8,
    ),
)
def test_what_is_kept_is_a_beginning_that_is_not_cut_again(parts: list[tuple[str, int]]) -> None:
    text = "".join(piece * times for piece, times in parts)

    kept, reason = bounded(text)

    assert text.startswith(kept)
    assert (reason == "") is (kept == text)
    assert bounded(kept) == (kept, "")
