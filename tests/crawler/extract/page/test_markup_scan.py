import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from crawler.extract.page.markup_scan import Scan, attributes_in, tag_at

PARTS = [
    *("<p>", "</p>", "<DIV class=a>", "<a x='>'y=\"<\"z>", "<b / c = d/>", "<i =x==y>", "<q a'=b>"),
    *("<!-- <p> -->", "<!-->", "<!--->", "<!-- --!>", "<!x>", "<?p ?>", "</ p>", "</>", "< p>"),
    *("<script>if (a<b) '</p>'</script>", "<script><!--<script></script><p>--></script>"),
    *("<style><p></style >", "<title><b></title>", "<textarea><p></TEXTAREA>", "<xmp><p></xmp>"),
    *("甲", ">", '"', "'", "=", "\r\n", "\f", "<br/>", "<a\fb\rc>", "<![CDATA[<u>]]>"),
]


def begun(text: str) -> list[tuple[str, int]]:
    """Give the names and the numbers of attributes of the tags that begin something."""
    return [
        (name, attributes_in(written)) for _, ends, name, written in Scan(text).tags() if not ends
    ]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=12).map("".join))
def test_tags_are_those_that_the_parser_finds(text: str) -> None:
    text = f"<body>{text}<hr end>"
    tree = LexborHTMLParser(text)
    marks = [node for node in tree.css("hr") if "end" in node.attributes]

    found = begun(text)

    assert ("hr", 1) in found if marks else ("hr", 1) not in found
    assert found.count(("u", 0)) == len(tree.css("u"))
    assert [name for name, _ in found].count("q") == len(tree.css("q"))


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("", 0),
        (" a b", 2),
        (" a=1 b=2", 2),
        ("\fa\rb\tc\nd", 4),
        (" a=''b=\"\"c", 3),
        ("/a/b/", 2),
        (" a = '>' b", 2),
        (" =a=b", 1),
        (" a=b=c'd e", 2),
        (" a a a", 3),
    ],
)
def test_attributes_are_counted_as_a_browser_parts_them(written: str, number: int) -> None:
    assert attributes_in(written) == number
    assert attributes_in(written, 2) == min(number, 2)


@pytest.mark.parametrize(
    "text",
    [
        "<svg><style><p></style></svg>",
        "<math><script>a<b</script></math>",
        "<svg><desc><p></svg><style><p></style>",
        "<svg><![CDATA[ > ]]></svg>",
        "<frameset><style><p></style>",
    ],
)
def test_the_scan_ends_where_markup_may_be_read_in_two_ways(text: str) -> None:
    scan = Scan(text)

    list(scan.tags())

    assert scan.unclear is not None


@pytest.mark.parametrize(
    "text",
    [
        "<svg><style>.a{}</style></svg><style><p></style>",
        "<svg><style><![CDATA[.a>b{}]]></style></svg>",
        "<svg><title>图</title><desc>图</desc></svg><script>a<b</script>",
        "<svg><path d=m /></svg><script>a<b</script>",
        "<svg/><script>a<b</script>",
        "<svg><div><script>a<b</script>",
        "<![CDATA[ > ]]><style><p></style>",
        "<svg><![CDATA[ 图 ]]></svg>",
    ],
)
def test_a_plain_drawing_is_no_riddle(text: str) -> None:
    scan = Scan(f"{text}<p>")

    *_, last = scan.tags()

    assert (scan.unclear, last[2]) == (None, "p")


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("<A b=1>", (0, "", "a", " b=1")),
        ("</A >", (0, "/", "a", " ")),
        ("<a b='>", (0, "", "a", " b='>")),
        ("<!-- -->", None),
        ("甲", None),
    ],
)
def test_a_tag_is_read_where_it_stands(text: str, tag: tuple[int, str, str, str] | None) -> None:
    assert tag_at(text, 0) == tag
