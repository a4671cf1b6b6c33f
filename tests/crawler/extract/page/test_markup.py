from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.extract.page.markup import (
    RAW_TAGS,
    VOID_TAGS,
    attributes_of,
    has_attribute,
    plain,
    tokens,
)

Event = tuple[str, str, dict[str, str]]
"""What is met (`begin`, `end`, `text`), a name or a text, and attributes."""

TEXTS = [
    *(
        "甲",
        "x",
        " ",
        "\n",
        "\r\n",
        "\t",
        "\x00",
        '"',
        "'",
        ">",
        "<",
        "</",
        "=",
        "/",
        "&",
        "-",
        "!",
    ),
    *(
        "&lt;",
        "&#60;",
        "&nbsp;",
        "&amp;lt;",
        "&quot;",
        "&copy;",
        "a<b",
        "a < b",
        "\u3000",
        "\ud800",
    ),
]
COMMENTS = [
    *(
        "<!--",
        "-->",
        "--!>",
        "<!>",
        "<!-->",
        "<!--->",
        "<!---->",
        "<!x>",
        "<!x -->",
        "</ x>",
        "<?>",
    ),
    *("<!-- a > b < c -->", "<!--<p>-->", "<?php echo 1 ?>", "<!doctype html>", "<![CDATA[x]]>"),
]
TAGS = [
    *(
        "<div>",
        "</div>",
        "<p class='a>b<c'>",
        "</p>",
        "<A HREF=1 x>",
        "</A>",
        "<a>",
        "<br/>",
        "</br>",
    ),
    *("<img alt='<\"'>", '<b title="&amp;&lt;&nbsp;">', "</b>", "<em><i><u>", "</i>", "<nobr>"),
    *(
        "<table>",
        "<tr>",
        "<td>",
        "</table>",
        "<select>",
        "<option>",
        "</select>",
        "<ul><li>",
        "</ul>",
    ),
    *("<head>", "</head>", "<body onload=1>", "</body>", "<html lang=zh>", "</html>", "<link>"),
    *("<meta name=x>", "<input/>", "<button>", "<form>", "<pre>\n\n", "<hr>", "<wbr>", "<keygen>"),
    *(
        "<param>",
        "<source>",
        "<embed>",
        "<basefont>",
        "<bgsound>",
        "<o:p>",
        "</o:p>",
        "<a<b c<d=e>",
    ),
    *("<a<<b>", '<x =b ==c ="d">', "<b x'y=1 z\"=2>", "<noscript>", "</noscript>", "<dl><dd>"),
    *("<textarea>", "</textarea>", "<title>", "</title>", "<font color=red>", "<h1>", "<center>"),
]
RAW = [
    *(
        "<style>",
        "</style>",
        "<STYLE type=a>.a > .b {}</Style >",
        "<xmp>",
        "</xmp>",
        "<iframe src=a>",
    ),
    *("</iframe>", "<noembed>", "</noembed>", "<noframes>", "</noframes>", "<frameset>", "<frame>"),
    *(
        "</frameset>",
        "<script>if (a<b && c>d) x</script>",
        "<script></script>",
        "<script/>1</script>",
    ),
    *("<script src=a>'<!--'</script>", "<script><!--\na<script -->b</script>", "</script>"),
    *("<script><!--<script>a</script>b--></script>", "<script><!--<Script\n></SCRIPT ></script>"),
    *("<script>'<p></p><scriptx>'</script>", "<script>'<\\/script><style>'</script>"),
]
FOREIGN = [
    *(
        "<svg viewbox=1>",
        "<svg xlink:href='#a'/>",
        "</svg>",
        "<g>",
        "</g>",
        "<path/>",
        "<path D=m />",
    ),
    *("<foreignObject>", "</foreignObject>", "<desc>", "<![CDATA[", "]]>", "<![CDATA[a<b>c]]>"),
    *("<math>", "<mi>", "</math>", "<annotation-xml>", "<image>", "<lineargradient>"),
]
ENDED_IN_FOREIGN = {
    *("<input/>", "<keygen>", "<param>", "<source>", "<link>", "<basefont>", "<bgsound>", "<wbr>"),
}
"""Tags of void elements that the parser ends where they stand in a drawing or a formula."""

