"""Servers of every sort of TLS that the stock library can still speak."""

import socketserver
import ssl
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock, Thread

from testkit.certificates import Authority

NAME = "www.example.gov.cn"
IDN = "xn--fiqs8s.example.gov.cn"
MANY_NAMES = 1_000
TOO_MANY_NAMES = 10_000
_REQUEST_BYTES = 65536
_LINGER = 0.3


class TlsKit:
    """Contexts of misconfigured servers, made when they are asked for."""

    def __init__(self, folder: Path) -> None:
        for part in ("trusted", "stranger"):
            (folder / part).mkdir(parents=True, exist_ok=True)
        self._authority = Authority(folder / "trusted")
        self._stranger = Authority(folder / "stranger")
        self._made: dict[str, ssl.SSLContext] = {}
        self._one_at_a_time = Lock()

    @property
    def roots(self) -> str:
        """Give the file of the one root that the client is to trust."""
        return self._authority.root_file

    def prepare(self) -> None:
        """Make all contexts now."""
        for kind in self._makers():
            self.context(kind)

    def context(self, kind: str) -> ssl.SSLContext:
        """Give the server of a kind."""
        with self._one_at_a_time:
            if kind not in self._made:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore", DeprecationWarning)  # old versions are meant
                    self._made[kind] = self._makers()[kind]()
            return self._made[kind]

    def _makers(self) -> dict[str, Callable[[], ssl.SSLContext]]:
        make = self._authority
        return {
            "good": lambda: make.serving(NAME),
            "expired": lambda: make.serving(NAME, days=-1),
            "other name": lambda: make.serving("other.example.gov.cn"),
            "self-signed": make.self_signed,
            "strange root": lambda: self._stranger.serving(NAME),
            "half a chain": lambda: make.serving(NAME, whole_chain=False),
            "TLS 1.1": lambda: make.serving(NAME, newest=ssl.TLSVersion.TLSv1_1),
            "TLS 1.0": lambda: make.serving(NAME, newest=ssl.TLSVersion.TLSv1),
            "short key": lambda: make.serving(NAME, weak=True),
            "static RSA": lambda: self._ciphers("AES128-SHA256"),
            "NULL": lambda: self._ciphers("NULL-SHA256"),
            "DH 1024": lambda: self._diffie_hellman(1024),
            "1,000 names": lambda: make.serving(NAME, more_names=MANY_NAMES),
            "10,000 names": lambda: make.serving(NAME, more_names=TOO_MANY_NAMES),
            "client certificate, TLS 1.3": lambda: self._demanding(ssl.TLSVersion.TLSv1_3),
            "client certificate, TLS 1.2": lambda: self._demanding(ssl.TLSVersion.TLSv1_2),
            "no subject": lambda: make.serving(NAME, subject="/"),
            "IDN": lambda: make.serving(IDN),
        }

    def _ciphers(self, ciphers: str) -> ssl.SSLContext:
        context = self._authority.serving(NAME, rsa=True, newest=ssl.TLSVersion.TLSv1_2)
        context.set_ciphers(f"{ciphers}:@SECLEVEL=0")
        return context

    def _diffie_hellman(self, bits: int) -> ssl.SSLContext:
        context = self._ciphers("DHE-RSA-AES128-GCM-SHA256")
        context.load_dh_params(self._authority.dh_params(bits))
        return context

    def _demanding(self, version: ssl.TLSVersion) -> ssl.SSLContext:
        context = self._authority.serving(NAME, newest=version)
        context.verify_mode = ssl.CERT_REQUIRED
        context.load_verify_locations(self._authority.root_file)
        return context


def _answer(connection: ssl.SSLSocket, answer: bytes) -> None:
    seen = b""
    while not seen.endswith(b"\r\n\r\n"):
        piece = connection.recv(_REQUEST_BYTES)
        if not piece:
            return
        seen += piece
    connection.sendall(answer)


@contextmanager
def tls_server(context: ssl.SSLContext, answer: bytes) -> Iterator[int]:
    """Serve from threads: unlike asyncio they tell a client of a failed handshake why it failed."""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            plain = self.request.dup()
            try:
                with context.wrap_socket(self.request, server_side=True) as secure:
                    _answer(secure, answer)
            except OSError:
                with suppress(OSError):  # unread bytes would turn the alert into a reset
                    plain.settimeout(_LINGER)
                    plain.recv(_REQUEST_BYTES)
            finally:
                plain.close()

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True

    with Server(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()
