"""Decoding of GB18030 and GBK as browsers do, by the cases of web-platform-tests."""

import json
from pathlib import Path

from crawler.extract.text.decode import decode

DIFFERENCES = {
    10: "a broken pair gives two replacement characters",
    13: "two broken bytes give none (read as a byte order mark)",
    16: "the byte behind a broken sequence is swallowed",
    18: "a broken sequence of four gives its digits back",
    20: "GB18030-2005 and -2022 differ on 18 code points",
    23: "a pointer of nothing gives its digits back",
    24: "a pointer of nothing gives its digits back",
    27: "a pointer of nothing gives its digits back",
}
"""By the number of the case; all are about bytes that are no text, but for 20."""


def test_gb_is_decoded_as_browsers_do_but_where_named(suites: Path) -> None:
    text = (suites / "encoding-zh" / "wpt-gb-decode.json").read_text(encoding="utf-8")
    cases = [case for case in json.loads(text) if case["errors"] == "replace"]

    differing = {
        int(case["id"].rpartition("/")[2])
        for case in cases
        for label in case["labels"]
        if decode(bytes.fromhex(case["bytes_hex"]), f"text/html; charset={label}").text
        != case["text"]
    }

    assert differing <= DIFFERENCES.keys()
