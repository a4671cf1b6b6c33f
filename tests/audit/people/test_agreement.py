from math import isclose

from audit.people.agreement import agreement


def test_cohen_s_kappa_is_that_of_the_worked_example() -> None:
    counts = {("yes", "yes"): 20, ("yes", "no"): 5, ("no", "yes"): 10, ("no", "no"): 15}
    found = agreement(pair for pair, n in counts.items() for _ in range(n))

    assert found.pairs == counts
    assert found.share == 0.7
    assert found.kappa is not None
    assert isclose(found.kappa, 0.4)


def test_kappa_is_undefined_where_chance_explains_all() -> None:
    assert agreement([("yes", "yes")] * 4).kappa is None
    assert agreement([]).share is None
