import pytest

from config.lexicon import load_lexicon
from crawler.extract.columns.menu_crumbs import Crumbs
from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_blocks

LINK = "<a href='/x/' id='it'>县级</a>"
DROPS = {
    "nested lists": f"<ul><li><a>公开</a><ul><li>{LINK}</li></ul></li></ul>",
    "a list of terms": f"<li><a>公开</a><dl><dd><a>市级</a></dd><dd>{LINK}</dd></dl></li>",
    "a panel behind its head": f"<h3><span><a>公开</a></span><div class='sonnav'>{LINK}</div></h3>",
    "boxes": f"<div><div class='t'><a>公开</a></div><div class='sub'>{LINK}</div></div>",
    "a flat row": f"<div><a>首页</a><a>公开</a><ul><li>{LINK}</li></ul><a>其他</a></div>",
    "a heading of a block": f"<div><h3>公开</h3><ul><li>{LINK}</li></ul></div>",
    "a title bar with 更多": f"<div><div>公开<a>更多&gt;</a></div><ul><li>{LINK}</li></ul></div>",
    "a picture for a head": f"<div><a><img alt='公开'></a><ul><li>{LINK}</li></ul></div>",
    "a panel that a script shows by id": (
        f"<ul><li onmouseover=\"show('m1')\"><a>公开</a></li></ul><div id='m1'>{LINK}</div>"
    ),
    "a panel that an attribute names": (
        f"<a data-target='#m1'>公开</a><p><a>x</a></p><div id='m1'><ul><li>{LINK}</li></ul></div>"
    ),
    "a panel that a fragment names": (
        f"<a href='#m1'>公开</a><p><a>x</a></p><div id='m1'>{LINK}</div>"
    ),
    "panels numbered like their heads": (
        "<p id='nav1'><a>公开</a></p><p id='nav2'><a>服务</a></p>"
        f"<div id='subnav1'>{LINK}</div><div id='subnav2'><a href='/z/'>指南</a></div>"
    ),
}


def crumbs_of(markup: str) -> tuple[str, ...]:
    layout = lay_blocks(parse(markup))
    block = next(one.block for one in layout.anchors if one.href == "/x/")
    return Crumbs(layout, load_lexicon().column_names).of(block)


@pytest.mark.parametrize("markup", DROPS.values(), ids=DROPS)
def test_name_above_a_link_is_its_crumb(markup: str) -> None:
    assert crumbs_of(markup) == ("公开",)


def test_levels_stand_from_the_outermost() -> None:
    inner = f"<ul><li><a>政策</a><ul><li>{LINK}</li></ul></li></ul>"

    assert crumbs_of(f"<ul><li><a>公开</a>{inner}</li></ul>") == ("公开", "政策")


FLAT = {
    "a list of entries": f"<ul><li><a>公开</a></li><li>{LINK}</li></ul>",
    "a row of links": f"<div><a>公开</a>{LINK}</div>",
    "alike boxes": f"<div><div class='i'><a>公开</a></div><div class='i'>{LINK}</div></div>",
    "an entry behind another's panel": f"<div><a>公开</a><ul><li><a>x</a></li></ul>{LINK}</div>",
    "a logo": f"<div><div class='logo'><a>某县</a></div><ul><li>{LINK}</li></ul></div>",
    "a heading too long": f"<div><h3>{'很长的标题' * 4}</h3><ul><li>{LINK}</li></ul></div>",
    "a word that is no column": f"<div><a>首页</a><ul><li>{LINK}</li></ul></div>",
    "a single number in common": (
        f"<p id='nav1'><a>公开</a></p><p><a>甲</a><a>乙</a></p><div id='subnav1'>{LINK}</div>"
    ),
}


@pytest.mark.parametrize("markup", FLAT.values(), ids=FLAT)
def test_what_stands_beside_is_no_crumb(markup: str) -> None:
    assert crumbs_of(markup) == ()
