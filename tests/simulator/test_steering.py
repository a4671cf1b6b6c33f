import contextlib
import socket

import pytest

from simulator.steering import listeners

pytestmark = pytest.mark.network
_SITES = [f"127.0.3.{last}" for last in range(1, 7)]


def taken(doors: list[socket.socket], address: str) -> int:
    """Connect to an address and tell the place of the socket that took the connection."""
    with contextlib.closing(
        socket.create_connection((address, doors[0].getsockname()[1]), timeout=2)
    ):
        for place, door in enumerate(doors):
            with contextlib.suppress(BlockingIOError):
                door.accept()[0].close()
                return place
    raise AssertionError("nobody took the connection")


def test_every_connection_to_one_address_comes_to_the_same_socket() -> None:
    doors = listeners(3, 0)
    try:
        places = {address: {taken(doors, address) for _ in range(4)} for address in _SITES}
    finally:
        for door in doors:
            door.close()

    assert all(len(found) == 1 for found in places.values())
    assert {place for found in places.values() for place in found} == {0, 1, 2}


def test_a_port_that_is_named_is_taken() -> None:
    (free,) = listeners(1, 0)
    port = free.getsockname()[1]
    free.close()

    (door,) = listeners(1, port)

    assert door.getsockname()[1] == port
    door.close()
