from simulator.meters import Meters, joined
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
    told = []
    for second in (0, 1, 2, 70, 71):
        clock.now = float(second)
        told.append(meters.begun(1, asked()))
        meters.ended(1)

    meter = meters.of(1)

    assert told == [1, 2, 3, 1, 2]
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


def test_accounts_of_processes_are_joined_site_by_site() -> None:
    one, other = Meters(Hand()), Meters(Hand())
    for number in (2, 10):
        one.begun(number, asked())
        one.begun(number, asked())
    other.begun(1, asked())

    told = joined([one.as_json(), other.as_json()])

    assert (told["requests"], told["most_under_way"], told["agents"]) == (5, 2, {"pucha": 5})
    assert list(told["sites"]) == ["1", "2", "10"]


def test_a_minute_of_a_province_whose_seconds_are_short_is_short() -> None:
    clock = Hand()
    meters = Meters(clock, scale=0.1)
    told = []
    for second in (0.0, 1.0, 5.9, 8.0):
        clock.now = second
        told.append(meters.begun(1, asked()))

    assert told == [1, 2, 3, 2]
