"""Certificates of a test's own authority, made by the openssl program."""

import ssl
import subprocess
from pathlib import Path

_CURVE = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1")
_ISSUES = "basicConstraints=CA:TRUE\nkeyUsage=keyCertSign\n"


class Authority:
    """An authority with one step between it and its servers; raise OSError without openssl."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._self_signed("root")
        self._signed("between", by="root", extension=_ISSUES)

    @property
    def root_file(self) -> str:
        """Give the file of the root certificate."""
        return self._path("root", "pem")

    def trusting(self) -> ssl.SSLContext:
        """Give a strict client that trusts this authority alone."""
        return ssl.create_default_context(cafile=self.root_file)

    def serving(  # noqa: PLR0913 - each is one thing that may be wrong with a server
        self,
        name: str,
        *,
        days: int = 30,
        weak: bool = False,
        rsa: bool = False,
        whole_chain: bool = True,
        more_names: int = 0,
        subject: str = "/CN=server",
        newest: ssl.TLSVersion = ssl.TLSVersion.MAXIMUM_SUPPORTED,
    ) -> ssl.SSLContext:
        """Give a server with a certificate for this name, and for `more_names` beside it."""
        key = ("-newkey", f"rsa:{1024 if weak else 2048}") if weak or rsa else _CURVE
        names = [name, *(f"n{number}.example.org" for number in range(more_names))]
        extension = "subjectAltName=" + ",".join(f"DNS:{one}" for one in names) + "\n"
        self._signed("server", by="between", extension=extension, key=key, subject=subject)
        self._sign("server", by="between", days=days)
        chain = ("server", "between") if whole_chain else ("server",)
        text = "".join(Path(self._path(one, "pem")).read_text("ascii") for one in chain)
        return self._server_context(text, newest, weak=weak)

    def self_signed(self) -> ssl.SSLContext:
        """Give a server that nobody vouches for."""
        self._self_signed("server")
        text = Path(self._path("server", "pem")).read_text("ascii")
        return self._server_context(text, ssl.TLSVersion.MAXIMUM_SUPPORTED, weak=False)

    def dh_params(self, bits: int) -> str:
        """Give a file of Diffie-Hellman parameters."""
        file = self._path(f"dh{bits}", "pem")
        self._run("dhparam", "-dsaparam", "-out", file, str(bits))
        return file

    def _server_context(self, chain: str, newest: ssl.TLSVersion, *, weak: bool) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        if weak or newest < ssl.TLSVersion.TLSv1_2:
            context.set_ciphers("ALL:@SECLEVEL=0")
            context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
        context.maximum_version = newest
        file = self._folder / "chain.pem"
        file.write_text(chain, "ascii")
        context.load_cert_chain(file, self._path("server", "key"))
        return context

    def _self_signed(self, who: str) -> None:
        self._run(
            "req", "-x509", *_CURVE, "-nodes", "-days", "30", "-subj", f"/CN={who}",
            "-keyout", self._path(who, "key"), "-out", self._path(who, "pem"),
        )  # fmt: skip

    def _signed(
        self,
        who: str,
        *,
        by: str,
        extension: str,
        key: tuple[str, ...] = _CURVE,
        subject: str | None = None,
    ) -> None:
        Path(self._path(who, "ext")).write_text(extension, "ascii")
        self._run(
            "req", *key, "-nodes", "-subj", subject or f"/CN={who}",
            "-keyout", self._path(who, "key"), "-out", self._path(who, "csr"),
        )  # fmt: skip
        self._sign(who, by=by, days=30)

    def _sign(self, who: str, *, by: str, days: int) -> None:
        self._run(
            "x509", "-req", "-in", self._path(who, "csr"), "-days", str(days),
            "-CA", self._path(by, "pem"), "-CAkey", self._path(by, "key"), "-set_serial", "7",
            "-extfile", self._path(who, "ext"), "-out", self._path(who, "pem"),
        )  # fmt: skip

    def _path(self, who: str, kind: str) -> str:
        return str(self._folder / f"{who}.{kind}")

    def _run(self, *words: str) -> None:
        subprocess.run(["openssl", *words], check=True, capture_output=True)  # noqa: S603, S607
