"""Whatever the page: what is laid out is what a browser shows (hypothesis)."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborNode

from crawler.extract.page.dom import HIDDEN_TAGS, INLINE_TAGS, parse, text_of
from crawler.extract.page.laying import lay_blocks, lay_out

LEFT_OUT = {"select", "textarea", "object", "svg", "button"}
PARTED = "\0"

BOXES = [
    *(
        "<div>",
        "</div>",
        "<p>",
        "</p>",
        "<ul><li>",
        "<li>",
        "</ul>",
        "<h1>",
        "</h1>",
        "<br>",
        "<hr>",
    ),
    *("<table>", "<tr>", "<td>", "</table>", "<dl><dt>", "<dd>", "<section id=Main>", "</section>"),
    *("<div style='display: none'>", "<p hidden>", "<div class='Footer x'>", "<body class=y>"),
]
INLINE = [
    *(
        "<span>",
        "</span>",
        "<b>",
        "</b>",
        "<i>",
        "</i>",
        "<a href=x>",
        "<a>",
        "</a>",
        "<img alt=图>",
    ),
    *("<font color=red>", "</font>", "<wbr>", "<em hidden>", "<sup>"),
]
HIDDEN = [
    *(
        "<script>var a='藏'</script>",
        "<style>.藏 > p {}</style>",
        "<!-- 藏 <p> -->",
        "<title>藏</title>",
    ),
    *(
        "<noscript><p>藏<b>藏</b></p><br></noscript>",
        "<template><p>藏<template>藏</template></p></template>",
    ),
    *("<noscript><img src=x>藏", "</noscript>", "<link>", "<meta name=x content=y>"),
]
ASIDES = [
    *(
        "<select><option>乙<option>丙</select>",
        "<button><b>丁</b></button>",
        "<textarea>\n<p>戊</textarea>",
    ),
    *("<svg><g><text>己</text></g><path/></svg>", "<object data=x><p>庚</p></object>", "<button>"),
    *("</button>", "<select>", "</select>"),
]
TEXTS = [
    *(
        "甲",
        "2024-05-06",
        " ",
        "  ",
        "\n",
        "\t",
        "a b",
        " 乙 ",
        "\n丙",
        "\r\n",
        "&nbsp;",
        "&lt;",
        "&amp;lt;",
    ),
    *("\u3000", "\u3000丁", "é", "<", "&"),
]

LAID = st.lists(st.sampled_from([*BOXES, *INLINE, *HIDDEN, *TEXTS, *TEXTS]), max_size=20).map(
    "".join
)
PAGES = st.lists(
    st.sampled_from([*BOXES, *INLINE, *HIDDEN, *ASIDES, *TEXTS, *TEXTS]), max_size=20
).map("".join)


def elements(node: LexborNode | None, *, asides: bool = True) -> Iterator[LexborNode]:
    """Give the elements that are seen, in document order."""
    if node is None or not node.is_element_node or node.tag in HIDDEN_TAGS:
        return
    if node.tag in LEFT_OUT and not asides:
        return
    yield node
    child = node.first_child
    while child is not None:
        yield from elements(child, asides=asides)
        child = child.next


def shown(node: LexborNode) -> str:
    """Write what a browser shows of a node, blocks parted; white space as it stands."""
    if node.tag == "-text":
        return node.text_content or ""
    if not node.is_element_node or node.tag in HIDDEN_TAGS:
        return ""
    parts = []
    child = node.first_child
    while child is not None:
        parts.append(shown(child))
        child = child.next
    text = "".join(parts)
    return text if node.tag in INLINE_TAGS else f"{PARTED}{text}{PARTED}"


def lines(node: LexborNode | None) -> list[str]:
    """Give the lines that a browser shows: white space folded, no-break and wide blanks kept."""
    text = shown(node) if node is not None else ""
    folded = [re.sub(r"[ \t\r\n\f]+", " ", line).strip(" ") for line in text.split(PARTED)]
    return [line for line in folded if line]


@settings(max_examples=160, deadline=None)
@given(PAGES)
def test_flow_is_what_a_browser_shows(html: str) -> None:
    tree = parse(html)

    flow = lay_out(tree)

    assert [line.strip(" ") for line in flow.text.split("\n") if line.strip(" ")] == lines(
        tree.body
    )
    assert not re.search(r"  |\n |\n\n|\A[ \n]|[\t\r\f]", flow.text)


@settings(max_examples=160, deadline=None)
@given(PAGES)
def test_each_piece_of_the_flow_stands_in_its_own_element(html: str) -> None:
    tree = parse(html)

    flow = lay_out(tree)
    ends = [*flow.starts[1:], len(flow.text)]
    pieces = [
        (flow.owner_at(start).tag, flow.text[start:end])
        for start, end in zip(flow.starts, ends, strict=True)
    ]

    assert len(flow.starts) == len(flow.owners) == len(flow.zones)
    assert packed(pieces) == packed(owned(tree.body))


def owned(body: LexborNode | None) -> Iterator[tuple[str, str]]:
    """Give each text that is seen with the tag of its element, in document order."""
    if body is None or not body.is_element_node or body.tag in HIDDEN_TAGS:
        return
    child = body.first_child
    while child is not None:
        if child.tag == "-text":
            yield str(body.tag), child.text_content or ""
        yield from owned(child)
        child = child.next


def packed(pieces: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Join neighbours of one tag, white space left out."""
    found: list[tuple[str, str]] = []
    for tag, text in pieces:
        bare = re.sub(r"[ \t\r\n\f]", "", text)
        if found and bare and found[-1][0] == tag:
            found[-1] = (tag, found[-1][1] + bare)
        elif bare:
            found.append((tag, bare))
    return found


