from collections import Counter

from simulator.mark.cells import Cells


def test_a_site_stands_in_the_cell_of_each_of_its_faults() -> None:
    cells = Cells()
    wrong = Counter(agree=5, false_passes=1)

    cells.add({"family": "F2", "faults": ["D-REGEN", "R-LATE"]}, wrong, Counter(wrong=2), 1)
    cells.add({"family": "F2", "faults": []}, Counter(agree=6), Counter(equal=3), 0)

    assert cells.as_json() == {
        "F2 -": {"sites": 1},
        "F2 D-REGEN": {"sites": 1, "false_passes": 1, "date_wrong": 2, "letter_wrong": 1},
        "F2 R-LATE": {"sites": 1, "false_passes": 1, "date_wrong": 2, "letter_wrong": 1},
    }
