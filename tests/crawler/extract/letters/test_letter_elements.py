import pytest

from config.lexicon import load_lexicon
from crawler.extract.letters.letter_elements import whole_elements
from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_blocks

WORDS = load_lexicon().letter_words
KINDS = dict.fromkeys(WORDS.reply_labels, "reply") | dict.fromkeys(
    WORDS.question_labels, "question"
)
LABELS = {
    "an element of its own": ("<b>回复内容</b><i>可以</i>", ["回复内容"]),
    "a short word in a heading": ("<h3>回复</h3><p>可以</p>", ["回复"]),
    "a short word elsewhere": ("<p><b>回复</b></p><p>可以</p>", []),
    "a short word before a value": ("<table><tr><td>答复</td><td>可以</td></tr></table>", ["答复"]),
    "who replies before a value": (
        "<table><tr><td>县长答复</td><td>可以</td></tr></table>",
        ["回复内容"],
    ),
    "who replies without a value": ("<p>县长答复</p>", []),
    "a wish": ("<table><tr><td>请尽快答复</td><td>可以</td></tr></table>", []),
    "a link": ("<a href='1.html'>回复内容</a>", []),
}


@pytest.mark.parametrize(("markup", "labels"), LABELS.values(), ids=LABELS)
def test_label_may_be_all_that_its_element_says(markup: str, labels: list[str]) -> None:
    found = whole_elements(lay_blocks(parse(f"<div>{markup}</div>")), KINDS, WORDS)

    assert [label for _, _, label in found] == labels
