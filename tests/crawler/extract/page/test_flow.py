from crawler.extract.page.dom import parse
from crawler.extract.page.flow import Zone
from crawler.extract.page.laying import lay_out


def test_blocks_stand_in_lines_and_inline_pieces_do_not() -> None:
    flow = lay_out(parse("<div>甲<span>乙</span><p>丙</p>丁<br>戊</div><script>x</script>"))

    assert flow.text.split("\n") == ["甲乙", "丙", "丁", "戊", ""]


def test_place_knows_its_element_and_zone() -> None:
    flow = lay_out(parse("<p>甲</p><div class='footer'><a href='/'>乙</a></div>"))

    place = flow.text.index("乙")

    assert flow.owner_at(place).tag == "a"
    assert flow.zone_at(place) == Zone.LINK | Zone.FOOT
    assert flow.zone_at(0) == Zone.PLAIN


def test_zone_is_told_by_whole_words_of_names() -> None:
    flow = lay_out(parse("<div class='football'>甲</div><div class='con barefoot'>乙</div>"))

    assert flow.zone_at(flow.text.index("乙")) == Zone.PLAIN


def test_page_without_body_text_is_empty() -> None:
    assert lay_out(parse("")).text == ""


def test_deep_tree_is_laid_out_without_recursion() -> None:
    flow = lay_out(parse("<div>" * 5000 + "甲" + "</div>" * 5000))

    assert flow.text.strip() == "甲"


def test_what_is_shown_leaves_out_what_says_that_it_is_hidden() -> None:
    flow = lay_out(parse("<p>甲</p><div style='display:none'><p>乙</p></div><p hidden>丙</p>丁"))

    assert "".join(flow.shown.split()) == "甲丁"


def test_a_page_that_hides_everything_is_shown_whole() -> None:
    flow = lay_out(parse("<div style='display:none'>甲</div>"))

    assert flow.shown == flow.text
