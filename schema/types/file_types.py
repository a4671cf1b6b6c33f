"""Types of files: what a body is, what its name claims (config/reading/file_types.toml)."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class FileType(StrEnum):
    """What the first bytes of a body say that it is."""

    PDF = "pdf"
    OLE2 = "ole2"
    """Compound file: .doc, .xls, .ppt, and .wps, .et, .dps of WPS."""
    OOXML = "ooxml"
    """.docx, .xlsx, .pptx, and what WPS writes today."""
    OFD = "ofd"
    """版式文档 (GB/T 33190)."""
    ZIP = "zip"
    RAR = "rar"
    SEVEN_ZIP = "7z"
    RTF = "rtf"
    OFFICE_HTML = "office_html"
    """A document that an office programme saved as a page; it opens it under any name."""
    HTML = "html"
    IMAGE = "image"
    TEXT = "text"
    EMPTY = "empty"
    UNKNOWN = "unknown"


class FileVerdict(StrEnum):
    """Whether a body is what its link claims."""

    FITS = "fits"
    OTHER_TYPE = "other_type"
    """A file, but of another type than its name says."""
    NO_FILE = "no_file"
    """A page or nothing in the place of a file: it cannot be downloaded."""
    UNKNOWN = "unknown"


class NamedType(BaseModel):
    """Endings of names with the types that bodies under them may have."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    endings: tuple[str, ...]
    holds: tuple[FileType, ...]
    media: tuple[str, ...] = ()
    """Beginnings of media types by which a server announces such a body."""


class FileTypes(BaseModel):
    """All endings that are known as files to download."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    named: tuple[NamedType, ...]
