import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extract.page.dom import parse
from crawler.extract.page.hiding import Hiding, hiding_of, is_hiding_style
from crawler.extract.page.laying import lay_blocks

LINK = "<a href='http://x.example.com/'>某某网</a>"
HIDDEN = {
    "off_screen": f"<div style='position:absolute;left:-9999px'>{LINK}</div>",
    "above_the_page": f"<div style='POSITION: Absolute; TOP: -999em'>{LINK}</div>",
    "indented_away": f"<p style='text-indent:-9999px'>{LINK}</p>",
    "margin_away": f"<p style='margin-left:-5000px'>{LINK}</p>",
    "letters_without_size": "<a href='http://x.example.com/' style='font-size:0'>某某网</a>",
    "letters_of_a_pixel": f"<span style='font-size:1px'>{LINK}</span>",
    "see_through": f"<div style='opacity:0'>{LINK}</div>",
    "low_marquee": f"<marquee height='1' width='500' scrollamount='3000'>{LINK}</marquee>",
    "narrow_marquee": f"<marquee width=4px scrolldelay=60000>{LINK}</marquee>",
    "white_on_white": f"<div style='background:#fff'><font color='#FFFFFF'>{LINK}</font></div>",
    "own_colours": "<a href='/' style='color:white;background-color:rgb(255,255,255)'>某某网</a>",
    "colour_of_the_table": f"<table bgcolor=#EEEEEE><tr><td style='color:#eee'>{LINK}</table>",
}
SWITCHED = {
    "display": f"<div style='display:none'><p>{LINK}</p></div>",
    "important": f"<div style='display: none !important;'>{LINK}</div>",
    "visibility": f"<div style='visibility:hidden'>{LINK}</div>",
    "attribute": f"<div hidden>{LINK}</div>",
    "no_height": f"<div style='height:0;overflow:hidden'>{LINK}</div>",
}
SEEN = {
    "plain": LINK,
    "centred_by_a_margin": f"<div style='position:fixed;left:50%;margin-left:-600px'>{LINK}</div>",
    "a_little_to_the_left": f"<div style='position:relative;left:-10px'>{LINK}</div>",
    "no_position": f"<div style='left:-9999px'>{LINK}</div>",
    "gap_killer_far_above": f"<div style='font-size:0'><p><span>{LINK}</span></p></div>",
    "small_with_overflow": f"<div style='height:0'>{LINK}</div>",
    "marquee": f"<marquee height='200' scrollamount='3'>{LINK}</marquee>",
    "white_on_blue": f"<div style='background:#036'><font color='#fff'>{LINK}</font></div>",
    "white_on_a_picture": f"<div style='background:#fff'><div style='background:url(a.png)'>"
    f"<font color=#fff>{LINK}</font></div></div>",
    "white_on_nothing_known": f"<font color='#fff'>{LINK}</font>",
    "negative_of_a_percentage": f"<div style='position:absolute;left:-300%'>{LINK}</div>",
}


def hiding(markup: str) -> Hiding | None:
    return hiding_of(lay_blocks(parse(f"<body>{markup}</body>")).anchors[0].block)


@pytest.mark.parametrize("markup", HIDDEN.values(), ids=HIDDEN.keys())
def test_what_no_visitor_ever_sees_is_hidden(markup: str) -> None:
    found = hiding(markup)

    assert found is not None
    assert not found.switched


@pytest.mark.parametrize("markup", SWITCHED.values(), ids=SWITCHED.keys())
def test_what_a_script_may_show_again_is_said_so(markup: str) -> None:
    found = hiding(markup)

    assert found is not None
    assert found.switched


@pytest.mark.parametrize("markup", SEEN.values(), ids=SEEN.keys())
def test_what_is_seen_is_not_hidden(markup: str) -> None:
    assert hiding(markup) is None


def test_the_outermost_switched_box_is_named() -> None:
    found = hiding(f"<div id='out' style='display:none'><p style='display:none'>{LINK}</p></div>")

    assert found is not None
    assert "out" in found.block.hints


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("display:none", True),
        ("position:absolute;top:-1000px", True),
        ("color:red", False),
        ("", False),
    ],
)
def test_a_style_alone_may_hide(style: str, expected: bool) -> None:  # noqa: FBT001
    assert is_hiding_style(style) is expected


@given(st.text(max_size=60))
def test_no_style_makes_it_fail(style: str) -> None:
    assert is_hiding_style(style) in {True, False}


@given(st.integers(-20_000, 5000), st.sampled_from(["absolute", "fixed", "static"]))
def test_only_a_placed_box_far_outside_is_off_screen(left: int, position: str) -> None:
    hidden = is_hiding_style(f"position:{position};left:{left}px")

    assert hidden == (left <= -200 and position != "static")
