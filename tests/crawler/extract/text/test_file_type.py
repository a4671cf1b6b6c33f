import io
import time
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.lexicon import load_lexicon
from crawler.extract.text.file_type import (
    claimed_by_server,
    claimed_type,
    file_type,
    names_file,
    verify,
)
from schema.types.file_types import FileType, FileVerdict

TYPES = load_lexicon().file_types
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
ERROR = "<!DOCTYPE html>\n<html><title>404</title><body>您访问的页面不存在</body></html>".encode()


def archive(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as held:
        for name in names:
            held.writestr(name, "<x/>")
    return out.getvalue()


DOCX = archive("[Content_Types].xml", "_rels/.rels", "word/document.xml")
BODIES = {
    "pdf": (b"%PDF-1.4\n", FileType.PDF),
    "pdf_behind_blanks": (b"\r\n\r\n%PDF-1.7\n", FileType.PDF),
    "ole2": (OLE2, FileType.OLE2),
    "docx": (DOCX, FileType.OOXML),
    "docx_of_wps": (archive("docProps/app.xml", "word/document.xml"), FileType.OOXML),
    "ofd": (archive("OFD.xml", "Doc_0/Document.xml"), FileType.OFD),
    "zip": (archive("申请表.doc", "说明.txt"), FileType.ZIP),
    "empty_zip": (archive(), FileType.ZIP),
    "rar4": (b"Rar!\x1a\x07\x00", FileType.RAR),
    "rar5": (b"Rar!\x1a\x07\x01\x00", FileType.RAR),
    "7z": (b"7z\xbc\xaf\x27\x1c\x00\x04", FileType.SEVEN_ZIP),
    "rtf": (b"{\\rtf1\\ansi", FileType.RTF),
    "jpeg": (b"\xff\xd8\xff\xe0\x00\x10JFIF", FileType.IMAGE),
    "png": (b"\x89PNG\r\n\x1a\n\x00", FileType.IMAGE),
    "bmp": (b"BM\x36\x00\x0c\x00\x00\x00\x00\x00\x36\x00\x00\x00\x28\x00", FileType.IMAGE),
    "error_page": (ERROR, FileType.HTML),
    "script_page": (b"\xef\xbb\xbf  <script>alert('x')</script>", FileType.HTML),
    "page_in_utf16": ("\ufeff<html>".encode("utf-16-le"), FileType.HTML),
    "page_behind_a_comment": (b"<!-- jsp --><html>", FileType.HTML),
    "saved_by_word": (
        b'<html xmlns:o="urn:schemas-microsoft-com:office:office">', FileType.OFFICE_HTML,
    ),
    "mhtml_of_word": (
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related", FileType.OFFICE_HTML,
    ),
    "excel_xml": (
        b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>', FileType.OFFICE_HTML,
    ),
    "text": ("序号,单位\n1,财政局".encode("gb18030"), FileType.TEXT),
    "nothing": (b"", FileType.EMPTY),
    "blanks": (b" \r\n\x00", FileType.EMPTY),
    "noise": (b"\x01\x02\x03abc", FileType.UNKNOWN),
}  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), BODIES.values(), ids=BODIES.keys())
def test_the_first_bytes_say_what_a_body_is(body: bytes, expected: FileType) -> None:
    assert file_type(body) is expected


CLAIMS = {
    "doc_in_ole2": ("doc", OLE2, FileVerdict.FITS),
    "doc_saved_as_docx": ("doc", DOCX, FileVerdict.FITS),
    "docx_that_is_a_doc": ("docx", OLE2, FileVerdict.OTHER_TYPE),
    "wps_in_ole2": ("wps", OLE2, FileVerdict.FITS),
    "wps_of_today": ("wps", DOCX, FileVerdict.FITS),
    "page_behind_doc": ("doc", ERROR, FileVerdict.NO_FILE),
    "page_behind_pdf": ("pdf", ERROR, FileVerdict.NO_FILE),
    "nothing_behind_xls": ("xls", b"", FileVerdict.NO_FILE),
    "word_page_behind_doc": ("doc", BODIES["saved_by_word"][0], FileVerdict.FITS),
    "picture_behind_pdf": ("pdf", BODIES["png"][0], FileVerdict.OTHER_TYPE),
    "text_behind_doc": ("doc", b'{"code": 404}', FileVerdict.OTHER_TYPE),
    "rar_behind_zip": ("zip", BODIES["rar5"][0], FileVerdict.OTHER_TYPE),
    "nobody_says": ("", OLE2, FileVerdict.FITS),
    "noise_behind_doc": ("doc", BODIES["noise"][0], FileVerdict.UNKNOWN),
}


@pytest.mark.parametrize(("claimed", "body", "expected"), CLAIMS.values(), ids=CLAIMS.keys())
def test_a_body_is_held_against_its_claim(claimed: str, body: bytes, expected: FileVerdict) -> None:
    assert verify(body, claimed, TYPES) is expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("/a/申请表.DOC", "doc"), ("申请表.docx（点击下载）", "docx"), ("/x.xls?v=1", "xls"),
        ("/a.doc.html", ""), ("/doc/", ""), ("附件1", ""), ("www.pdfs.cn", ""), ("a.et", "et"),
    ],
)  # fmt: skip
def test_an_ending_is_a_claim(name: str, expected: str) -> None:
    assert claimed_type(name, TYPES) == expected


@given(st.binary(max_size=300), st.sampled_from(["doc", "pdf", "zip", "", "xyz"]))
def test_any_bytes_get_a_type_and_a_verdict(body: bytes, claimed: str) -> None:
    assert isinstance(file_type(body), FileType)
    assert isinstance(verify(body, claimed, TYPES), FileVerdict)


@given(
    st.sampled_from([BODIES[name][0] for name in ("pdf", "ole2", "rtf", "rar5", "7z")]), st.binary()
)
def test_what_follows_the_first_bytes_changes_nothing(head: bytes, rest: bytes) -> None:
    assert file_type(head + rest) is file_type(head)


@pytest.mark.parametrize(
    ("disposition", "content_type", "expected"),
    [
        ("attachment; filename=form.DOC", None, ("doc",)),
        ("attachment; filename*=UTF-8''%E8%A1%A8.docx", "application/octet-stream", ("docx",)),
        (None, "application/pdf;charset=utf-8", ("pdf",)),
        ("inline; filename=a.xls", "application/vnd.ms-excel", ("xls", "xls")),
        (None, "text/html", ()),
        (None, None, ()),
        ("attachment", "image/png", ("jpg",)),
    ],
)
def test_a_server_claims_a_type_by_name_and_by_media_type(
    disposition: str | None, content_type: str | None, expected: tuple[str, ...]
) -> None:
    assert claimed_by_server(disposition, content_type, TYPES) == expected


@pytest.mark.parametrize(
    ("markup", "named"),
    [
        ("<a href='/d/1.docx'>下载</a>", True),
        ("<script>window.open('/d/1.pdf?x=1')</script>", True),
        ("<a href='/d/1.html'>返回</a><p>申请表.doc</p>", False),
    ],
)
def test_page_may_name_a_file(markup: str, *, named: bool) -> None:
    assert names_file(markup.encode(), TYPES) is named


def test_blanks_behind_an_attribute_s_name_take_no_time() -> None:
    body = b"<a href" + b" " * 60_000
    began = time.process_time()

    assert not names_file(body, TYPES)
    assert time.process_time() - began < 0.5  # it was a minute
