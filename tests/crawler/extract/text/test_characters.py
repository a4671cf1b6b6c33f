import pytest

from config.lexicon import load_lexicon
from crawler.extract.text.characters import is_traditional, words_for


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("衛生局說明：本市各機關於颱風來襲時，請民眾注意時間，並與縣府聯絡處理。", True),
        ("县政府办公室关于做好防汛工作的通知，请各单位认真落实。<a>繁體版</a>", False),
        ("", False),
    ],
)
def test_a_text_in_traditional_characters_is_told_from_a_link_to_one(
    text: str, *, told: bool
) -> None:
    assert is_traditional(text) is told


def test_each_text_is_read_by_the_words_of_its_characters() -> None:
    lexicon = load_lexicon()

    assert words_for("县政府办公室关于防汛工作的通知", lexicon) is lexicon
    assert words_for("各機關處理時間，請與縣府聯絡，為民眾說明", lexicon) is lexicon.traditional
