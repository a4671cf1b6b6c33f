"""Listening sockets that share a port, so steered that one process alone serves each site."""

import ctypes
import logging
import socket
import struct

_BACKLOG = 4_096
_SO_ATTACH_REUSEPORT_CBPF = 51
_DESTINATION = 0xFFF00000 + 16  # SKF_NET_OFF: the place in the IP header, its destination address
_LOAD_WORD, _MODULO, _RETURN = 0x20, 0x94, 0x16
_LOG = logging.getLogger(__name__)


def listeners(count: int, port: int) -> list[socket.socket]:
    """Listen `count` times on one port (0 picks it) of every address of this machine.

    A connection goes to the socket whose place is the remainder of its address by `count`: a site
    has its caches and its meter in one process. Where the kernel cannot do that, it spreads
    connections as it likes, and what the meters say of one site at once is a lower bound.
    """
    made: list[socket.socket] = []
    for _ in range(count):
        one = socket.socket()
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        one.bind(("0.0.0.0", port))  # noqa: S104 - 127/8 has no other wildcard; the server drops the rest
        one.listen(_BACKLOG)
        one.setblocking(False)  # noqa: FBT003 - the socket's own
        port = one.getsockname()[1]
        made.append(one)
    if count > 1:
        _steer(made[0], count)
    return made


def _steer(one: socket.socket, count: int) -> None:
    """Give the group of a socket the program that chooses by the destination address."""
    steps = [(_LOAD_WORD, _DESTINATION), (_MODULO, count), (_RETURN, 0)]
    code = b"".join(struct.pack("HBBI", word, 0, 0, value) for word, value in steps)
    held = ctypes.create_string_buffer(code)
    program = struct.pack("HL", len(steps), ctypes.addressof(held))
    try:
        one.setsockopt(socket.SOL_SOCKET, _SO_ATTACH_REUSEPORT_CBPF, program)
    except OSError as err:
        _LOG.warning("connections are not steered by site: %s", err)
