import pytest

from config.lexicon import load_lexicon
from crawler.extract.letters.letter import read_letter
from crawler.extract.letters.letter_marks import marked_pair
from crawler.extract.page.dom import parse
from schema.types.reading import LetterState, Post

LEXICON = load_lexicon()
WORDS = LEXICON.letter_words

PIECES = {
    "a question and its answer": (("河堤", "问", "何时加固", "答", "明年"), (1, 3)),
    "the answer first": (("答", "明年", "问", "何时"), None),
    "many questions": (("问", "何时", "答", "明年", "问", "何处", "答", "南岸"), None),
    "a question alone": (("问", "何时加固"), None),
    "parts of words": (("访问", "何时", "解答", "明年"), None),
}


@pytest.mark.parametrize(("pieces", "pair"), PIECES.values(), ids=PIECES)
def test_marks_are_a_pages_only_two(pieces: tuple[str, ...], pair: tuple[int, int] | None) -> None:
    assert marked_pair(pieces, WORDS) == pair


def letter(answer: str) -> Post | None:
    question = "<div><em>问</em><p>南岸河堤何时能够加固？</p></div>"
    tree = parse(f"<div><h2>河堤</h2>{question}<div><em>答</em><p>{answer}</p></div></div>")
    return read_letter(tree, title="河堤", base=None, lexicon=LEXICON)


def test_marked_answer_is_the_letters_reply() -> None:
    post = letter("该段河堤已列入明年加固计划。")

    assert post is not None
    assert post.state is LetterState.ANSWERED


def test_a_marked_place_without_an_answer_is_unanswered() -> None:
    post = letter("")

    assert post is not None
    assert (post.state, post.asked) == (LetterState.UNANSWERED, None)
