import pytest

from config.lexicon import load_lexicon
from crawler.extract.page.dom import parse
from crawler.extract.page.frames import frame_sources, menu_frames
from schema.types.reading import Follow

FRAMES = "<frame src=a><frame src=b><frame src=c><frame src=d>"
NESTED = (
    "<frameset rows='80,*'><frame src=top><frameset cols='180,*'>"
    "<frame src=menu><frame src=main></frameset></frameset>"
)
ORDERS = {
    "one": ("<frameset rows='*'><frame src=a></frameset>", ["a"]),
    "hidden second": ("<frameset rows='*,0'><frame src=a><frame src=b></frameset>", ["a", "b"]),
    "menu first": ("<frameset cols='20%,80%'><frame src=a><frame src=b></frameset>", ["b", "a"]),
    "shares": ("<frameset cols='*,3*'><frame src=a><frame src=b></frameset>", ["b", "a"]),
    "nested": (NESTED, ["main", "menu", "top"]),
    "grid": (
        f"<frameset rows='20%,*' cols='10%,*'>{FRAMES}</frameset>",
        ["d", "b", "c", "a"],
    ),
    "more than there is room for": (
        "<frameset rows='*'><frame src=a><frame src=b></frameset>",
        ["a", "b"],
    ),
    "sizes that are none": (
        "<frameset cols='x,,;'><frame src=a><frame src=b></frameset>",
        ["a", "b"],
    ),
    "no address": ("<frameset><frame><frame src=' '></frameset>", []),
    "no frameset": ("<iframe src=a></iframe>", []),
}


@pytest.mark.parametrize(("markup", "sources"), ORDERS.values(), ids=ORDERS)
def test_the_frame_with_most_room_comes_first(markup: str, sources: list[str]) -> None:
    assert frame_sources(parse(markup)) == sources


def test_framesets_nested_deep_are_walked() -> None:
    assert frame_sources(parse("<frameset>" * 2_900 + "<frame src=a>")) == ["a"]


BASE = "http://www.county.gov.cn/"
MENUS = {
    "beside the main frame": (NESTED, ["menu", "top"]),
    "named so": ("<iframe name=topFrame src=/t.html></iframe>", ["t.html"]),
    "a page named so": ("<iframe src=/inc/daohang.html width=100%></iframe>", ["inc/daohang.html"]),
    "a frame of news": ("<iframe id=news src=/list.html></iframe>", []),
    "a frame of no size": ("<iframe name=top src=/count.html width=0 height=0></iframe>", []),
    "the page itself": ("<iframe name=nav src=/></iframe>", []),
    "a map that is no menu": ("<iframe src=/stop.html></iframe>", []),
}


@pytest.mark.parametrize(("markup", "menus"), MENUS.values(), ids=MENUS)
def test_frames_that_hold_a_menu_are_named(markup: str, menus: list[str]) -> None:
    found = menu_frames(parse(markup), base=BASE, names=load_lexicon().column_names)

    assert list(found) == [Follow(url=f"{BASE}{menu}", purpose="menu") for menu in menus]
