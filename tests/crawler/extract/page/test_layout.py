import pytest

from crawler.extract.page.blocks import Block
from crawler.extract.page.dom import css_path, parse
from crawler.extract.page.laying import lay_blocks
from crawler.extract.page.layout import Layout


def first(layout: Layout, tag: str) -> Block:
    """Give the first block of a tag."""
    return next(block for block in layout.blocks if block.tag == tag)


def test_text_of_blocks_is_kept_apart() -> None:
    layout = lay_blocks(parse("<div><p>15</p><p>2015-04</p></div>"))

    assert layout.text(0, len(layout.texts)) == "15 2015-04"


def test_scripts_and_comments_are_no_text() -> None:
    layout = lay_blocks(parse("<p>甲<script>var a='乙'</script><!--2020-01-01--></p>"))

    assert layout.text(0, len(layout.texts)) == "甲"


def test_very_deep_page_is_laid_out() -> None:
    layout = lay_blocks(parse("<div>" * 3000 + "底"))

    assert layout.text(0, len(layout.texts)) == "底"


@pytest.mark.parametrize(
    ("markup", "path"),
    [
        ("<button>甲</button>", "html>body>button:nth-of-type(1)"),
        ("<button></button><button>甲</button>", "html>body>button:nth-of-type(2)"),
        (
            "<button></button><select><option><option>甲",
            "html>body>select:nth-of-type(1)>option:nth-of-type(2)",
        ),
        (
            "<svg><g>乙</g><g><text>甲</text></g></svg>",
            "html>body>svg:nth-of-type(1)>g:nth-of-type(2)>text:nth-of-type(1)",
        ),
        ("<p></p><p><button>甲</button></p>", "html>body>p:nth-of-type(2)>button:nth-of-type(1)"),
        (
            "<button><span><i></i></span><span><i>甲</i></span></button>",
            "html>body>button:nth-of-type(1)>span:nth-of-type(2)>i:nth-of-type(1)",
        ),
        (
            "<select><optgroup><option></option></optgroup><optgroup><option>甲",
            "html>body>select:nth-of-type(1)>optgroup:nth-of-type(2)>option:nth-of-type(1)",
        ),
    ],
    ids=["one", "second", "option", "inside", "in_a_block", "beside_an_end", "in_a_group"],
)
def test_what_only_the_flow_knows_has_a_path_too(markup: str, path: str) -> None:
    layout = lay_blocks(parse(markup))

    owner = layout.flow.owner_at(layout.flow.text.index("甲"))

    assert layout.path_of(owner) == path
    assert len(layout.tree.css(path)) == 1


def test_the_path_of_an_element_of_word_finds_it() -> None:
    layout = lay_blocks(parse("<p>甲<o:p>乙</o:p></p>"))

    path = layout.path_of(first(layout, "o:p"))

    assert [node.text() for node in layout.tree.css(path)] == ["乙"]
    assert path == css_path(layout.tree.css(path)[0])
