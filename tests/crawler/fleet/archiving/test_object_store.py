"""Shipping to a store that speaks S3: moto in every run, Ceph's gateway where it is installed."""

import hashlib
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import boto3
import pytest
from moto.server import ThreadedMotoServer

from crawler.fleet.archiving.object_store import SegmentStore
from crawler.fleet.archiving.segment_files import SegmentFiles
from schema.types.errors import ArchiveError, ConfigError
from schema.types.evidence import RecordRef
from schema.types.lease import SegmentRow
from schema.types.settings import ArchiveSettings

pytestmark = pytest.mark.network
DATA = bytes(range(256)) * 1000
NAME = "1/2-3-token.warc.gz"
CEPH = ("ceph", "ceph-mon", "ceph-osd", "radosgw", "radosgw-admin", "monmaptool")
CEPH_TRIES = 12
KEYS = {"AWS_ACCESS_KEY_ID": "TESTACCESSKEY01", "AWS_SECRET_ACCESS_KEY": "testsecretkey0123456789"}


@dataclass(frozen=True, slots=True)
class Server:
    endpoint: str
    bucket: str


@pytest.fixture(scope="session")
def moto() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


def two_free_ports() -> tuple[str, str]:
    with (
        socket.create_server(("127.0.0.1", 0)) as one,
        socket.create_server(("127.0.0.1", 0)) as other,
    ):
        return str(one.getsockname()[1]), str(other.getsockname()[1])


@pytest.fixture(scope="session")
def ceph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    missing = [name for name in CEPH if shutil.which(name) is None]
    if missing:
        pytest.skip(f"Ceph's gateway is not installed: {', '.join(missing)} missing")
    script = str(Path(__file__).parents[4] / "testkit" / "ceph.sh")
    with ExitStack() as stack:
        for left in reversed(range(CEPH_TRIES)):
            folder = str(tmp_path_factory.mktemp("ceph"))
            stack.callback(subprocess.run, [script, "stop", folder], check=True, timeout=30)
            port, monitor = two_free_ports()
            start = [script, "start", folder, port, monitor]
            # Ceph's own start is a race: its store daemon now and then says "wrong fsid" for ever.
            if subprocess.run(start, check=not left, timeout=300).returncode == 0:
                break
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(params=["moto", "ceph"])
def server(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Server:
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    endpoint: str = request.getfixturevalue(request.param)
    bucket = f"evidence-{crc32(request.node.name.encode())}"
    client = boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1")
    client.create_bucket(Bucket=bucket)
    client.close()
    return Server(endpoint, bucket)


@pytest.fixture
def store(server: Server) -> SegmentStore:
    url = f"s3://{server.bucket}/archive"
    return SegmentStore(ArchiveSettings(store=url, store_endpoint=server.endpoint))


def segment(root: Path, data: bytes = DATA) -> tuple[SegmentRow, Path]:
    path = root / NAME
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    digest = hashlib.sha256(data).hexdigest()
    return SegmentRow(path=NAME, size=len(data), sha256=digest, records=1, root="00"), path


def test_a_segment_is_shipped_whole_and_read_by_range(store: SegmentStore, tmp_path: Path) -> None:
    store.put(*segment(tmp_path))

    assert store.size(NAME) == len(DATA)
    assert b"".join(store.chunks(NAME)) == DATA
    assert store.read(NAME, 1000, 77) == DATA[1000:1077]


def test_shipping_again_changes_nothing(store: SegmentStore, tmp_path: Path) -> None:
    store.put(*segment(tmp_path))

    store.put(*segment(tmp_path))

    assert b"".join(store.chunks(NAME)) == DATA


def test_another_segment_under_the_same_name_is_refused(
    store: SegmentStore, tmp_path: Path
) -> None:
    store.put(*segment(tmp_path))

    with pytest.raises(ArchiveError, match="is not what was written"):
        store.put(*segment(tmp_path, b"forged"))

    assert b"".join(store.chunks(NAME)) == DATA


def test_a_damaged_file_is_not_shipped(store: SegmentStore, tmp_path: Path) -> None:
    row, path = segment(tmp_path)
    path.write_bytes(DATA[:-1])

    with pytest.raises(ArchiveError, match="is not what was written"):
        store.put(row, path)

    assert store.size(NAME) is None


def test_what_was_pruned_here_is_read_from_the_store(store: SegmentStore, tmp_path: Path) -> None:
    row, path = segment(tmp_path)
    store.put(row, path)
    path.unlink()

    files = SegmentFiles(tmp_path, store)

    assert b"".join(files.chunks(NAME)) == DATA
    assert files.read(RecordRef(segment=NAME, offset=5, length=9)) == DATA[5:14]


def test_a_missing_segment_is_said(store: SegmentStore) -> None:
    with pytest.raises(ArchiveError, match="missing"):
        store.read("1/missing.warc.gz", 0, 10)
    with pytest.raises(ArchiveError, match="missing"):
        list(store.chunks("1/missing.warc.gz"))


def test_a_folder_is_a_store_too(tmp_path: Path) -> None:
    store = SegmentStore(ArchiveSettings(store=f"file://{tmp_path / 'far'}"))

    store.put(*segment(tmp_path / "near"))
    store.put(*segment(tmp_path / "near"))

    assert store.read(NAME, 10, 10) == DATA[10:20]
    assert store.size("2/none.warc.gz") is None


def test_a_store_that_is_away_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crawler.fleet.archiving.object_store._RETRIES", 0)
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    away = ArchiveSettings(store="s3://bucket", store_endpoint="http://127.0.0.1:1")

    with pytest.raises(ArchiveError, match="s3://bucket"):
        SegmentStore(away).put(*segment(tmp_path))


@pytest.mark.parametrize("url", ["ftp://host/x", "s3://", "file://relative", "bucket"])
def test_an_address_of_another_kind_is_refused(url: str) -> None:
    with pytest.raises(ConfigError, match=r"archive\.store"):
        SegmentStore(ArchiveSettings(store=url))
