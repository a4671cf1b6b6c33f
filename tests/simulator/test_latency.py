from statistics import median

from simulator.latency import usual_wait


def test_sites_think_for_sixty_milliseconds_in_the_middle_and_never_for_long() -> None:
    waits = [usual_wait(7, number) for number in range(1, 2_001)]

    assert 0.055 < median(waits) < 0.065
    assert min(waits) > 0
    assert max(waits) <= 2.0


def test_a_site_thinks_as_long_each_time() -> None:
    assert usual_wait(7, 3) == usual_wait(7, 3)
    assert usual_wait(7, 3) != usual_wait(8, 3)
