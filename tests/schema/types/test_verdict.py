import pytest

from schema.types.verdict import Verdict


@pytest.mark.parametrize(
    ("kind", "said"), [("veto", "单项否决"), ("deduct", "扣分"), ("bonus", "加分")]
)
def test_what_fails_is_called_by_what_it_does_in_an_item_of_its_kind(kind: str, said: str) -> None:
    assert Verdict.FAIL.word(kind) == said


@pytest.mark.parametrize("kind", ["veto", "deduct", "bonus"])
def test_the_other_words_are_the_same_in_every_kind_and_none_is_another_s(kind: str) -> None:
    words = {one.word(kind) for one in Verdict}

    assert len(words) == len(Verdict)
    assert {"达标", "不适用", "无法判定", "待人工复核"} < words
