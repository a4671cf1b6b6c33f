import pytest

from schema.types.names import name_key, tidy


def test_a_name_is_kept_with_single_spaces_and_half_width() -> None:
    assert tidy(" Ｌi  \tSi\u200b\n") == "Li Si"


@pytest.mark.parametrize("other", ["甲乙 ", "甲　乙", "甲\u2060乙", "\ufeff甲乙"])
def test_spellings_that_read_the_same_are_one_person(other: str) -> None:
    assert name_key(other) == name_key("甲乙")


def test_two_people_have_two_names() -> None:
    assert len({name_key(one) for one in ("甲乙", "甲丙", "甲乙（乙县）", "Li")}) == 4
