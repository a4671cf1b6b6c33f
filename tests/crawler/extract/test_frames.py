import pytest

from crawler.extract.dom import parse
from crawler.extract.frames import frame_sources

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
