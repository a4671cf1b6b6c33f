"""Sealed segments in an object store: put whole and once, read by range.

The client's synchronous calls are used, in threads: its asynchronous ones may abort a process that
ends while they are under way.
"""

import hashlib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError, NotFoundError
from obstore.store import LocalStore, ObjectStore, S3Store

from crawler.fleet.archiving.segment_files import CHUNK
from schema.types.errors import ArchiveError, ConfigError
from schema.types.lease import SegmentRow
from schema.types.settings import ArchiveSettings

if TYPE_CHECKING:  # the package has these for type checkers alone
    from obstore.store import ClientConfig, RetryConfig, S3Config

_WHOLE_PUT = 64 * 1024 * 1024
"""Bytes up to which a segment goes in one request, which the store can refuse as a second one."""
_RETRIES = 3
_RETRY_SECONDS = 60
_REQUEST_SECONDS = 120


class SegmentStore:
    """The segments of an archive in a store of S3's kind, or in a folder."""

    def __init__(self, settings: ArchiveSettings) -> None:
        self._url = settings.store or ""
        self._store = _open(settings)

    def put(self, row: SegmentRow, path: Path) -> None:
        """Ship a segment whole; one that is there already must be the same.

        Raise ArchiveError where the file here is not what the row says, or the store fails.
        """
        self._check(row.path, row.sha256, _pieces(path))
        try:
            whole = row.size <= _WHOLE_PUT
            if not whole and self.size(row.path) is not None:
                self._check(row.path, row.sha256, self.chunks(row.path))
                return
            if whole:
                obstore.put(self._store, row.path, path, mode="create", use_multipart=False)
            else:
                obstore.put(self._store, row.path, path, use_multipart=True)
        except AlreadyExistsError:
            self._check(row.path, row.sha256, self.chunks(row.path))
            return
        except (BaseError, OSError) as err:
            raise self._failed(row.path, err) from err
        if self.size(row.path) != row.size:
            raise ArchiveError(f"segment {row.path} did not arrive whole in {self._url}")

    def size(self, name: str) -> int | None:
        """Give the size of a segment there, None when it is not there."""
        try:
            return int(obstore.head(self._store, name)["size"])
        except (NotFoundError, FileNotFoundError):
            return None
        except BaseError as err:
            raise self._failed(name, err) from err

    def read(self, name: str, offset: int, length: int) -> bytes:
        """Give a range of a segment; what lies past its end is not given."""
        try:
            return bytes(obstore.get_range(self._store, name, start=offset, length=length))
        except (BaseError, FileNotFoundError) as err:
            raise self._failed(name, err) from err

    def chunks(self, name: str) -> Iterator[bytes]:
        """Give a segment piece by piece."""
        try:
            for piece in obstore.get(self._store, name).stream(min_chunk_size=CHUNK):
                yield bytes(piece)
        except (BaseError, FileNotFoundError) as err:
            raise self._failed(name, err) from err

    def _check(self, name: str, sha256: str, pieces: Iterator[bytes]) -> None:
        digest = hashlib.sha256()
        for piece in pieces:
            digest.update(piece)
        if digest.hexdigest() != sha256:
            raise ArchiveError(f"segment {name} is not what was written: it is not shipped")

    def _failed(self, name: str, err: Exception) -> ArchiveError:
        line = str(err).strip().splitlines()[0]
        return ArchiveError(f"segment {name} in {self._url}: {line}")


def _open(settings: ArchiveSettings) -> ObjectStore:
    url = settings.store or ""
    scheme, _, rest = url.partition("://")
    if scheme == "file" and rest.startswith("/"):
        return LocalStore(rest, mkdir=True)
    if scheme != "s3" or not rest:
        raise ConfigError(
            f"setting archive.store: {url!r} is neither s3://BUCKET/PREFIX nor file:///FOLDER"
        )
    retries: RetryConfig = {
        "max_retries": _RETRIES,
        "retry_timeout": timedelta(seconds=_RETRY_SECONDS),
    }
    config: S3Config = {"region": settings.store_region}
    client: ClientConfig = {"timeout": timedelta(seconds=_REQUEST_SECONDS)}
    if settings.store_endpoint:
        config["endpoint"] = settings.store_endpoint
        client["allow_http"] = settings.store_endpoint.startswith("http://")
    bucket, _, prefix = rest.partition("/")
    try:
        return S3Store(
            bucket,
            prefix=prefix or None,
            config=config,
            client_options=client,
            retry_config=retries,
        )
    except BaseError as err:
        raise ConfigError(f"setting archive.store: {url!r} cannot be opened: {err}") from err


def _pieces(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            yield from iter(lambda: file.read(CHUNK), b"")
    except OSError as err:
        raise ArchiveError(f"segment {path.name} cannot be read: {err.strerror}") from err
