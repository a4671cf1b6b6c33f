from simulator.meters import Meters
from simulator.model import Request


class Hand:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def asked(path: str = "/") -> Request:
    return Request(path=path, headers={"user-agent": "pucha"})


def test_the_most_in_a_minute_is_counted_over_sixty_seconds() -> None:
    clock = Hand()
    meters = Meters(clock)
    for second in (0, 1, 2, 70, 71):
        clock.now = float(second)
        meters.begun(1, asked())
        meters.ended(1)

    meter = meters.of(1)

    assert meter is not None
    assert (meter.requests, meter.most_a_minute, meter.least_pause) == (5, 3, 1.0)


def test_requests_under_way_are_those_begun_and_not_ended() -> None:
    meters = Meters(Hand())
    meters.begun(1, asked())
    meters.begun(1, asked())
    meters.ended(1)
    meters.begun(1, asked())

    told = meters.as_json()

    assert told["most_under_way"] == 2
    assert meters.of(2) is None


def test_requests_after_robots_are_counted_apart() -> None:
    meters = Meters(Hand())
    for path in ("/", "/robots.txt", "/a", "/b"):
        meters.begun(1, asked(path))

    meter = meters.of(1)

    assert meter is not None
    assert meter.after_robots == 2
