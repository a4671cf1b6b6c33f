import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from crawler.extract.page.flow import Zone
from crawler.extract.page.laying import lay_out
from crawler.extract.page.marks import NO_MARKS, Marks, _read_once, marks_of
from crawler.extract.page.markup import tokens

NAMES = ["a", "img", "div", "p"]
FOOT = ["footer", "foot", "page_footer", "con my-foot", "copyright", "CopyRight", "siteinfo2"]
FOOT += ["foot1", "footBox", "footwrap", "copyright-box"]
SIDE = [
    *("side", "sidebar", "aside", "left_side", "relate", "RelatedNews", "recommend", "hotnews"),
    *("xgxw", "xgwz", "xgyd", "xglj", "comment-list", "respond", "breadcrumb", "menu", "top-menu"),
    *("nav", "nav-top", "main_nav", "navi", "navbar", "navbarTop", "prevnext", "friendlinks"),
]
NEITHER = [
    *("barefoot", "outside", "correlate", "document", "navy", "navigable", "ascopyright", "bside"),
    *("football", "footage", "con footnotes"),
    *("mainnav", "submenu", "title", "xxgk", "content", "侧栏"),
]
VALUES = st.text(alphabet="aZ nav-foot_side:;='<>&\"\n\u3000甲\xa0", max_size=30)


def marks(attributes: str, name: str = "div") -> Marks:
    """Read the marks of an element as the parser writes it."""
    source = LexborHTMLParser(f"<body><{name} {attributes}>").html or ""
    read = [(tag, written) for tag, written, _ in tokens(source)]
    return marks_of(*read[read.index(("body", "")) + 1])


@pytest.mark.parametrize("attribute", ["id", "class"])
@pytest.mark.parametrize(
    ("value", "zone"),
    [(value, Zone.FOOT) for value in FOOT]
    + [(value, Zone.SIDE) for value in SIDE]
    + [(value, Zone.PLAIN) for value in NEITHER],
)
def test_zone_is_told_by_the_beginnings_of_names(attribute: str, value: str, zone: int) -> None:
    assert marks(f"{attribute}='{value}'").zone == zone


@pytest.mark.parametrize(
    ("attributes", "zone"),
    [
        ("id='x' class='footer'", Zone.FOOT),
        ("class='main side'", Zone.SIDE),
        ("class='main\nside'", Zone.SIDE),
        ("class='side footer'", Zone.SIDE),
        ("class='side' id='footer'", Zone.FOOT),
        ("data-class='footer' title='nav' name='side'", Zone.PLAIN),
        ("", Zone.PLAIN),
        ("id class", Zone.PLAIN),
    ],
    ids=["class", "second", "line", "first_wins", "id_first", "other_names", "none", "empty"],
)
def test_zone_is_the_first_that_id_and_class_name(attributes: str, zone: int) -> None:
    assert marks(attributes).zone == zone


@pytest.mark.parametrize(
    ("attributes", "hints"),
    [
        ("CLASS='News List' ID='Main'", "main news list"),
        ("id='A'", "a"),
        ("class='B'", "b"),
        ("class='甲&amp;乙'", "甲&乙"),
        ("title='t'", ""),
        ("class=''", ""),
        ("class='a' class='b'", "a"),
    ],
    ids=["both", "id", "class", "reference", "neither", "empty", "twice"],
)
def test_hints_are_id_and_class_in_lower_case(attributes: str, hints: str) -> None:
    assert marks(attributes).hints == hints


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("attributes", "hidden"),
    [
        ("style='display:none'", True),
        ("style='color:red;DISPLAY : None;'", True),
        ("style='display:none!important'", True),
        ("style='display:\n\tnone'", True),
        ("hidden", True),
        ("HIDDEN=''", True),
        ("hidden='hidden'", True),
        ("style='display:block'", False),
        ("style='visibility:visible'", False),
        ("style", False),
        ("aria-hidden='true'", False),
        ("data-hidden", False),
        ("data-style='display:none'", False),
        ("title='display:none hidden'", False),
        ("title='x hidden=&quot;&quot;'", False),
        ("class='hidden'", True),
        ("class='row hide'", True),
        ("class='layui-hide'", True),
        ("class='overflow-hidden hidden-xs'", False),
        ("type='hidden'", False),
    ],
)
def test_an_element_says_itself_that_it_is_not_shown(
    name: str,
    attributes: str,
    hidden: bool,  # noqa: FBT001
) -> None:
    assert marks(attributes, name).hidden is hidden


@given(st.dictionaries(st.sampled_from(["id", "class", "style", "hidden", "href"]), VALUES))
@example({"class": "n" * 400})
@example({"href": "id=class=", "title": "hidden="})
def test_marks_are_the_same_for_every_element(found: dict[str, str]) -> None:
    quoted = {name: value.replace('"', "&quot;") for name, value in found.items()}
    attributes = " ".join(f'{name}="{value}"' for name, value in quoted.items())

    first, *others = [marks(attributes, name) for name in (*NAMES, *NAMES)]

    assert others == [first] * len(others)
    assert first.hints == f"{found.get('id', '')} {found.get('class', '')}".strip().lower()


@pytest.mark.parametrize("name", ["a", "img"])
def test_links_and_pictures_without_marks_have_none(name: str) -> None:
    assert marks("href='/a' src='b.png' title='甲'", name) is NO_MARKS


def test_long_attributes_fill_no_cache() -> None:
    before = _read_once.cache_info().currsize

    read = [marks_of("div", f'class="footer {"x" * 300}{number}"') for number in range(50)]

    assert {one.zone for one in read} == {Zone.FOOT}
    assert _read_once.cache_info().currsize == before


@pytest.mark.parametrize(
    ("markup", "zone"),
    [
        ("<div class='footer'><p>甲</p></div>", Zone.FOOT),
        ("<footer>甲</footer>", Zone.FOOT),
        ("<aside>甲</aside>", Zone.SIDE),
        ("<nav><ul><li><a href='/'>甲</a></li></ul></nav>", Zone.SIDE | Zone.ITEM | Zone.LINK),
        ("<table class='nav'><tr><td>甲</table>", Zone.SIDE | Zone.TABLE),
        ("<div class='side'><div id='footer'>甲</div></div>", Zone.SIDE | Zone.FOOT),
        ("<div class='side'>乙</div>甲", Zone.PLAIN),
        ("<span class='footer'>甲</span>", Zone.PLAIN),
        ("<a class='nav'>甲</a>", Zone.LINK),
        ("<dl><dd>甲</dd></dl>", Zone.ITEM),
        ("<select><option>甲</select>", Zone.LINK),
    ],
    ids=["named", "foot", "side", "nav", "table", "both", "after", "span", "link", "dd", "option"],
)
def test_zones_are_inherited_and_named_by_boxes_alone(markup: str, zone: int) -> None:
    flow = lay_out(LexborHTMLParser(markup))

    assert flow.zone_at(flow.text.index("甲")) == zone
