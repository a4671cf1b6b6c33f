from config.lexicon import load_lexicon
from config.traditional import traditional, with_traditional


def test_a_word_is_known_with_each_form_of_a_character_that_has_two() -> None:
    assert traditional("回复时间") == ("回覆時間", "回復時間")
    assert traditional("公告") == ()


def test_every_list_of_words_gets_its_traditional_spellings_and_keeps_its_order() -> None:
    told = with_traditional({"labels": [{"role": "publish", "words": ["发布日期", "發布日期"]}]})

    assert told == {"labels": [{"role": "publish", "words": ["发布日期", "發布日期", "發佈日期"]}]}


def test_names_and_single_words_stay_as_they_are() -> None:
    told = {"state": "answered", "mark": "问"}

    assert with_traditional(told) == told


def test_labels_of_days_and_of_letters_are_known_in_traditional_characters() -> None:
    lexicon = load_lexicon().traditional

    assert lexicon is not None
    assert "回覆日期" in lexicon.letter_words.replied
    assert any("上網日期" in one.words for one in lexicon.date_words.labels)