PLAIN_PAGES = st.lists(st.sampled_from([*TAGS, *COMMENTS, *TEXTS]), max_size=16).map("".join)
RAW_PAGES = st.lists(st.sampled_from([*TAGS, *COMMENTS, *TEXTS, *RAW]), max_size=16).map("".join)
FOREIGN_PAGES = st.lists(
    st.sampled_from(
        [*(tag for tag in TAGS if tag not in ENDED_IN_FOREIGN), *COMMENTS, *TEXTS, *FOREIGN]
    ),
    max_size=16,
).map("".join)


def source_of(html: str) -> str:
    """Give a page as the parser writes it."""
    return LexborHTMLParser(html).html or ""


def read(source: str) -> list[Event]:
    """Join what the tokens say; texts on both sides of a comment are one."""
    events: list[Event] = []
    for name, written, text in tokens(source):
        if name.startswith("/"):
            events.append(("end", name[1:], {}))
        elif name:
            events.append(("begin", name, attributes_of(written)))
        add_text(events, text if name in RAW_TAGS else plain(text))
    return events


def walk(node: LexborNode | None) -> Iterator[Event]:
    """Walk the tree itself: what the tokens are measured by."""
    if node is None:
        return
    if node.tag == "-text":
        yield "text", node.text_content or "", {}
    elif node.is_element_node:
        found = {name: value or "" for name, value in node.attributes.items()}
        yield "begin", str(node.tag), found
        child = node.first_child
        while child is not None:
            yield from walk(child)
            child = child.next
        if node.tag not in VOID_TAGS:
            yield "end", str(node.tag), {}


def add_text(events: list[Event], text: str) -> None:
    """Add a text to the one before it."""
    if text and events and events[-1][0] == "text":
        text = events.pop()[1] + text
    if text:
        events.append(("text", text, {}))


def seen(html: str) -> list[Event]:
    """Give what the tree holds, neighbouring texts joined."""
    events: list[Event] = []
    for event in walk(LexborHTMLParser(html).root):
        if event[0] == "text":
            add_text(events, event[1])
        else:
            events.append(event)
    return events


def named(source: str) -> list[str]:
    """Give the names of tags and comments, in order."""
    return [name for name, _, _ in tokens(source)]


@settings(max_examples=400, deadline=None)
@given(st.one_of(PLAIN_PAGES, RAW_PAGES, FOREIGN_PAGES))
@example("<style>a</style")
@example("<textarea><!-- </textarea> -->")
@example("<title>a<b></title>")
@example("<a title='-->'><!-- <a title='-->'> -->")
def test_tokens_say_what_the_tree_holds(html: str) -> None:
    assert read(source_of(html)) == seen(html)


@given(st.text(max_size=60))
def test_any_text_is_read_as_the_tree_holds_it(text: str) -> None:
    assert read(source_of(f"<p>{text}")) == seen(f"<p>{text}")


@given(st.text(max_size=40))
def test_any_text_is_parted_without_an_error(text: str) -> None:
    assert all(isinstance(part, str) for token in tokens(text) for part in token)


@given(st.text(alphabet="ab=\"'<>/ &;\n-甲!?", max_size=40))
def test_any_tag_is_read_as_the_tree_holds_it(inside: str) -> None:
    html = f"<p {inside}>甲</p><p>乙"

    assert read(source_of(html)) == seen(html)


@pytest.mark.parametrize("source", ["", "甲", "no tag > at all"])
def test_a_text_without_tags_has_no_tokens(source: str) -> None:
    assert list(tokens(source)) == []


