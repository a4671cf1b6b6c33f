import pytest

from crawler.policy.body_kind import is_binary

HTML = b"<!doctype html><title>a</title>"


@pytest.mark.parametrize(
    "first",
    [b"%PDF-1.7", b"PK\x03\x04", b"\x89PNG\r\n", b"\xff\xd8\xff\xe0", b"\0\0\0\x18ftypmp42",
     b"MZ\x90\0", b"Rar!\x1a\x07", b"\0" * 20],
)  # fmt: skip
def test_first_bytes_tell_a_file_whatever_its_type_says(first: bytes) -> None:
    assert is_binary("text/html", False, first)  # noqa: FBT003


@pytest.mark.parametrize(
    "content_type", ["video/mp4", "application/pdf", "application/octet-stream", "image/png"]
)
def test_a_page_under_a_wrong_type_is_a_page(content_type: str) -> None:
    assert not is_binary(content_type, False, HTML)  # noqa: FBT003
    assert not is_binary(content_type, False, b"\xef\xbb\xbf\r\n" + HTML)  # noqa: FBT003


@pytest.mark.parametrize("content_type", ["video/mp4", "application/zip", "application/msword"])
def test_behind_a_coding_only_the_type_speaks(content_type: str) -> None:
    assert is_binary(content_type, True, b"\x1f\x8b\x08")  # noqa: FBT003
    assert not is_binary("text/html", True, b"\x1f\x8b\x08\0\0\0\0\0\0\0\0\0\0")  # noqa: FBT003


@pytest.mark.parametrize("content_type", [None, "", "text/html", "image/svg+xml",
                                          "application/vnd.api+json"])  # fmt: skip
def test_text_is_no_file(content_type: str | None) -> None:
    assert not is_binary(content_type, False, "关于召开会议的通知".encode("gb18030"))  # noqa: FBT003


def test_utf_16_is_text() -> None:
    assert not is_binary("text/html", False, "<html>plain text".encode("utf-16"))  # noqa: FBT003
