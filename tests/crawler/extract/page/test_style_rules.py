import pytest

from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_blocks
from crawler.extract.page.style_rules import is_hidden_by_rule


def is_hidden(style: str, body: str) -> bool:
    layout = lay_blocks(parse(f"<style>{style}</style>{body}"))
    return is_hidden_by_rule(layout, next(block for block in layout.blocks if block.tag == "b"))


BODY = "<div class='Tip no-data' id='tip'><p><b>暂无数据</b></p></div>"


@pytest.mark.parametrize(
    "style",
    [
        ".no-data{display:none}",
        "#tip , #other { color:red; display : none; }",
        "div.list > .tip{visibility:hidden}",
        "@media screen{.no-data{display:none}}",
    ],
)
def test_rule_hides_what_wears_its_last_name(style: str) -> None:
    assert is_hidden(style, BODY)


@pytest.mark.parametrize(
    "style", ["", ".no-data{color:red}", ".no-data a{display:none}", "p{display:none}"]
)
def test_other_rules_hide_nothing(style: str) -> None:
    assert not is_hidden(style, BODY)
