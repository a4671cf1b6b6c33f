import gzip

import pytest

from crawler.policy.body_kind import is_binary

BINARY = {
    "zip as html": ("text/html", b"PK\x03\x04" + bytes(20)),
    "pdf": ("text/html", b"%PDF-1.7"),
    "video": ("text/html", b"\0\0\0\x18ftypmp42"),
    "typed video": ("video/mp4", b"anything"),
    "typed stream": ("application/octet-stream", b"\x01\x02\x03"),
    "NULs": (None, b"\x01\0\0\0\0\0\0\0\0\0\0"),
    "office": ("application/vnd.ms-excel", b"\xd0\xcf\x11\xe0"),
}
PAGES = {
    "html": ("text/html", b"<!doctype html>"),
    "html as a stream": ("application/octet-stream", b"\xef\xbb\xbf \r\n<html>"),
    "json": ("application/json", b'{"a": 1}'),
    "feed": ("application/atom+xml", b"<feed>"),
    "UTF-16": ("text/html", "\ufeff<html>示例".encode("utf-16-le")),
    "gbk": ("text/html; charset=gbk", "示例县".encode("gbk")),
    "svg": ("image/svg+xml", b"<svg>"),
    "unnamed gzip": ("text/html", gzip.compress(b"<html>")),
    "nothing": (None, b""),
}


@pytest.mark.parametrize("name", BINARY)
def test_what_nobody_reads_as_a_page_is_told(name: str) -> None:
    content_type, first = BINARY[name]

    assert is_binary(content_type, coded=False, first=first)


@pytest.mark.parametrize("name", PAGES)
def test_what_may_be_a_page_is_read(name: str) -> None:
    content_type, first = PAGES[name]

    assert not is_binary(content_type, coded=False, first=first)


def test_behind_a_coding_only_the_type_speaks() -> None:
    assert not is_binary("text/html", coded=True, first=b"PK\x03\x04")
    assert is_binary("application/zip", coded=True, first=b"<html>")