def test_the_text_behind_each_tag_goes_with_it() -> None:
    source = source_of("<p class='x' id=y>甲<br>乙</p>丙<!-- a>b -->丁")

    assert (
        list(tokens(source))[4:]
        == [
            ("body", "", ""),
            ("p", 'class="x" id="y"', "甲"),
            ("br", "", "乙"),
            ("/p", "", "丙"),
            ("", "", "丁"),
            ("/body", "", ""),
            ("/html", "", ""),
        ][1:]
    )


@pytest.mark.parametrize(
    ("html", "name", "content"),
    [
        ("<script>if (a<b && c>d) {}</script>", "script", "if (a<b && c>d) {}"),
        ("<script>document.write('<p>x</p>')</script>", "script", "document.write('<p>x</p>')"),
        ("<script><!--\nx\n//--></script>", "script", "<!--\nx\n//-->"),
        ("<script><!--<script>x</script>--></script>", "script", "<!--<script>x</script>-->"),
        ("<script><!-- '<scripts>' </script>", "script", "<!-- '<scripts>' "),
        ("<script><!--><script></script>", "script", "<!--><script>"),
        ("<script><script></script>", "script", "<script>"),
        ("<SCRIPT>x</SCRIPT >", "script", "x"),
        ("<script></script>", "script", ""),
        ("<style>a > b { } <!-- c --></style>", "style", "a > b { } <!-- c -->"),
        ("<style>&lt;</style>", "style", "&lt;"),
        ("<style><!--<script></style>", "style", "<!--<script>"),
        ("<body><iframe><!--<script></iframe>", "iframe", "<!--<script>"),
        ("<body><iframe><p>x</p></iframe>", "iframe", "<p>x</p>"),
        ("<body><xmp><b>&lt;</b></xmp>", "xmp", "<b>&lt;</b>"),
        ("<noframes><a href=x>y</a></noframes>", "noframes", "<a href=x>y</a>"),
        ("<body><noembed><i></noembed>", "noembed", "<i>"),
    ],
)
def test_a_raw_elements_content_is_no_markup(html: str, name: str, content: str) -> None:
    read_tokens = list(tokens(source_of(f"{html}<p>后")))

    place = [token[0] for token in read_tokens].index(name)

    assert read_tokens[place] == (name, "", content)
    assert read_tokens[place + 1][0] == f"/{name}"
    assert ("p", "", "后") in read_tokens


@pytest.mark.parametrize("name", ["textarea", "title"])
def test_an_elements_text_that_holds_no_tags_holds_references(name: str) -> None:
    source = source_of(f"<body><{name}><b>&lt;</{name}>")

    texts = [text for tag, _, text in tokens(source) if tag == name]

    assert texts == ["&lt;b&gt;&lt;"]


@pytest.mark.parametrize(
    "comment",
    [
        "<!-- <p>甲</p> -->",
        "<!-->",
        "<!--->",
        "<!---->",
        "<!x>",
        "<!>",
        "</ x>",
        "<?x y?>",
        "<!--a--!>",
    ],
)
def test_a_comment_has_no_name(comment: str) -> None:
    names = named(source_of(f"<p>{comment}甲"))

    assert names == ["html", "head", "/head", "body", "p", "", "/p", "/body", "/html"]


@pytest.mark.parametrize(
    ("html", "names"),
    [
        ("", ["html", "head", "/head", "body", "/body", "/html"]),
        (
            "<frameset><frame></frameset>",
            ["html", "head", "/head", "frameset", "frame", "/frameset", "/html"],
        ),
        ("<!DOCTYPE html><!-- x -->", ["", "", "html", "head", "/head", "body", "/body", "/html"]),
        (
            "<template><p>甲</template>",
            ["html", "head", "template", "p", "/p", "/template", "/head", "body", "/body", "/html"],
        ),
    ],
    ids=["empty", "frameset", "doctype", "template"],
)
def test_a_page_of_another_kind_has_its_own_tags(html: str, names: list[str]) -> None:
    assert named(source_of(html)) == names


@pytest.mark.parametrize("name", sorted(VOID_TAGS - {"frame"}))
def test_a_void_element_has_no_end(name: str) -> None:
    names = named(source_of(f"<table><{name}>甲"))

    assert name in names
    assert f"/{name}" not in names


