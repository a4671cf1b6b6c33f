from pathlib import Path

from testkit.hostile.case import Variant
from testkit.hostile.catalogue import CASES, section

ROOT = Path(__file__).resolve().parents[2]


def test_every_number_of_the_catalogue_is_there_once() -> None:
    assert [case.number for case in CASES] == list(range(1, 147))


def test_sections_are_cut_as_in_the_catalogue() -> None:
    assert {letter: len(section(letter)) for letter in "ABCDEFGHIJ"} == {
        "A": 14, "B": 16, "C": 11, "D": 32, "E": 14, "F": 11, "G": 12, "H": 14, "I": 11, "J": 11,
    }  # fmt: skip


def test_a_case_that_is_not_played_names_its_test() -> None:
    silent = [case for case in CASES if not case.variants]

    assert [case.number for case in silent] == [14]
    assert all((ROOT / case.elsewhere).is_file() for case in silent)


def test_the_same_verdict_is_asked_of_both_stacks() -> None:
    one_sided = [
        case.number
        for case in CASES
        for variant in case.variants
        if isinstance(variant, Variant) and len(variant.stacks) == 1
    ]

    assert one_sided == []
