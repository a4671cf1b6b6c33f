"""Where the house keeps its data."""

import os
from pathlib import Path

from schema.types.settings import Settings


def data_folder(settings: Settings) -> Path:
    """Give the folder of the embedded database and the archive."""
    return Path(os.path.expanduser(settings.data)).absolute()  # noqa: PTH111 - keeps `~user`


def archive_folder(settings: Settings) -> Path:
    """Give the folder of the WARC segments."""
    return data_folder(settings) / "archive"
