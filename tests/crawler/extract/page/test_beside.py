import pytest

from crawler.extract.page.beside import in_frame
from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_blocks


@pytest.mark.parametrize(
    ("around", "expected"),
    [
        ("<div class='footer'>{}</div>", True),
        ("<nav><ul><li>{}</li></ul></nav>", True),
        ("<header>{}</header>", True),
        ("<div class='left_nav'>{}</div>", True),
        ("<div class='hotbox'>{}</div>", True),
        ("<div class='article'><p>{}</p></div>", False),
        ("{}", False),
    ],
)
def test_bars_menus_feet_and_named_boxes_are_the_frame(around: str, expected: bool) -> None:  # noqa: FBT001
    layout = lay_blocks(parse(f"<body>{around.format('<a href=/x>链接</a>')}</body>"))

    assert in_frame(layout.anchors[0].block, ("hotbox",)) is expected


def test_a_body_named_like_a_menu_is_no_frame() -> None:
    layout = lay_blocks(parse("<body class='has-menu'><p><a href=/x>链接</a></p></body>"))

    assert not in_frame(layout.anchors[0].block)