@settings(max_examples=160, deadline=None)
@given(LAID)
def test_each_block_knows_what_its_element_holds(html: str) -> None:
    tree = parse(html)
    nodes = list(elements(tree.body))

    layout = lay_blocks(tree)

    assert [block.tag for block in layout.blocks] == [node.tag for node in nodes]
    assert [layout.text_of(block) for block in layout.blocks] == [text_of(node) for node in nodes]
    assert [block.links for block in layout.blocks] == [
        sum(1 for inner in elements(node) if inner.tag == "a") for node in nodes
    ]
    assert layout.folded == text_of(tree.body)


@settings(max_examples=160, deadline=None)
@given(PAGES)
def test_each_block_has_a_path_to_its_element_alone(html: str) -> None:
    tree = parse(html)
    nodes = list(elements(tree.body, asides=False))

    layout = lay_blocks(tree)

    found = [tree.css(layout.path_of(block)) for block in layout.blocks]
    assert [[node.mem_id for node in hits] for hits in found] == [[node.mem_id] for node in nodes]


@settings(max_examples=160, deadline=None)
@given(PAGES)
def test_ranges_of_blocks_nest(html: str) -> None:
    layout = lay_blocks(parse(html))

    for place, block in enumerate(layout.blocks):
        assert block.first_block == place
        inside = layout.inside(block)
        ranges = [(0, 0), *((child.first_text, child.end_text) for child in block.children)]
        assert [one for one in inside if one.parent is block] == list(block.children)
        assert all(one.parent is block or one.parent in inside for one in inside)
        assert all(
            before[1] <= after[0] <= after[1] <= block.end_text
            for before, after in pairwise(ranges)
        )
        assert block.first_text <= block.end_text
        assert block.first_link <= block.end_link
    assert len(layout.texts) == len(layout.owners)


@settings(max_examples=160, deadline=None)
@given(LAID)
def test_each_link_knows_its_address_and_its_text(html: str) -> None:
    tree = parse(html)
    links = [node for node in elements(tree.body) if node.tag == "a"]

    layout = lay_blocks(tree)

    assert [(anchor.href, anchor.text) for anchor in layout.anchors] == [
        (node.attributes.get("href"), text_of(node)) for node in links
    ]


@settings(max_examples=160, deadline=None)
@given(PAGES)
def test_what_is_counted_of_a_page_is_what_a_selector_finds(html: str) -> None:
    tree = parse(html)

    layout = lay_blocks(tree)

    assert layout.linked == len(tree.css("a[href]"))
    assert layout.pictured == len(tree.css("img, object, svg"))
    assert len(layout.scripts) == len(tree.css("script"))
    assert len(layout.metas) == len(tree.css("meta"))
