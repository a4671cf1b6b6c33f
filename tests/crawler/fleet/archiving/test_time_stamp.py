"""Time stamps by an authority on loopback: the openssl of this machine."""

import shutil
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from crawler.fleet.archiving.time_stamp import fault_of_stamp, request_stamp
from schema.types.errors import ArchiveError

pytestmark = pytest.mark.network
LINK = bytes(range(32))
CONFIG = """\
[req]
distinguished_name = name
[name]
[tsa]
default_tsa = one
[one]
serial = {folder}/serial
crypto_device = builtin
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256
accuracy = secs:1
ess_cert_id_chain = no
[signer]
extendedKeyUsage = critical,timeStamping
keyUsage = critical,digitalSignature
basicConstraints = CA:FALSE
[authority]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
"""


@dataclass(slots=True)
class Authority:
    url: str
    roots: bytes
    answer: bytes | None = None
    """Sent instead of a stamp of its own."""


def openssl(folder: Path, words: str) -> bytes:
    command = ["openssl", *words.split()]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True).stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    made = tmp_path_factory.mktemp("tsa")
    config = made / "openssl.cnf"
    config.write_text(CONFIG.format(folder=made), encoding="utf-8")
    (made / "serial").write_text("01\n", encoding="ascii")
    key = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes"
    for command in (
        (
            f"req -x509 {key} -days 2 -keyout ca.key -out ca.pem -subj /CN=root "
            "-config openssl.cnf -extensions authority"
        ),
        f"req {key} -keyout tsa.key -out tsa.csr -subj /CN=authority -config openssl.cnf",
        (
            "x509 -req -in tsa.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -out tsa.pem "
            "-extfile openssl.cnf -extensions signer"
        ),
    ):
        openssl(made, command)
    return made


@pytest.fixture
def authority(folder: Path) -> Iterator[Authority]:
    made = Authority(url="", roots=(folder / "ca.pem").read_bytes())

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = self.rfile.read(int(self.headers["Content-Length"]))
            (folder / "asked.tsq").write_bytes(asked)
            words = "ts -reply -queryfile asked.tsq -config openssl.cnf -section one"
            reply = openssl(folder, words)
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(reply if made.answer is None else made.answer)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        made.url = f"http://127.0.0.1:{server.server_address[1]}/"
        yield made
        server.shutdown()
        thread.join()


def test_a_stamp_speaks_for_its_link_and_for_no_other(authority: Authority) -> None:
    token = request_stamp(authority.url, LINK)

    assert fault_of_stamp(token, LINK) is None
    assert fault_of_stamp(token, LINK, authority.roots) is None
    assert fault_of_stamp(token, LINK[::-1]) == "the time stamp is of another seal"


def test_a_stamp_of_another_authority_is_refused(authority: Authority, folder: Path) -> None:
    token = request_stamp(authority.url, LINK)
    words = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -keyout other.key"
    stranger = openssl(folder, f"{words} -subj /CN=root -config openssl.cnf -extensions authority")
    changed = bytearray(token)
    changed[-10] ^= 0xFF

    for false, roots in ((token, stranger), (token, b"no PEM"), (bytes(changed), authority.roots)):
        assert "not signed by that authority" in (fault_of_stamp(false, LINK, roots) or "")


def test_the_reply_to_another_question_is_no_stamp(authority: Authority) -> None:
    authority.answer = request_stamp(authority.url, LINK)

    with pytest.raises(ArchiveError, match="it answers another"):
        request_stamp(authority.url, LINK)
    with pytest.raises(ArchiveError, match="of another seal"):
        request_stamp(authority.url, LINK[::-1])


def test_an_authority_that_is_away_is_one_sentence() -> None:
    with pytest.raises(ArchiveError, match="cannot be reached"):
        request_stamp("http://127.0.0.1:1/", LINK)


def test_bytes_that_are_no_stamp_are_said_so() -> None:
    assert fault_of_stamp(b"<html>", LINK) == (
        "the time stamp cannot be read here: `openssl ts -verify` may"
    )
