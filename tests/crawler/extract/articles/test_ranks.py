from crawler.extract.articles.ranks import LABELLED, Rank


def test_a_label_is_plainer_than_a_place() -> None:
    assert min(Rank) is Rank.LABELLED
    assert max(Rank) is Rank.BY_TITLE


def test_ranks_with_a_label_that_says_what_the_day_is_are_named() -> None:
    assert {Rank.LABELLED, Rank.ENTERED, Rank.LABELLED_APART} == LABELLED
