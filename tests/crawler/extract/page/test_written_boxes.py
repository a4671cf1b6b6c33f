import pytest

from crawler.extract.page.dom import parse
from crawler.extract.page.written_boxes import written_boxes

LINKS = "<a href='http://a.example.com/'>甲</a><p><a href='http://b.example.com/'>乙</a></p>"
OPEN = "document.write('<div style=\"{}\">');"
CLOSE = "<script>document.write('</div>');</script>"
AFTER = "<a href='http://c.example.com/'>丙</a>"


def hrefs(markup: str) -> list[list[str | None]]:
    tree = parse(f"<body>{markup}</body>")
    return [[node.attributes.get("href") for node in box] for box in written_boxes(tree)]


@pytest.mark.parametrize(
    "style", ["display:none", "position:absolute;left:-1000px;", "font-size:0"]
)
def test_links_between_a_written_box_and_its_end_are_found(style: str) -> None:
    markup = f"<div><script>{OPEN.format(style)}</script>{LINKS}{CLOSE}{AFTER}</div>"

    assert hrefs(markup) == [["http://a.example.com/", "http://b.example.com/"]]


def test_a_box_hidden_by_its_id_is_found() -> None:
    script = '<script>document.getElementById("xx").style.display="none";</script>'

    assert hrefs(f"<div id='xx'>{LINKS}</div>{script}") == [
        ["http://a.example.com/", "http://b.example.com/"]
    ]


@pytest.mark.parametrize(
    "script",
    [
        OPEN.format("width:200px"),
        "document.write('<script src=\"/a.js\"><\\/script>');",
        'document.write(\'<img src="/a.gif" style="display:none">\');',
        "function hide() { document.getElementById('xx').style.display = 'none'; }",
        "document.getElementById('yy').style.display='none'",
        "var a = 1;",
    ],
)
def test_other_scripts_hide_no_links(script: str) -> None:
    assert hrefs(f"<script>{script}</script><div id='xx'>{LINKS}</div>") == []
