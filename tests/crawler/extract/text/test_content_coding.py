import gzip
import json
import zlib
from pathlib import Path

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from crawler.extract.text.content_coding import Decoded, remove_codings

TEXT = "关于召开会议的通知".encode() * 50
PACKED = {
    "gzip": gzip.compress(TEXT),
    "deflate": zlib.compress(TEXT),
    "br": brotli.compress(TEXT),
    "zstd": zstandard.compress(TEXT),
    "gzip, br": brotli.compress(gzip.compress(TEXT)),
    "identity": TEXT,
}
LIMIT = 1_000_000


@pytest.mark.parametrize("coding", PACKED)
def test_a_whole_body_is_decoded(coding: str) -> None:
    assert remove_codings(PACKED[coding], coding, LIMIT) == (TEXT, Decoded.WHOLE)


def test_raw_deflate_is_understood_too() -> None:
    machine = zlib.compressobj(wbits=-15)
    raw = machine.compress(TEXT) + machine.flush()

    assert remove_codings(raw, "deflate", LIMIT) == (TEXT, Decoded.WHOLE)


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br"])
def test_a_cut_body_gives_what_came(coding: str) -> None:
    noise = bytes(range(256)) * 400
    packed = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress}[coding](
        noise + TEXT
    )

    found, ending = remove_codings(packed[:-20], coding, LIMIT)

    assert ending is Decoded.CUT
    assert noise.startswith(found[:1000])


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd"])
def test_garbage_is_broken(coding: str) -> None:
    assert remove_codings(b"\x00\x01 no coding at all", coding, LIMIT)[1] is Decoded.BROKEN


def test_an_unknown_coding_is_said() -> None:
    assert remove_codings(b"x", "compress42", LIMIT)[1] is Decoded.UNKNOWN
    assert remove_codings(b"x", "gzip," * 9, LIMIT)[1] is Decoded.UNKNOWN


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_never_more_than_the_limit_comes_out(coding: str) -> None:
    pack = {
        "gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress,
        "zstd": zstandard.compress,
    }[coding]  # fmt: skip

    found, ending = remove_codings(pack(b"0" * 5_000_000), coding, LIMIT)

    assert ending is Decoded.OVER_LIMIT
    assert len(found) <= LIMIT


@given(st.binary(max_size=2000), st.sampled_from(["gzip", "deflate", "br", "zstd", "gzip,gzip"]))
def test_no_body_ever_raises(body: bytes, coding: str) -> None:
    found, ending = remove_codings(body, coding, LIMIT)

    assert isinstance(found, bytes)
    assert ending in Decoded


EXPECTED = {
    "ok": Decoded.WHOLE,
    "usable": Decoded.CUT,
    "decoded_over_limit": Decoded.OVER_LIMIT,
}


def test_the_foreign_suite_of_bombs_and_layers(suites: Path) -> None:
    folder = suites / "compression"
    rows = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    present = [row for row in rows if row["content_encoding"] and (folder / row["file"]).exists()]

    for row in present:
        body = (folder / row["file"]).read_bytes()
        found, ending = remove_codings(body, row["content_encoding"], LIMIT)
        assert ending is EXPECTED[row["expected"].split()[0]], row["file"]
        assert found, row["file"]

    assert present
