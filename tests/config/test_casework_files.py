from config.casework_files import load_notices, load_self_check_words, min_ratio


def test_the_share_of_a_spot_check_is_that_of_the_regulation() -> None:
    assert min_ratio() == 0.30


def test_every_notice_has_a_title() -> None:
    assert all(one.title for one in load_notices().values())


def test_no_answer_of_a_self_check_means_two_things() -> None:
    spelled = [word for words in load_self_check_words().words.values() for word in words]

    assert len(spelled) == len(set(spelled))