@pytest.mark.parametrize("name", ["p", "a", "textarea", "o:p", "menuitem", "command", "image2"])
def test_any_other_element_has_one_end(name: str) -> None:
    names = named(source_of(f"<body><{name}>甲"))

    assert (names.count(name), names.count(f"/{name}")) == (1, 1)


@pytest.mark.parametrize(
    "source", ["<", "<a", "<a b", "</", "</a", "<!", "<!--", "<script>", "<<", "<a>x<"]
)
def test_markup_that_breaks_off_is_read_to_its_end(source: str) -> None:
    assert "".join(text for _, _, text in tokens(source)) in {"", "x"}


@given(st.text())
@example("&amp;lt;")
@example("&nbsp;&amp;nbsp;\xa0")
def test_references_are_undone_once(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("\xa0", "&nbsp;").replace("<", "&lt;")

    assert plain(escaped.replace(">", "&gt;")) == text
    assert plain(escaped.replace('"', "&quot;")) == text


@given(st.dictionaries(st.text("abc-:_\"'<甲", min_size=1), st.text(), max_size=5))
def test_attributes_are_those_of_the_parser(wanted: dict[str, str]) -> None:
    values = {name: value.replace("&", "&amp;") for name, value in wanted.items()}
    attributes = [f"{name}='{value.replace(chr(39), '&apos;')}'" for name, value in values.items()]
    html = f"<body><p {' '.join(attributes)}>"
    node = LexborHTMLParser(html).css_first("p")
    written = next(written for name, written, _ in tokens(source_of(html)) if name == "p")

    found = attributes_of(written)

    assert node is not None
    assert found == {name: value or "" for name, value in node.attributes.items()}
    assert list(found) == list(wanted)
    assert all(has_attribute(written, name) for name in wanted)


@pytest.mark.parametrize(
    ("tag", "found"),
    [
        ("<p>", {}),
        ("<p hidden>", {"hidden": ""}),
        ("<p CLASS=Foo Id='a'>", {"class": "Foo", "id": "a"}),
        ("<p a=1 A=2 a>", {"a": "1"}),
        ("<p a='x > y'b=\"<c>\">", {"a": "x > y", "b": "<c>"}),
        ("<p a='b=\"c\"' d='e=f'>", {"a": 'b="c"', "d": "e=f"}),
        ("<p a=\"it's\" b='\n'>", {"a": "it's", "b": "\n"}),
        ("<p a=&lt;&amp;lt;>", {"a": "<&lt;"}),
        ("<p a='?b=1&copy=2&amp;c=3'>", {"a": "?b=1&copy=2&c=3"}),
        ("<p a=x/y/ b=/>", {"a": "x/y/", "b": "/"}),
        ("<p =a=b ==c>", {"=a": "b", "=": "c"}),
        ("<p 标题='甲\u3000乙'>", {"标题": "甲\u3000乙"}),
        ("<p a=''>", {"a": ""}),
        ('<p class="a"\u3000class="b">', {"class": "a", "\u3000class": "b"}),
    ],
)
def test_attributes_are_read_as_a_browser_does(tag: str, found: dict[str, str]) -> None:
    written = next(written for name, written, _ in tokens(source_of(tag)) if name == "p")

    assert attributes_of(written) == found


@pytest.mark.parametrize(
    ("tag", "has"),
    [
        ("<p href>", True),
        ("<p HREF=''>", True),
        ("<p x=1 href=2>", True),
        ("<p data-href=1>", False),
        ("<p hrefs=1>", False),
        ("<p title='href=&quot;x&quot;'>", False),
        ("<p title=' href=\"'>", False),
        ("<p class=href>", False),
        ("<p>", False),
    ],
)
def test_an_attribute_is_there_by_its_whole_name(tag: str, has: bool) -> None:  # noqa: FBT001
    written = next(written for name, written, _ in tokens(source_of(tag)) if name == "p")

    assert has_attribute(written, "href") is has
